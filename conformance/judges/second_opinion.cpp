// See second_opinion.hpp.
#include "conformance/judges/second_opinion.hpp"

#include <algorithm>
#include <set>

#include "codec/decode.hpp"
#include "conformance/judges/declared.hpp"
#include "conformance/judges/replay.hpp"

namespace mqttspec::conformance::judges {

using namespace play;
using Kind = model::TraceEvent::Kind;

namespace {

constexpr std::size_t opinion_steps = 12'000;
// Where many others are about, a step costs more, and there are more of them.
constexpr std::size_t opinion_steps_in_worlds = 200;
// A live target may close for reasons of its own as often as it likes (F18): the case says whether
// it owed something then.
constexpr unsigned any_number = 1'000;

// What a Server may refuse for reasons that a Client cannot know.
struct IsRefusal {
  bool operator()(const Connack& packet) const { return packet.reason_code != ReasonCode::success; }
  bool operator()(const Puback& packet) const { return is_failure(packet.reason_code); }
  bool operator()(const Pubrec& packet) const { return is_failure(packet.reason_code); }
  bool operator()(const Suback& packet) const { return has_failure(packet); }
  bool operator()(const Unsuback& packet) const { return has_failure(packet); }
  bool operator()(const Disconnect&) const { return true; }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }

  template <class Answer>
  static bool has_failure(const Answer& answer) {
    return std::ranges::any_of(answer.reason_codes,
                               [](auto code) { return is_failure(ReasonCode{code}); });
  }
};

// PINGREQ may be answered while what was sent before it is still looked at.
bool overtakes_a_closing(const model::Trace& trace, std::size_t position) {
  const auto& event = trace[position];
  if (!event.packet || !std::holds_alternative<Pingresp>(*event.packet)) return false;
  return std::any_of(trace.begin() + static_cast<std::ptrdiff_t>(position), trace.end(),
                     [&](const model::TraceEvent& later) {
                       return later.connection == event.connection &&
                              later.kind == Kind::server_closed;
                     });
}

// True if the Client asked for what is not MQTT of either version.
bool asks_for_another_protocol(const model::Trace& trace, model::ConnectionId connection) {
  for (const auto& event : trace) {
    if (event.connection != connection || event.kind != Kind::client_garbage) continue;
    const auto decoded = decode_packet(Bytes(*event.bytes), {.version = event.version});
    if (decoded) continue;
    const auto* violation = std::get_if<Violation>(&decoded.error());
    if (violation == nullptr) continue;
    const auto id = violation->statement.id();
    if (id == "MQTT-3.1.2-1" || id == "MQTT-3.1.2-2") return true;
  }
  return false;
}

std::string_view client_of(const model::Trace& trace, model::ConnectionId connection) {
  for (const auto& event : trace)
    if (event.connection == connection && event.packet)
      if (const auto* connect = std::get_if<Connect>(&*event.packet)) return connect->client_id;
  return {};
}

// A session that ends with its connection may still be there when its Client has come back at once.
bool resumes_what_just_ended(const model::Trace& trace, std::size_t position, wire::Time patience) {
  const auto& event = trace[position];
  const auto* connack = event.packet ? std::get_if<Connack>(&*event.packet) : nullptr;
  if (connack == nullptr || !connack->session_present) return false;
  const auto client = client_of(trace, event.connection);
  return std::any_of(trace.begin(), trace.begin() + static_cast<std::ptrdiff_t>(position),
                     [&](const model::TraceEvent& earlier) {
                       const bool is_end = earlier.kind == Kind::client_closed ||
                                           earlier.kind == Kind::server_closed;
                       return is_end && earlier.at + patience > event.at &&
                              client_of(trace, earlier.connection) == client;
                     });
}

// With few messages at a time, which of the retained ones comes first is the target's.
bool is_one_of_many_retained(const model::Trace& trace, std::size_t position) {
  const auto& event = trace[position];
  const auto* message = event.packet ? std::get_if<Publish>(&*event.packet) : nullptr;
  if (message == nullptr || !message->retain) return false;
  return std::ranges::any_of(trace, [&](const model::TraceEvent& each) {
    const auto* connect = each.packet ? std::get_if<Connect>(&*each.packet) : nullptr;
    return each.connection == event.connection && connect != nullptr &&
           connect->properties.receive_maximum;
  });
}

// Names of User Properties that Clients sent.
std::set<std::string_view> names_of_clients(const model::Trace& trace) {
  std::set<std::string_view> names;
  for (const auto& event : trace) {
    if (event.kind != Kind::client_packet || !event.packet) continue;
    const auto add = [&](const auto& properties) {
      for (const auto& each : properties.user_properties) names.insert(each.name);
    };
    if (const auto* message = std::get_if<Publish>(&*event.packet)) add(message->properties);
    const auto* connect = std::get_if<Connect>(&*event.packet);
    if (connect != nullptr && connect->will) add(connect->will->properties);
  }
  return names;
}

// What the target adds of its own may make an earlier message larger than its receiver takes.
bool follows_one_made_too_large(const model::Trace& trace, std::size_t position) {
  const auto& event = trace[position];
  const auto* message = event.packet ? std::get_if<Publish>(&*event.packet) : nullptr;
  if (message == nullptr) return false;
  const bool is_limited = std::ranges::any_of(trace, [&](const model::TraceEvent& each) {
    const auto* connect = each.packet ? std::get_if<Connect>(&*each.packet) : nullptr;
    return each.connection == event.connection && connect != nullptr &&
           connect->properties.maximum_packet_size;
  });
  if (!is_limited) return false;
  const auto names = names_of_clients(trace);
  return std::ranges::any_of(message->properties.user_properties,
                             [&](const auto& each) { return !names.contains(each.name); });
}

// Why what is not explained at this event says nothing about the target, or nothing.
std::string_view excuse(const model::Trace& trace, std::size_t position, const Terms& terms) {
  const auto& event = trace[position];
  if (!terms.virtual_time && resumes_what_just_ended(trace, position, terms.settings.patience))
    return "a session may be there still when its Client comes back at once";
  if (asks_for_another_protocol(trace, event.connection)) return "another protocol is not followed";
  if (event.packet && std::holds_alternative<Auth>(*event.packet))
    return "only the target knows how its Authentication Method goes";
  if (is_one_of_many_retained(trace, position))
    return "which of the retained messages comes first is the target's";
  if (follows_one_made_too_large(trace, position))
    return "what the target adds makes messages larger";
  if (overtakes_a_closing(trace, position)) return "PINGREQ is answered before the target closes";
  if (event.kind == Kind::server_garbage) return "bytes that are no packet are not followed";
  if (event.packet && std::visit(IsRefusal{}, *event.packet))
    return "the target refuses for a reason of its own";
  return {};
}

}  // namespace

