// See steps.hpp.
#include "conformance/cases/steps.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mqttspec::conformance::cases {

void granted(Run& run, const Arrival& suback, Qos qos) {
  for (const auto code : suback.as<Suback>().reason_codes)
    if (code != static_cast<std::uint8_t>(qos))
      run.decline(fmt::format("the SUBACK grants 0x{:02X} where QoS {} is asked for", code,
                              static_cast<int>(qos)));
}

Peer subscribed(Run& run, Topic topic_filter, Qos qos, std::string_view name) {
  Peer peer = run.client(name);
  granted(run, peer.subscribe(std::move(topic_filter), qos), qos);
  return peer;
}

Peer kept_subscriber(Run& run, Topic topic_filter, Qos qos, std::string_view name) {
  Peer peer = run.client(name, Session::kept);
  granted(run, peer.subscribe(std::move(topic_filter), qos), qos);
  peer.answer_by_hand();
  return peer;
}

bool is_accepted(Run& run, Peer& peer) {
  const auto code = peer.expect(connack()).as<Connack>().reason_code;
  constexpr ReasonCode for_want_of_room[] = {
      return_code::server_unavailable, ReasonCode::server_unavailable, ReasonCode::server_busy,
      ReasonCode::quota_exceeded, ReasonCode::connection_rate_exceeded};
  if (std::ranges::find(for_want_of_room, code) != std::end(for_want_of_room))
    run.inconclusive("a Server that has room for one more connection", "refused for want of it");
  return code == ReasonCode::success;
}

namespace {

Mismatch mismatch(const Run& run, const Arrival& arrival, const Pattern& wanted) {
  return wanted.mismatch(arrival.packet, run.setting());
}

}  // namespace

void must_be(Run& run, Must statement, const Arrival& arrival, const Pattern& wanted) {
  const auto wrong = mismatch(run, arrival, wanted);
  run.must_hold(statement, !wrong, wanted.describe(run.setting()), wrong.value_or("that"), true);
}

void should_be(Run& run, Should statement, const Arrival& arrival, const Pattern& wanted) {
  const auto wrong = mismatch(run, arrival, wanted);
  run.should_hold(statement, !wrong, wanted.describe(run.setting()), wrong.value_or("that"));
}

std::string payload(const Arrival& arrival) {
  return std::string(as_text(arrival.as<Publish>().payload));
}

std::uint16_t packet_id(const Arrival& arrival) { return arrival.as<Publish>().packet_id; }

std::uint16_t taken_until_pubrel(Peer& peer, const PublishSpec& message) {
  const auto id = packet_id(peer.expect(message));
  peer.send(pubrec(id));
  peer.expect(pubrel(id));
  return id;
}

void complete_qos_2(Peer& peer, std::uint16_t packet_id) {
  peer.send(pubrec(packet_id));
  peer.expect(pubrel(packet_id));
  peer.send(pubcomp(packet_id));
}

std::vector<Arrival> messages_until(Peer& peer, const Topic& topic, std::string_view last) {
  std::vector<Arrival> all;
  do {
    all.push_back(peer.expect(publish(topic)));
  } while (payload(all.back()) != last);
  return all;
}

int taken_at_a_time(const Peer& publisher, int wanted) {
  return std::min<int>(publisher.connack().properties.receive_maximum.value_or(65535), wanted);
}

namespace {

// The exchanges of QoS 2 with these Packet Identifiers, from PUBREC on.
void release(Peer& publisher, std::uint16_t first, std::uint16_t last) {
  std::vector<Arrival> received;
  for (auto id = first; id <= last; ++id) received.push_back(publisher.expect(pubrec(id)));
  for (const auto& each : in_order_of_arrival(received))
    publisher.send(pubrel(each.as<Pubrec>().packet_id));
  for (auto id = first; id <= last; ++id) publisher.expect(pubcomp(id));
}

}  // namespace

void publish_together(Peer& publisher, const Topic& topic, Qos qos, int last) {
  // Four are enough to come out of order, and not too many for a Server of 3.1.1, which cannot say.
  const int most = taken_at_a_time(publisher, 4);
  for (int first = 1; first <= last; first += most) {
    const auto from = static_cast<std::uint16_t>(first);
    const auto to = static_cast<std::uint16_t>(std::min(last, first + most - 1));
    for (auto id = from; id <= to; ++id)
      publisher.send(publish(topic, std::to_string(id)).at(qos, id));
    if (qos == Qos::exactly_once) release(publisher, from, to);
    for (auto id = from; id <= to && qos == Qos::at_least_once; ++id) publisher.expect(puback(id));
  }
}

std::vector<Arrival> in_order_of_arrival(std::vector<Arrival> arrivals) {
  std::ranges::sort(arrivals, {}, &Arrival::order);
  return arrivals;
}

void acknowledge(Peer& peer, std::vector<Arrival> arrivals) {
  for (const auto& each : in_order_of_arrival(std::move(arrivals)))
    if (each.as<Publish>().qos == Qos::exactly_once)
      peer.send(pubrec(packet_id(each)));
    else
      peer.send(puback(packet_id(each)));
}

namespace {

void wait_for_store(Run& run, const Topic& filter, const PublishSpec& message, bool wanted) {
  const Time limit = run.now() + run.settings().late_limit;
  for (;;) {
    auto probe = run.subscriber(filter, Qos::at_least_once, "probe");
    const bool came = probe.is_sent(message);
    probe.disconnect();
    if (came == wanted || run.now() >= limit) return;
    run.let_time_pass(run.settings().patience / 8);
  }
}

}  // namespace

void wait_until_stored(Run& run, const Topic& filter, const PublishSpec& message) {
  wait_for_store(run, filter, message, true);
}

void wait_until_gone(Run& run, const Topic& filter, const PublishSpec& message) {
  wait_for_store(run, filter, message, false);
}

void resume(Run& run, Peer& peer) {
  if (!peer.reconnect().as<Connack>().session_present)
    run.inconclusive("Session Present 1 (set-up)", "Session Present 0");
}

void mark(Peer& peer) { peer.subscribe("mark", Qos::at_least_once); }

bool goes_on(Run& run, Peer& peer) {
  auto control = run.subscriber("mark", Qos::at_most_once, "control");
  run.client("marker").publish(publish("mark", "still there"));
  control.expect(publish("mark", "still there"));
  // The Server itself says that there is no Session: there is no need to wait for long.
  for (const bool again : {false, true}) {
    if (again) run.let_time_pass(run.settings().patience / 4);
    for (const auto& each : only_messages(peer.drain()))
      if (payload(each) == "still there") return true;
  }
  return false;
}

std::vector<Arrival> only_messages(std::vector<Arrival> arrivals) {
  std::erase_if(arrivals,
                [](const Arrival& each) { return type_of(each.packet) != PacketType::publish; });
  return arrivals;
}

std::string payloads(const std::vector<Arrival>& arrivals) {
  std::string text;
  for (const auto& each : arrivals) text += (text.empty() ? "" : ",") + payload(each);
  return text;
}

}  // namespace mqttspec::conformance::cases
