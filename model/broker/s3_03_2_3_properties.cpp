// See s3_03_2_3_properties.hpp.
#include "model/broker/s3_03_2_3_properties.hpp"

#include <algorithm>

#include "model/broker/application_message.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

/// [MQTT-3.3.2-6] of 5.0: what is left of the interval, in whole seconds.
void count_down(Turn& turn, owned::PublishProperties& properties, Time received_at) {
  auto& interval = properties.message_expiry_interval;
  if (!interval || turn.faults.on(FaultId::message_expiry_not_counted_down)) return;
  turn.rule(Version::v5_0, "MQTT-3.3.2-6"_v5);
  Time waited = (turn.state.now - received_at) / 1'000;
  if (turn.faults.on(FaultId::message_expiry_counted_twice)) waited *= 2;
  *interval -= static_cast<std::uint32_t>(std::min<Time>(waited, *interval));
  if (turn.faults.on(FaultId::message_expiry_interval_dropped)) interval.reset();
}

void drop_repeated_names(owned::UserProperties& properties) {
  for (std::size_t i = 0; i < properties.size(); ++i)
    for (std::size_t j = properties.size() - 1; j > i; --j)
      if (properties[j].name == properties[i].name)
        properties.erase(properties.begin() + static_cast<std::ptrdiff_t>(j));
}

/// What a broker loses that cannot tell an empty string from none.
void drop_empty(owned::PublishProperties& message) {
  if (message.content_type && message.content_type->empty()) message.content_type.reset();
  if (message.correlation_data && message.correlation_data->empty())
    message.correlation_data.reset();
  std::erase_if(message.user_properties,
                [](const auto& property) { return property.value.empty(); });
}

/// The properties that a Server passes on as they came, and the ways to spoil them.
void pass_on(Turn& turn, owned::PublishProperties& message) {
  for (const auto& statement : {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5,
                                "MQTT-3.3.2-17"_v5, "MQTT-3.3.2-18"_v5, "MQTT-3.3.2-20"_v5})
    turn.rule(Version::v5_0, statement);
  const auto& faults = turn.faults;
  if (faults.on(FaultId::payload_format_dropped)) message.payload_format_indicator.reset();
  if (faults.on(FaultId::response_topic_dropped)) message.response_topic.reset();
  if (faults.on(FaultId::correlation_data_dropped)) message.correlation_data.reset();
  if (faults.on(FaultId::correlation_data_cut_short) && message.correlation_data &&
      !message.correlation_data->empty())
    message.correlation_data->pop_back();
  if (faults.on(FaultId::user_properties_dropped)) message.user_properties.clear();
  if (faults.on(FaultId::user_property_names_made_unique))
    drop_repeated_names(message.user_properties);
  if (faults.on(FaultId::user_properties_reversed))
    std::reverse(message.user_properties.begin(), message.user_properties.end());
  if (faults.on(FaultId::content_type_dropped)) message.content_type.reset();
  if (faults.on(FaultId::byte_order_mark_dropped) && message.content_type &&
      std::string_view(*message.content_type).starts_with("\xEF\xBB\xBF"))
    message.content_type = std::string(std::string_view(*message.content_type).substr(3));
  if (faults.on(FaultId::empty_strings_dropped)) drop_empty(message);
  if (faults.on(FaultId::user_property_values_cut_short))
    for (auto& [name, value] : message.user_properties)
      if (!value.empty()) value.pop_back();
}

/// A Topic Alias towards the Client (5.0 section 3.3.2.3.4), as far as the Client permits any.
void use_topic_alias(Turn& turn, Session& session, const Connection& connection,
                     owned::Publish& out) {
  if (connection.topic_alias_maximum == 0) {
    turn.rule(Version::v5_0, "MQTT-3.1.2-27"_v5);
    if (turn.faults.on(FaultId::topic_alias_unasked)) out.properties.topic_alias = 1;
    return;
  }
  if (turn.faults.on(FaultId::topic_alias_above_client_maximum)) {
    if (connection.topic_alias_maximum < 0xFFFF)
      out.properties.topic_alias = static_cast<std::uint16_t>(connection.topic_alias_maximum + 1);
    return;
  }
  if (!turn.takes(turn.profile.uses_topic_alias, ChoicePoint::topic_mapping)) return;
  turn.rule(Version::v5_0, "MQTT-3.1.2-26"_v5);
  auto& mappings = session.aliases_to_client;
  for (const auto& mapping : mappings) {
    if (mapping.topic != out.topic) continue;
    out.properties.topic_alias = mapping.alias;
    out.topic.clear();
    return;
  }
  if (mappings.size() >= connection.topic_alias_maximum) return;
  out.properties.topic_alias = static_cast<std::uint16_t>(mappings.size() + 1);
  mappings.push_back({*out.properties.topic_alias, out.topic});
}

void set_dup(Turn& turn, const Connection& connection, bool again, owned::Publish& out) {
  if (out.qos == Qos::at_most_once) {
    turn.rule(connection.version, "MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5);
    out.dup = turn.faults.on(FaultId::qos_0_with_dup_1);
    return;
  }
  if (again) turn.rule(connection.version, "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5);
  out.dup = again && !turn.faults.on(FaultId::dup_0_on_redelivery);
  if (out.qos == Qos::exactly_once && turn.faults.on(FaultId::dup_1_on_first_qos_2_delivery))
    out.dup = true;
  if (turn.faults.on(FaultId::dup_1_on_first_delivery)) out.dup = true;
}

}  // namespace

bool is_expired(const Message& message, Time received_at, Time now) {
  if (!message.message_expiry_interval || now == received_at) return false;
  return now - received_at >= Time{*message.message_expiry_interval} * 1'000;
}

owned::Publish publish_out(Turn& turn, Session& session, const Connection& connection,
                           const Delivery& delivery, std::uint16_t packet_id) {
  auto out = publish_of(delivery.message);
  out.packet_id = packet_id;
  set_dup(turn, connection, delivery.sent_before, out);
  if (turn.faults.on(FaultId::payload_cut_short) && !out.payload.empty()) out.payload.pop_back();
  if (connection.version == Version::v3_1_1) {
    out.properties = {};  // 3.1.1 knows none; what came with the message in 5.0 is lost
    return out;
  }
  for (const auto identifier : delivery.subscription_identifiers)
    out.properties.subscription_identifiers.push_back({identifier});
  count_down(turn, out.properties, delivery.received_at);
  pass_on(turn, out.properties);
  use_topic_alias(turn, session, connection, out);
  return out;
}

}  // namespace mqttspec::model
