// One function a packet type, each in the order of the bytes.
#include "codec/vectors/fields.hpp"

#include "codec/printable.hpp"
#include "codec/property_members.hpp"

namespace mqttspec::vectors {
namespace {

Json value_of(std::uint32_t number) { return number; }
Json value_of(std::string_view text) { return text; }
Json value_of(Bytes bytes) { return hex(bytes); }
Json value_of(const UserProperty& pair) { return Json::array({pair.name, pair.value}); }
Json value_of(const SubscriptionIdentifier& identifier) { return identifier.value; }

void add_property(Json& list, Property property, Json value) {
  list.push_back({{"id", static_cast<unsigned>(property)},
                  {"name", to_string(property)},
                  {"value", std::move(value)}});
}
template <class Value>
void add_properties(Json& list, Property property, const std::optional<Value>& value) {
  if (value) add_property(list, property, value_of(*value));
}
template <class Element>
void add_properties(Json& list, Property property, const List<Element>& elements) {
  for (const auto& element : elements) add_property(list, property, value_of(element));
}

template <class Properties>
void put_properties(Json& fields, Version version, const Properties& properties) {
  if (version == Version::v3_1_1) return;
  Json list = Json::array();
  for_each_property(properties, [&](Property property, const auto& value) {
    add_properties(list, property, value);
  });
  fields["properties"] = std::move(list);
}

unsigned number(Qos qos) { return static_cast<unsigned>(qos); }
unsigned number(ReasonCode code) { return static_cast<unsigned>(code); }

Json codes_of(Bytes codes) {
  Json list = Json::array();
  for (const auto code : codes) list.push_back(code);
  return list;
}

Json will_of(const Will& will, Version version) {
  Json fields = {{"qos", number(will.qos)}, {"retain", will.retain}};
  put_properties(fields, version, will.properties);
  fields["topic"] = will.topic;
  fields["payload"] = hex(will.payload);
  return fields;
}

Json typed_fields(const Connect& packet, Version version) {
  Json fields = {{"protocol_version", version == Version::v5_0 ? 5 : 4},
                 {"clean_start", packet.clean_start},
                 {"keep_alive", packet.keep_alive}};
  put_properties(fields, version, packet.properties);
  fields["client_id"] = packet.client_id;
  fields["will"] = packet.will ? will_of(*packet.will, version) : Json();
  fields["user_name"] = packet.user_name ? Json(*packet.user_name) : Json();
  fields["password"] = packet.password ? Json(hex(*packet.password)) : Json();
  return fields;
}

Json typed_fields(const Connack& packet, Version version) {
  Json fields = {{"session_present", packet.session_present},
                 {"reason_code", number(packet.reason_code)}};
  put_properties(fields, version, packet.properties);
  return fields;
}

Json typed_fields(const Publish& packet, Version version) {
  Json fields = {{"dup", packet.dup},
                 {"qos", number(packet.qos)},
                 {"retain", packet.retain},
                 {"topic", packet.topic},
                 {"packet_id", packet.packet_id == 0 ? Json() : Json(packet.packet_id)}};
  put_properties(fields, version, packet.properties);
  fields["payload"] = hex(packet.payload);
  return fields;
}

template <PacketType type>
Json typed_fields(const PublishAck<type>& packet, Version version) {
  Json fields = {{"packet_id", packet.packet_id}};
  if (version == Version::v5_0) fields["reason_code"] = number(packet.reason_code);
  put_properties(fields, version, packet.properties);
  return fields;
}

Json subscription_of(const Subscription& subscription, Version version) {
  Json fields = {{"topic_filter", subscription.topic_filter},
                 {"maximum_qos", number(subscription.maximum_qos)}};
  if (version == Version::v3_1_1) return fields;
  fields["no_local"] = subscription.no_local;
  fields["retain_as_published"] = subscription.retain_as_published;
  fields["retain_handling"] = static_cast<unsigned>(subscription.retain_handling);
  return fields;
}

Json typed_fields(const Subscribe& packet, Version version) {
  Json fields = {{"packet_id", packet.packet_id}};
  put_properties(fields, version, packet.properties);
  fields["subscriptions"] = Json::array();
  for (const auto& subscription : packet.subscriptions)
    fields["subscriptions"].push_back(subscription_of(subscription, version));
  return fields;
}

Json typed_fields(const Unsubscribe& packet, Version version) {
  Json fields = {{"packet_id", packet.packet_id}};
  put_properties(fields, version, packet.properties);
  fields["topic_filters"] = Json::array();
  for (const auto& filter : packet.topic_filters) fields["topic_filters"].push_back(filter.text);
  return fields;
}

Json typed_fields(const Suback& packet, Version version) {
  Json fields = {{"packet_id", packet.packet_id}};
  put_properties(fields, version, packet.properties);
  fields["reason_codes"] = codes_of(packet.reason_codes);
  return fields;
}

Json typed_fields(const Unsuback& packet, Version version) {
  Json fields = {{"packet_id", packet.packet_id}};
  put_properties(fields, version, packet.properties);
  if (version == Version::v5_0) fields["reason_codes"] = codes_of(packet.reason_codes);
  return fields;
}

Json typed_fields(const Pingreq&, Version) { return Json::object(); }
Json typed_fields(const Pingresp&, Version) { return Json::object(); }

Json typed_fields(const Disconnect& packet, Version version) {
  if (version == Version::v3_1_1) return Json::object();
  Json fields = {{"reason_code", number(packet.reason_code)}};
  put_properties(fields, version, packet.properties);
  return fields;
}

Json typed_fields(const Auth& packet, Version version) {
  Json fields = {{"reason_code", number(packet.reason_code)}};
  put_properties(fields, version, packet.properties);
  return fields;
}

}  // namespace

Json fields_of(const Packet& packet, Version version) {
  return std::visit([&](const auto& typed) { return typed_fields(typed, version); }, packet);
}

}  // namespace mqttspec::vectors
