// See steps.hpp.
#include "model/client_tracker/steps.hpp"

#include <algorithm>

#include "codec/owned.hpp"
#include "model/client/client.hpp"
#include "model/client_tracker/fits.hpp"

namespace mqttspec::model::client_tracker {

using client::Answered;
using client::Link;
using client::Profile;

namespace {

// What a Client chooses that shows in its CONNECT is read from that.
constexpr Profile plain{.returns_by_assigned_id = false};
constexpr Profile trusting{.returns_by_assigned_id = false, .checks_subscriptions = false};
constexpr Profile strict_session{.goes_on_without_session = false, .returns_by_assigned_id = false};

bool is_success(const Packet& packet) {
  const auto* connack = std::get_if<Connack>(&packet);
  return connack == nullptr || connack->reason_code == ReasonCode::success;
}

// In 3.1.1 a Client may go on or not, with or without what it has.
bool is_surprise(const client::State& state, const Packet& packet) {
  const auto* connack = std::get_if<Connack>(&packet);
  return connack != nullptr && state.settings.version == Version::v3_1_1 &&
         state.link == Link::awaiting_connack && connack->reason_code == ReasonCode::success &&
         connack->session_present != state.has_session;
}

bool closes(const std::vector<client::Output>& outputs) {
  return std::ranges::any_of(outputs,
                             [](const auto& each) { return std::holds_alternative<Close>(each); });
}

bool is_connected(const client::State& state, const Line& line) {
  return state.connection == line.connection && state.link == Link::connected;
}

// Packets may follow the CONNECT at once, unless it authenticates.
bool may_send(const client::State& state, const Line& line) {
  return is_connected(state, line) ||
         (state.connection == line.connection && state.link == Link::awaiting_connack &&
          state.authentication == Authentication::none);
}

void count_used(Hypothesis& hypothesis, std::size_t wish) {
  if (hypothesis.used.size() <= wish) hypothesis.used.resize(wish + 1);
  ++hypothesis.used[wish];
}

unsigned times_used(const Hypothesis& hypothesis, std::size_t wish) {
  return wish < hypothesis.used.size() ? hypothesis.used[wish] : 0;
}

bool wants(const std::vector<Wish>& wishes, const owned::Subscription& seen) {
  return std::ranges::any_of(wishes, [&](const Wish& wish) {
    const auto* subscribe = std::get_if<owned::Subscribe>(&wish.packet);
    return subscribe != nullptr &&
           std::ranges::any_of(subscribe->subscriptions, [&](const auto& each) {
             return each.topic_filter == seen.topic_filter && each.maximum_qos == seen.maximum_qos;
           });
  });
}

bool wants(const std::vector<Wish>& wishes, const owned::TopicFilter& seen) {
  return std::ranges::any_of(wishes, [&](const Wish& wish) {
    const auto* unsubscribe = std::get_if<owned::Unsubscribe>(&wish.packet);
    return unsubscribe != nullptr &&
           std::ranges::any_of(unsubscribe->topic_filters,
                               [&](const auto& each) { return each.text == seen.text; });
  });
}

// What the Server does not take a library may make less of.
owned::Publish as_permitted(owned::Publish wanted, const owned::Publish& seen,
                            const client::ServerLimits& limits) {
  if (!limits.retain_available && !seen.retain) wanted.retain = false;
  if (wanted.qos > limits.maximum_qos && seen.qos == limits.maximum_qos) wanted.qos = seen.qos;
  return wanted;
}

std::uint16_t packet_id_of(const owned::Packet& packet) {
  return std::visit(
      [](const auto& each) -> std::uint16_t {
        if constexpr (requires { each.packet_id; }) return each.packet_id;
        return 0;
      },
      packet);
}

}  // namespace

ClientSteps::Outputs ClientSteps::apply(client::State& state, const client::Input& input,
                                        const Profile& profile, const client::FaultSet& faults) {
  PlainChooser chooser;
  Outputs outputs;
  client::apply(state, input, profile, faults, chooser, outputs, fired_);
  ++taken_;
  // When it does something by itself is not followed: of two states that differ in this one is
  // enough.
  state.ping_at.reset();
  if (state.answer_by) state.answer_by = Time{1};
  return outputs;
}

// What came to a bad end the application, or its library, may begin anew.
void ClientSteps::end_exchange(Hypothesis& hypothesis, const Answered& answered) {
  if (answered.request != PacketType::publish || answered.packet_id == 0) return;
  const auto bound = std::ranges::find(hypothesis.bound, answered.packet_id, &Bound::packet_id);
  if (bound == hypothesis.bound.end()) return;
  if (is_failure(answered.reason_code)) --hypothesis.used[bound->wish];
  hypothesis.bound.erase(bound);
}

void ClientSteps::collect(Hypothesis& hypothesis, const Outputs& outputs, bool again) {
  for (const auto& output : outputs) {
    if (std::holds_alternative<Close>(output)) {
      hypothesis.expected.push_back({.packet = {}, .is_close = true, .is_owed = true});
    } else if (const auto* answered = std::get_if<Answered>(&output)) {
      end_exchange(hypothesis, *answered);
    } else if (const auto* pending = std::get_if<Pending>(&output)) {
      Expected expected{.packet = pending->packet, .is_owed = pending->due.has_value()};
      const auto* release = std::get_if<owned::Pubrel>(&pending->packet);
      const bool unknown =
          release != nullptr && release->reason_code == ReasonCode::packet_identifier_not_found;
      // A Client may have one message in flight at a time (F12).
      if (type_of(expected.packet) == PacketType::publish || unknown) expected.is_owed = false;
      expected.is_ordered = (release != nullptr && !again) ||
                            type_of(expected.packet) == PacketType::publish ||
                            type_of(expected.packet) == PacketType::puback ||
                            type_of(expected.packet) == PacketType::pubrec;
      hypothesis.expected.push_back(std::move(expected));
    }
  }
}

// True if a right Client of any kind takes it for an error. It may close then or overlook it.
bool ClientSteps::is_illegal(const Hypothesis& from, const Line& line, const Packet& packet) {
  if (std::holds_alternative<Disconnect>(packet) && line.version == Version::v5_0) return false;
  if (!is_success(packet) && from.client.link == Link::awaiting_connack) return false;
  auto state = from.client;
  return closes(apply(state, Received{line.connection, &packet}, trusting, {}));
}

void ClientSteps::receive(const Hypothesis& from, const Line& line, const ServerInput& input,
                          const Profile& profile, bool forgets, std::vector<Hypothesis>& to) {
  Hypothesis next = from;
  ++next.taken;
  auto& state = next.client;
  state.now = std::max(state.now, input.at);
  if (forgets) {
    Outputs given_up;
    for (const auto& each : state.sent)
      given_up.emplace_back(
          Answered{PacketType::publish, each.packet_id, ReasonCode::unspecified_error});
    collect(next, given_up, false);
    state.sent.clear();
  }
  const bool again = std::holds_alternative<Connack>(*input.packet);
  // It may release what was refused.
  if (const auto* refusal = std::get_if<Pubrec>(&*input.packet))
    if (is_failure(refusal->reason_code) &&
        std::ranges::find(state.sent, refusal->packet_id, &client::Exchange::packet_id) !=
            state.sent.end())
      next.expected.push_back(
          {.packet =
               owned::Pubrel{refusal->packet_id, ReasonCode::packet_identifier_not_found, {}}});
  collect(next, apply(state, Received{line.connection, &*input.packet}, profile, faults_), again);
  if (std::ranges::find(to, next) == to.end()) to.push_back(std::move(next));
}

void ClientSteps::look_at(const Hypothesis& from, const Line& line, std::vector<Hypothesis>& to) {
  if (from.is_lost || from.taken >= line.inputs.size()) return;
  const auto& input = line.inputs[from.taken];
  if (!input.packet || is_illegal(from, line, *input.packet)) {
    auto& lost = to.emplace_back(from);
    ++lost.taken;
    lost.is_lost = true;
    return;
  }
  receive(from, line, input, plain, false, to);
  if (std::holds_alternative<Publish>(*input.packet) && line.version == Version::v5_0)
    receive(from, line, input, trusting, false, to);
  if (is_surprise(from.client, *input.packet)) {
    receive(from, line, input, strict_session, false, to);
    receive(from, line, input, plain, true, to);
  }
}

bool ClientSteps::connect(Hypothesis& hypothesis, const Line& line, const Seen& seen) {
  auto& state = hypothesis.client;
  if (!std::holds_alternative<owned::Connect>(seen.packet)) return false;
  hypothesis.taken = 0;
  hypothesis.expected.clear();
  collect(hypothesis, ask(hypothesis, seen.packet, seen), false);
  if (state.link != Link::wanted) return false;
  const auto outputs = apply(state, Opened{line.connection}, plain, faults_);
  collect(hypothesis, outputs, false);
  auto& expected = hypothesis.expected;
  const auto place = std::ranges::find_if(expected, [](const Expected& each) {
    return !each.is_close && std::holds_alternative<owned::Connect>(each.packet);
  });
  if (place == expected.end()) return false;
  expected.erase(place);
  return true;
}

void ClientSteps::leave(Hypothesis& hypothesis) {
  auto& state = hypothesis.client;
  if (state.link == Link::wanted) state.link = Link::none;
  if (state.link != Link::none)
    collect(hypothesis, apply(state, Ended{state.connection}, plain, faults_), false);
  hypothesis.expected.clear();
  hypothesis.taken = 0;
}

ClientSteps::Outputs ClientSteps::ask(Hypothesis& hypothesis, const owned::Packet& packet,
                                      const Seen& seen) {
  auto& state = hypothesis.client;
  const auto packet_id = packet_id_of(seen.packet);
  if (packet_id != 0) state.last_packet_id = static_cast<std::uint16_t>(packet_id - 1);
  const bool is_early = state.link == Link::awaiting_connack;
  if (is_early) state.link = Link::connected;
  // This alone is sent now.
  std::vector<std::uint16_t> to_send_again;
  for (auto& each : state.sent)
    if (!std::exchange(each.sent_here, true)) to_send_again.push_back(each.packet_id);
  // The packet that was seen is small enough: how the model would have put it does not matter.
  const auto limit = state.limits.maximum_packet_size;
  if (!seen.exceeded) state.limits.maximum_packet_size.reset();
  const BorrowedPacket borrowed(packet);
  auto outputs = apply(state, client::Asked{&borrowed.packet()}, plain, faults_);
  if (state.link == Link::connected) {
    state.limits.maximum_packet_size = limit;
    if (is_early) state.link = Link::awaiting_connack;
  }
  for (auto& each : state.sent)
    if (std::ranges::find(to_send_again, each.packet_id) != to_send_again.end())
      each.sent_here = false;
  state.last_packet_id = 0;
  return outputs;
}

bool ClientSteps::do_asked(Hypothesis& hypothesis, const Line& line, const owned::Packet& packet,
                           const Seen& seen) {
  const auto before = hypothesis.expected.size();
  collect(hypothesis, ask(hypothesis, packet, seen), false);
  auto& expected = hypothesis.expected;
  for (std::size_t i = before; i < expected.size(); ++i) {
    if (expected[i].is_close || !fits(expected[i].packet, seen, line.version)) continue;
    expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(i));
    return true;
  }
  return false;
}

