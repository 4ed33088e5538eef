// Which statement a property breaks, by host and property: the sections of the packets say it for
// each again.
#include "codec/grammar/s2_02_properties.hpp"

namespace mqttspec::grammar {
namespace {

/// What a property of one host breaks when it stands twice, and when its value is out of range.
struct PropertyStatements {
  PropertyHost host;
  Property property;
  StatementId repeated;
  StatementId range;
};

constexpr PropertyStatements breaks(PropertyHost host, Property property, StatementId both) {
  return {host, property, both, both};
}

using enum PropertyHost;
using enum Property;

// Payload Format Indicator and Message Expiry Interval in PUBLISH borrow the rule of the Will, and
// the range of the former has no rule of its own: codec/README.md, Readings.
constexpr auto property_statements = std::to_array<PropertyStatements>({
    breaks(connect, session_expiry_interval, "U5.0-3.1.2.11.2-1"_v5),
    breaks(connect, receive_maximum, "U5.0-3.1.2.11.3-1"_v5),
    breaks(connect, maximum_packet_size, "U5.0-3.1.2.11.4-2"_v5),
    breaks(connect, topic_alias_maximum, "U5.0-3.1.2.11.5-1"_v5),
    breaks(connect, request_response_information, "U5.0-3.1.2.11.6-1"_v5),
    breaks(connect, request_problem_information, "U5.0-3.1.2.11.7-1"_v5),
    breaks(connect, authentication_method, "U5.0-3.1.2.11.9-1"_v5),
    breaks(connect, authentication_data, "U5.0-3.1.2.11.10-2"_v5),

    breaks(will, will_delay_interval, "U5.0-3.1.3.2.2-1"_v5),
    {will, payload_format_indicator, "U5.0-3.1.3.2.3-4"_v5, "U5.0-2.2.2.2-1"_v5},
    breaks(will, message_expiry_interval, "U5.0-3.1.3.2.4-1"_v5),
    breaks(will, content_type, "U5.0-3.1.3.2.5-1"_v5),
    breaks(will, response_topic, "U5.0-3.1.3.2.6-1"_v5),
    breaks(will, correlation_data, "U5.0-3.1.3.2.7-1"_v5),

    breaks(connack, session_expiry_interval, "U5.0-3.2.2.3.2-1"_v5),
    breaks(connack, receive_maximum, "U5.0-3.2.2.3.3-1"_v5),
    breaks(connack, maximum_qos, "U5.0-3.2.2.3.4-1"_v5),
    breaks(connack, retain_available, "U5.0-3.2.2.3.5-4"_v5),
    breaks(connack, maximum_packet_size, "U5.0-3.2.2.3.6-2"_v5),
    breaks(connack, assigned_client_identifier, "U5.0-3.2.2.3.7-1"_v5),
    breaks(connack, topic_alias_maximum, "U5.0-3.2.2.3.8-1"_v5),
    breaks(connack, reason_string, "U5.0-3.2.2.3.9-2"_v5),
    breaks(connack, wildcard_subscription_available, "U5.0-3.2.2.3.11-4"_v5),
    breaks(connack, subscription_identifier_available, "U5.0-3.2.2.3.12-4"_v5),
    breaks(connack, shared_subscription_available, "U5.0-3.2.2.3.13-4"_v5),
    breaks(connack, server_keep_alive, "U5.0-3.2.2.3.14-1"_v5),
    breaks(connack, response_information, "U5.0-3.2.2.3.15-1"_v5),
    breaks(connack, server_reference, "U5.0-3.2.2.3.16-1"_v5),
    breaks(connack, authentication_method, "U5.0-3.2.2.3.17-1"_v5),
    breaks(connack, authentication_data, "U5.0-3.2.2.3.18-1"_v5),

    {publish, payload_format_indicator, "U5.0-3.3.2.3.2-1"_v5, "U5.0-2.2.2.2-1"_v5},
    breaks(publish, message_expiry_interval, "U5.0-3.3.2.3.3-1"_v5),
    {publish, topic_alias, "U5.0-3.3.2.3.4-1"_v5, "MQTT-3.3.2-8"_v5},
    breaks(publish, response_topic, "U5.0-3.3.2.3.5-1"_v5),
    breaks(publish, correlation_data, "U5.0-3.3.2.3.6-1"_v5),
    breaks(publish, subscription_identifier, "U5.0-3.3.2.3.8-2"_v5),
    breaks(publish, content_type, "U5.0-3.3.2.3.9-1"_v5),

    breaks(puback, reason_string, "U5.0-3.4.2.2.2-1"_v5),
    breaks(pubrec, reason_string, "U5.0-3.5.2.2.2-2"_v5),
    breaks(pubrel, reason_string, "U5.0-3.6.2.2.2-2"_v5),
    breaks(pubcomp, reason_string, "U5.0-3.7.2.2.2-2"_v5),
    {subscribe, subscription_identifier, "U5.0-3.8.2.1.2-3"_v5, "U5.0-3.8.2.1.2-2"_v5},
    breaks(suback, reason_string, "U5.0-3.9.2.1.2-2"_v5),
    breaks(unsuback, reason_string, "U5.0-3.11.2.1.2-2"_v5),

    breaks(disconnect, session_expiry_interval, "U5.0-3.14.2.2.2-1"_v5),
    breaks(disconnect, reason_string, "U5.0-3.14.2.2.3-2"_v5),
    breaks(disconnect, server_reference, "U5.0-3.14.2.2.5-1"_v5),

    breaks(auth, authentication_method, "U5.0-3.15.2.2.2-1"_v5),
    breaks(auth, authentication_data, "U5.0-3.15.2.2.3-1"_v5),
    breaks(auth, reason_string, "U5.0-3.15.2.2.4-2"_v5),
});

constexpr const PropertyStatements* find_statements(PropertyHost host, Property property) {
  for (const auto& row : property_statements)
    if (row.host == host && row.property == property) return &row;
  return nullptr;
}

// Every property that can be broken in one of the two ways has a row.
static_assert(std::ranges::all_of(property_places, [](const PropertyPlace& place) {
  return place.property == user_property || find_statements(place.host, place.property) != nullptr;
}));

}  // namespace

[[gnu::cold]] bool reject_repeated(Scan& scan, Cursor at, PropertyHost host, Property property) {
  const StatementId statement = find_statements(host, property)->repeated;
  if (find_place(host, property)->occurrence == Occurrence::unstated)
    return contested(scan, at, statement, ReasonCode::protocol_error);
  return protocol_error(scan, at, statement);
}

[[gnu::cold]] bool reject_range(Scan& scan, Cursor at, PropertyHost host, Property property) {
  const StatementId statement = find_statements(host, property)->range;
  // 3.3.4 names the Reason Code of a Topic Alias of 0.
  if (property == topic_alias)
    return reject(scan, at, statement, ViolationKind::protocol_error,
                  ReasonCode::topic_alias_invalid);
  if (property == payload_format_indicator)
    return contested(scan, at, statement, ReasonCode::malformed_packet);
  return protocol_error(scan, at, statement);
}

[[gnu::cold]] Rejected reject_identifier(Scan& scan, Cursor at, Cursor last) {
  using enum VariableByteIntegerRead::Ended;
  const auto identifier = read_variable_byte_integer(at, last);
  if (identifier.ended == too_long || identifier.ended == not_shortest)
    return reject_variable_byte_integer(scan, identifier);
  return malformed(scan, at, "U5.0-2.2.2.2-1"_v5);
}

[[gnu::cold]] bool reject_property_sender(Scan& scan, Cursor at, Property property) {
  if (property == subscription_identifier) return protocol_error(scan, at, "MQTT-3.3.4-6"_v5);
  if (property == session_expiry_interval) return protocol_error(scan, at, "MQTT-3.14.2-2"_v5);
  return contested(scan, at, "U5.0-3.14.2.2.5-2"_v5, ReasonCode::protocol_error);
}

[[gnu::cold]] Rejected reject_property_length(Scan& scan, Cursor at, Cursor last, Cited missing) {
  return malformed(scan, at, at == last ? missing : Cited("U5.0-2.2.2.1-1"_v5));
}

}  // namespace mqttspec::grammar
