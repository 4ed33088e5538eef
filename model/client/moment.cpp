// The conditions, one function each, in the order of conditions.def.
#include "model/client/moment.hpp"

#include <algorithm>
#include <array>

#include "codec/encode.hpp"
#include "model/conditions/packet_facts.hpp"

namespace mqttspec::model::client {

namespace {

constexpr std::size_t several = 3;
constexpr unsigned much = 20;

constexpr auto condition_table = std::to_array<ConditionRow>({
#define CONDITION(name, text) {ConditionId::name, #name, text},
#include "model/client/conditions.def"
#undef CONDITION
});

template <class Typed>
const Typed* packet_in(const Moment& moment) {
  return moment.packet == nullptr ? nullptr : std::get_if<Typed>(moment.packet);
}

template <class Test>
bool message_has(const Moment& moment, Test test) {
  const auto* message = packet_in<Publish>(moment);
  return message != nullptr && test(*message);
}

std::size_t size_of(const Moment& moment) {
  if (moment.packet == nullptr) return 0;
  return encoded_size(*moment.packet, {moment.state.settings.version,
                                       moment.arrives ? Sender::server : Sender::client});
}

// What is asked for will get the next one.
std::uint16_t packet_id_in(const Moment& moment) {
  if (moment.packet == nullptr) return 0;
  return moment.arrives ? conditions::packet_id_of(*moment.packet)
                        : static_cast<std::uint16_t>(moment.state.last_packet_id + 1);
}

template <class Test>
bool topic_is(const Moment& moment, Test test) {
  return moment.packet != nullptr && conditions::any_topic(*moment.packet, test);
}

bool has_wildcard(const OwnSubscription& subscription) {
  return subscription.topic_filter.find_first_of("+#") != std::string::npos;
}

using Test = bool (*)(const Moment&);

constexpr Test tests[] = {
    // The Client and its connections.
    [](const Moment& m) { return m.state.settings.clean_start; },
    [](const Moment& m) { return m.state.expiry_interval > 0; },
    [](const Moment& m) { return m.history.connections > 1; },
    [](const Moment& m) { return m.history.resumed; },
    [](const Moment& m) { return m.history.lost_one; },
    [](const Moment& m) { return m.history.inputs >= much; },
    [](const Moment& m) { return m.state.settings.will.has_value(); },
    [](const Moment& m) { return m.state.settings.user_name.has_value(); },
    [](const Moment& m) { return m.state.keep_alive == 0; },
    [](const Moment& m) { return m.state.settings.properties.receive_maximum.has_value(); },
    [](const Moment& m) { return m.state.settings.properties.maximum_packet_size.has_value(); },
    [](const Moment& m) { return m.state.settings.properties.topic_alias_maximum.has_value(); },
    // The Server's CONNACK.
    [](const Moment& m) { return m.state.limits.receive_maximum != 65'535; },
    [](const Moment& m) { return m.state.limits.maximum_packet_size.has_value(); },
    [](const Moment& m) { return m.state.limits.topic_alias_maximum > 0; },
    // Subscriptions.
    [](const Moment& m) { return m.state.subscriptions.empty(); },
    [](const Moment& m) { return m.state.subscriptions.size() > 1; },
    [](const Moment& m) { return std::ranges::any_of(m.state.subscriptions, has_wildcard); },
    [](const Moment& m) {
      return std::ranges::find(m.state.subscriptions, Qos::exactly_once,
                               &OwnSubscription::maximum_qos) != m.state.subscriptions.end();
    },
    // What is not finished.
    [](const Moment& m) { return !m.state.sent.empty(); },
    [](const Moment& m) { return m.state.sent.size() >= several; },
    [](const Moment& m) { return !m.state.received.empty(); },
    [](const Moment& m) { return !m.state.requests.empty(); },
    [](const Moment& m) { return !m.state.waiting.empty(); },
    // The packet.
    [](const Moment& m) {
      return message_has(m, [](const Publish& p) { return p.qos == Qos::at_most_once; });
    },
    [](const Moment& m) {
      return message_has(m, [](const Publish& p) { return p.qos == Qos::at_least_once; });
    },
    [](const Moment& m) {
      return message_has(m, [](const Publish& p) { return p.qos == Qos::exactly_once; });
    },
    [](const Moment& m) { return message_has(m, [](const Publish& p) { return p.retain; }); },
    [](const Moment& m) {
      return message_has(m, [](const Publish& p) { return p.payload.empty(); });
    },
    [](const Moment& m) { return size_of(m) >= 128; },
    [](const Moment& m) { return size_of(m) >= 16'384; },
    [](const Moment& m) { return packet_id_in(m) > 255; },
    [](const Moment& m) { return packet_id_in(m) > 32'767; },
    [](const Moment& m) { return topic_is(m, conditions::is_deep_topic); },
    [](const Moment& m) { return topic_is(m, conditions::is_long_topic); },
    [](const Moment& m) {
      return topic_is(m, [](std::string_view t) { return t.starts_with('/'); });
    },
    [](const Moment& m) { return topic_is(m, conditions::is_beyond_ascii); },
    [](const Moment& m) { return m.packet != nullptr && conditions::has_user_property(*m.packet); },
    [](const Moment& m) { return m.arrival == Arrival::in_pieces; },
    [](const Moment& m) { return m.arrival == Arrival::with_others; },
    // How often.
    [](const Moment& m) { return m.shown == 0; },
    [](const Moment& m) { return m.shown >= 1; },
    [](const Moment& m) { return m.shown >= 9; },
};
static_assert(std::size(tests) == condition_count);

}  // namespace

std::span<const ConditionRow> conditions() { return condition_table; }

bool holds(ConditionId condition, const Moment& moment) {
  return tests[static_cast<std::size_t>(condition)](moment);
}

ConditionSet holding(const Moment& moment) {
  ConditionSet set;
  for (std::size_t i = 0; i < condition_count; ++i) set[i] = tests[i](moment);
  return set;
}

}  // namespace mqttspec::model::client