bool ClientSteps::take_expected(Hypothesis& hypothesis, const Line& line, const Seen& seen) {
  auto& expected = hypothesis.expected;
  for (auto each = expected.begin(); each != expected.end(); ++each) {
    if (each->is_close || each->packet.index() != seen.packet.index()) continue;
    if (fits(each->packet, seen, line.version)) {
      expected.erase(each);
      if (const auto* answer = std::get_if<owned::Pubrec>(&seen.packet))
        if (is_failure(answer->reason_code))
          std::erase_if(hypothesis.client.received, [&](const auto& exchange) {
            return exchange.packet_id == answer->packet_id;
          });
      return true;
    }
    if (each->is_ordered) return false;
  }
  return false;
}

// F19: in 3.1.1 it may send again at any time what is not acknowledged.
bool ClientSteps::send_again(const Hypothesis& hypothesis, const Line& line,
                             const Seen& seen) const {
  if (line.version != Version::v3_1_1 || !is_connected(hypothesis.client, line)) return false;
  return std::ranges::any_of(hypothesis.client.sent, [&](const client::Exchange& exchange) {
    if (!exchange.sent_here) return false;
    if (const auto* release = std::get_if<owned::Pubrel>(&seen.packet))
      return exchange.awaiting == Awaiting::pubcomp && exchange.packet_id == release->packet_id;
    const auto* publish = std::get_if<owned::Publish>(&seen.packet);
    return publish != nullptr && publish->dup && exchange.awaiting != Awaiting::pubcomp &&
           exchange.packet_id == publish->packet_id && exchange.message.topic == publish->topic &&
           exchange.message.payload == publish->payload && exchange.message.qos == publish->qos;
  });
}

