// See s3_03_2_3_properties.hpp.
#include "model/broker/s3_03_2_3_properties.hpp"

#include <algorithm>

#include "model/broker/application_message.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// DUP: 0 at QoS 0, and 1 above if the message is sent again.
void set_dup(Turn& turn, const Connection& connection, bool again, owned::Publish& out) {
  out.dup = again && out.qos != Qos::at_most_once;
  if (out.qos == Qos::at_most_once)
    turn.rule(connection.version, "MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5);
  else if (again)
    turn.rule(connection.version, "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5);
}

/// [MQTT-3.3.2-6] of 5.0: what is left of the interval, in whole seconds.
void count_down(Turn& turn, owned::PublishProperties& properties, Time received_at) {
  auto& interval = properties.message_expiry_interval;
  if (!interval || turn.faults.on(FaultId::message_expiry_not_counted_down)) return;
  turn.rule(Version::v5_0, "MQTT-3.3.2-6"_v5);
  Time waited = (turn.state.now - received_at) / 1'000;
  if (turn.faults.on(FaultId::message_expiry_counted_twice)) waited *= 2;
  *interval -= static_cast<std::uint32_t>(std::min<Time>(waited, *interval));
}

/// A Topic Alias towards the Client (5.0 section 3.3.2.3.4), as far as the Client permits any.
void use_topic_alias(Turn& turn, const Session& session, const Connection& connection,
                     const std::string& topic, owned::Publish& out) {
  if (connection.topic_alias_maximum == 0) {
    turn.rule(Version::v5_0, "MQTT-3.1.2-27"_v5);
    return;
  }
  if (!turn.takes(turn.profile.uses_topic_alias, ChoicePoint::topic_mapping)) return;
  turn.rule(Version::v5_0, "MQTT-3.1.2-26"_v5);
  const auto& mappings = session.aliases_to_client;
  const auto known = std::ranges::find(mappings, out.topic, &TopicAliasMapping::topic);
  if (known != mappings.end()) {
    out.properties.topic_alias = known->alias;
    out.topic.clear();
  } else if (mappings.size() < connection.topic_alias_maximum) {
    out.properties.topic_alias = static_cast<std::uint16_t>(mappings.size() + 1);
  }
  // Not if the packet is too large only by that.
  if (!connection.maximum_packet_size || !out.properties.topic_alias) return;
  if (turn.can_take(connection, out)) return;
  out.properties.topic_alias.reset();
  out.topic = topic;
}

owned::Publish publish_for(Turn& turn, const Session& session, const Connection& connection,
                           const Delivery& delivery) {
  auto out = publish_of(delivery.message);
  set_dup(turn, connection, delivery.sent_before, out);
  // 3.1.1 knows no properties: what came with the message in 5.0 is lost.
  if (connection.version == Version::v3_1_1) {
    out.properties = {};
    return out;
  }
  // The Server adds the identifiers of the subscriptions, counts the expiry down …
  for (const auto identifier : delivery.subscription_identifiers)
    out.properties.subscription_identifiers.push_back({identifier});
  count_down(turn, out.properties, delivery.received_at);
  // … and passes the rest on as it came.
  for (const auto& statement : {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5,
                                "MQTT-3.3.2-17"_v5, "MQTT-3.3.2-18"_v5, "MQTT-3.3.2-20"_v5})
    turn.rule(Version::v5_0, statement);
  use_topic_alias(turn, session, connection, delivery.message.topic, out);
  return out;
}

}  // namespace

bool is_expired(const Message& message, Time received_at, Time now) {
  if (!message.message_expiry_interval || now == received_at) return false;
  return now - received_at >= Time{*message.message_expiry_interval} * 1'000;
}

bool send_publish(Turn& turn, Session& session, const Connection& connection,
                  const Delivery& delivery, std::uint16_t packet_id, Cited because) {
  auto out = publish_for(turn, session, connection, delivery);
  out.packet_id = packet_id;
  const auto alias = out.properties.topic_alias;
  const bool sets_alias = alias && !out.topic.empty();
  if (!turn.send(connection, std::move(out), because)) return false;
  // The Client knows an alias once it was sent the PUBLISH that sets it.
  if (sets_alias) session.aliases_to_client.push_back({*alias, delivery.message.topic});
  return true;
}

}  // namespace mqttspec::model::broker