SecondOpinion second_opinion(const CaseResult& result, const Terms& terms) {
  if (is_too_large(result.trace))
    return {Explained::unknown, 0, "the trace is too large to be followed"};
  const auto declared = declared_by(result.trace, terms.version, terms.settings.limits);
  const auto replayed = replay(result, terms, declared,
                               {result.world.is_plain() ? opinion_steps : opinion_steps_in_worlds,
                                terms.virtual_time ? 0U : any_number});
  SecondOpinion opinion{replayed.explained, replayed.event, replayed.text, replayed.steps};
  if (opinion.explained == Explained::no && opinion.event < result.trace.size())
    if (const auto reason = excuse(result.trace, opinion.event, terms); !reason.empty()) {
      opinion.explained = Explained::unknown;
      opinion.text = reason;
    }
  if (opinion.explained == Explained::unknown && opinion.text.empty())
    opinion.text = "more explanations than there is room for";
  return opinion;
}

bool disagree(const CaseResult& result, const SecondOpinion& opinion) {
  if (opinion.explained != Explained::no) return false;
  if (result.verdict < Verdict::note || result.verdict > Verdict::warn) return false;
  return std::ranges::none_of(result.judgements, [](const Judgement& each) {
    return each.verdict > StatementVerdict::undecided;
  });
}

}  // namespace mqttspec::conformance::judges