void ClientSteps::publish(const Hypothesis& from, const Line& line, const Seen& seen,
                          const std::vector<Wish>& wishes, std::vector<Hypothesis>& to) {
  const auto& publish = std::get<owned::Publish>(seen.packet);
  if (!may_send(from.client, line)) return;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    const auto* wanted = std::get_if<owned::Publish>(&wishes[i].packet);
    if (wanted == nullptr || times_used(from, i) >= wishes[i].times) continue;
    auto asked = as_permitted(*wanted, publish, from.client.limits);
    // An application that sets Topic Aliases may leave the topic out.
    if (asked.topic.empty()) asked.topic = publish.topic;
    if (!faults_.any() && !is_message(asked, publish)) continue;
    Hypothesis next = from;
    count_used(next, i);
    if (publish.packet_id != 0) next.bound.push_back({publish.packet_id, i});
    if (!do_asked(next, line, asked, seen)) continue;
    to.push_back(std::move(next));
    return;
  }
}

void ClientSteps::request(const Hypothesis& from, const Line& line, const Seen& seen,
                          const std::vector<Wish>& wishes, std::vector<Hypothesis>& to) {
  if (!may_send(from.client, line)) return;
  // Libraries subscribe again after a new connection, in packets of their own.
  const auto is_wanted = [&](const auto& each) { return wants(wishes, each); };
  if (const auto* subscribe = std::get_if<owned::Subscribe>(&seen.packet)) {
    if (!std::ranges::all_of(subscribe->subscriptions, is_wanted)) return;
  } else if (const auto* unsubscribe = std::get_if<owned::Unsubscribe>(&seen.packet)) {
    if (!std::ranges::all_of(unsubscribe->topic_filters, is_wanted)) return;
  }
  Hypothesis next = from;
  if (do_asked(next, line, seen.packet, seen)) to.push_back(std::move(next));
}

