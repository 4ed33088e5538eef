// See s4_03_qos_receiver.hpp.
#include "model/client/s4_03_qos_receiver.hpp"

#include <algorithm>

#include "codec/topic.hpp"
#include "model/broker/application_message.hpp"
#include "model/client/s3_03_2_topic_alias.hpp"
#include "model/client/s4_03_qos_sender.hpp"
#include "model/client/s4_13_errors.hpp"

namespace mqttspec::model::client {

using namespace literals;

namespace {

auto find_received(State& state, std::uint16_t packet_id) {
  return std::ranges::find(state.received, packet_id, &ReceivedExchange::packet_id);
}

bool is_match(std::string_view filter, std::string_view topic) {
  SharedFilter parts;
  if (is_shared(filter) && parse_shared(filter, parts)) filter = parts.topic_filter;
  return matches(filter, topic);
}

bool is_subscribed(const State& state, std::string_view topic) {
  return std::ranges::any_of(state.subscriptions, [&](const auto& subscription) {
    return is_match(subscription.topic_filter, topic);
  });
}

/// Section 3.3.4 of 5.0: a message that nobody asked for in that way. Messages that match none of
/// the subscriptions may be left from ones that the Client has given up.
std::optional<ReasonCode> objection_to(Turn& turn, const Publish& publish, std::string_view topic) {
  const auto& own = turn.state.subscriptions;
  bool matched = false;
  Qos most = Qos::at_most_once;
  for (const auto& subscription : own)
    if (is_match(subscription.topic_filter, topic)) {
      matched = true;
      most = std::max(most, subscription.maximum_qos);
    }
  if (!matched) return std::nullopt;
  if (publish.qos > most) {
    turn.rule("U5.0-3.3.4-3"_v5);
    return ReasonCode::qos_not_supported;
  }
  for (const auto identifier : publish.properties.subscription_identifiers)
    if (std::ranges::none_of(
            own, [&](const auto& each) { return each.identifier == identifier.value; })) {
      turn.rule("U5.0-3.3.4-5"_v5);
      return ReasonCode::protocol_error;
    }
  return std::nullopt;
}

/// 5.0 section 3.3.4: more messages under way than the Client has permitted.
bool exceeds_receive_maximum(const Turn& turn, const Publish& publish) {
  const auto& state = turn.state;
  if (publish.qos == Qos::at_most_once) return false;
  std::size_t under_way = 1;
  for (const auto& exchange : state.received)
    if (exchange.received_here && exchange.packet_id != publish.packet_id) ++under_way;
  // Section 4.9 counts PUBCOMP as well after a PUBREL that was sent again.
  const bool less = turn.faults.on(FaultId::receive_maximum_off_by_1);
  return under_way + (less ? 1 : 0) >
         std::size_t{state.settings.properties.receive_maximum.value_or(65'535)} +
             state.freed_to_receive;
}

/// A faulty Client holds the Server to the size that the Server named for itself.
bool is_too_large_for_server(const Turn& turn, const Publish& publish) {
  const auto& limit = turn.state.limits.maximum_packet_size;
  return limit && publish.payload.size() > *limit &&
         turn.faults.on(FaultId::packet_size_of_the_server_applied);
}

void hand_over(Turn& turn, const Message& message) {
  turn.outputs.emplace_back(std::in_place_type<Delivered>, message);
}

/// A faulty Client goes by Packet Identifiers at QoS 1 too.
bool is_taken_for_old(Turn& turn, std::uint16_t packet_id) {
  auto& received = turn.state.received;
  if (!turn.faults.on(FaultId::qos_1_id_remembered)) return false;
  if (find_received(turn.state, packet_id) != received.end()) return true;
  received.emplace_back().packet_id = packet_id;
  return false;
}

void receive_at_least_once(Turn& turn, const Message& message, std::uint16_t packet_id) {
  turn.rule("MQTT-4.5.0-2"_v311 | "MQTT-4.5.0-2"_v5);
  turn.rule("MQTT-4.6.0-2"_v311 | "MQTT-4.6.0-2"_v5);
  turn.rule("MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5);
  if (!is_taken_for_old(turn, packet_id)) hand_over(turn, message);
  if (turn.faults.on(FaultId::puback_omitted)) return;
  if (turn.faults.on(FaultId::acknowledgement_withheld_without_quota) && !has_send_quota(turn))
    return;
  if (turn.faults.on(FaultId::puback_with_other_packet_id))
    packet_id = static_cast<std::uint16_t>(packet_id % 65'535 + 1);
  turn.send(owned::Puback{packet_id, {}, {}}, "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5);
}

void receive_exactly_once(Turn& turn, const Message& message, std::uint16_t packet_id) {
  auto& state = turn.state;
  turn.rule("MQTT-4.5.0-2"_v311 | "MQTT-4.5.0-2"_v5);
  turn.rule("MQTT-4.6.0-3"_v311 | "MQTT-4.6.0-3"_v5);
  if (const auto known = find_received(state, packet_id); known != state.received.end()) {
    turn.rule("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5);
    known->received_here = true;
    if (turn.faults.on(FaultId::repeated_message_handed_over)) hand_over(turn, message);
    if (turn.faults.on(FaultId::repeated_message_not_acknowledged)) return;
  } else {
    ReceivedExchange exchange;
    exchange.packet_id = packet_id;
    exchange.received_here = true;
    exchange.received_at = state.now;
    if (turn.takes(turn.profile.qos_2_method == Qos2Method::on_publish, ChoicePoint::qos_2_method))
      hand_over(turn, message);
    else
      exchange.withheld = message;
    state.received.push_back(std::move(exchange));
  }
  if (turn.faults.on(FaultId::pubrec_omitted)) return;
  turn.send(owned::Pubrec{packet_id, {}, {}}, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5);
}

}  // namespace

void on_publish(Turn& turn, const Publish& publish) {
  const auto topic = resolve_topic(turn, publish);
  if (!topic) return;
  if (turn.version() == Version::v5_0) {
    if (exceeds_receive_maximum(turn, publish)) {
      close_for_error(turn, ReasonCode::receive_maximum_exceeded, "U5.0-3.3.4-17"_v5);
      return;
    }
    const auto objection =
        turn.profile.checks_subscriptions ? objection_to(turn, publish, *topic) : std::nullopt;
    if (objection) {
      close_for_error(turn, *objection, "U5.0-4.13.1-2"_v5);
      return;
    }
  }
  if (turn.faults.on(FaultId::unsubscribed_message_ignored) && !is_subscribed(turn.state, *topic))
    return;
  if (turn.faults.on(FaultId::several_subscription_ids_refused) &&
      std::ranges::distance(publish.properties.subscription_identifiers) > 1)
    return on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
  if (is_too_large_for_server(turn, publish))
    return close_for_error(turn, ReasonCode::packet_too_large, "U5.0-4.13.1-2"_v5);
  const auto message = broker::message_of(publish, *topic);
  switch (publish.qos) {
    case Qos::at_most_once:
      hand_over(turn, message);
      if (turn.faults.on(FaultId::qos_0_acknowledged))
        turn.send(owned::Puback{1, {}, {}}, "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5);
      break;
    case Qos::at_least_once:
      receive_at_least_once(turn, message, publish.packet_id);
      break;
    case Qos::exactly_once:
      receive_exactly_once(turn, message, publish.packet_id);
  }
}

void on_pubrel(Turn& turn, const Pubrel& pubrel) {
  auto& state = turn.state;
  auto code = ReasonCode::success;
  bool is_old = false;
  const auto known = find_received(state, pubrel.packet_id);
  const bool took_place = known != state.received.end() && known->received_here;
  if (known != state.received.end()) {
    turn.rule("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-12"_v5);
    const auto withheld = known->withheld;
    is_old = turn.state.now - known->received_at > 1'000;
    known->received_here = false;
    if (!turn.faults.on(FaultId::released_id_remembered)) state.received.erase(known);
    if (withheld) hand_over(turn, *withheld);
  } else if (turn.version() == Version::v5_0 &&
             turn.takes(turn.profile.reports_unknown_packet_id, ChoicePoint::unknown_packet_id)) {
    code = ReasonCode::packet_identifier_not_found;
  }
  const auto under_way = std::ranges::count(state.received, true, &ReceivedExchange::received_here);
  const auto freed = static_cast<std::ptrdiff_t>(state.freed_to_receive);
  state.freed_to_receive =
      static_cast<std::uint16_t>(std::min(freed + (took_place ? 0 : 1), under_way));
  if (turn.faults.on(FaultId::pubcomp_omitted)) return;
  if (is_old && turn.faults.on(FaultId::old_message_not_completed)) return;
  turn.send(owned::Pubcomp{pubrel.packet_id, code, {}}, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5);
}

}  // namespace mqttspec::model::client