// PINGREQ, DISCONNECT and a new authentication are the Client's own affair.
void ClientSteps::do_unasked(const Hypothesis& from, const Line& line, const Seen& seen,
                             const std::vector<Wish>& wishes, std::vector<Hypothesis>& to) {
  const auto& state = from.client;
  const auto is_such = [&](const Wish& wish) { return wish.packet.index() == seen.packet.index(); };
  if (!may_leave_ && type_of(seen.packet) == PacketType::disconnect &&
      std::ranges::none_of(wishes, is_such))
    return;
  const bool may_leave = state.connection == line.connection && state.link != Link::none;
  if (type_of(seen.packet) == PacketType::disconnect ? !may_leave : !may_send(state, line)) return;
  Hypothesis next = from;
  if (do_asked(next, line, seen.packet, seen)) to.push_back(std::move(next));
}

void ClientSteps::send(const Hypothesis& from, const Line& line, const Seen& seen,
                       const std::vector<Wish>& wishes, std::vector<Hypothesis>& to) {
  if (from.is_lost) {
    to.push_back(from);
    return;
  }
  if (Hypothesis next = from; take_expected(next, line, seen)) {
    to.push_back(std::move(next));
    return;
  }
  if (send_again(from, line, seen)) to.push_back(from);
  switch (type_of(seen.packet)) {
    case PacketType::publish:
      return publish(from, line, seen, wishes, to);
    case PacketType::subscribe:
    case PacketType::unsubscribe:
      return request(from, line, seen, wishes, to);
    case PacketType::pingreq:
    case PacketType::disconnect:
    case PacketType::auth:
      return do_unasked(from, line, seen, wishes, to);
    default:
      return;
  }
}

}  // namespace mqttspec::model::client_tracker
