// One row a property and block: read off the sentences "more than once" and "other than 0 or 1".
#include "codec/second/property_rules.hpp"

#include <cassert>

namespace mqttspec::second {
namespace {

using Host = PropertyHost;

struct Row {
  Host host;
  Property property;
  Rule rule;
};

// 2 is as much a Byte as 0 and 1, but has no meaning.
constexpr Rule unknown_format = contested("U5.0-2.2.2.2-1"_v5, ReasonCode::malformed_packet);

constexpr Row twice_rows[] = {
    {Host::connect, Property::session_expiry_interval, protocol_error("U5.0-3.1.2.11.2-1"_v5)},
    {Host::connect, Property::receive_maximum, protocol_error("U5.0-3.1.2.11.3-1"_v5)},
    {Host::connect, Property::maximum_packet_size, protocol_error("U5.0-3.1.2.11.4-2"_v5)},
    {Host::connect, Property::topic_alias_maximum, protocol_error("U5.0-3.1.2.11.5-1"_v5)},
    {Host::connect, Property::request_response_information, protocol_error("U5.0-3.1.2.11.6-1"_v5)},
    {Host::connect, Property::request_problem_information, protocol_error("U5.0-3.1.2.11.7-1"_v5)},
    {Host::connect, Property::authentication_method, protocol_error("U5.0-3.1.2.11.9-1"_v5)},
    {Host::connect, Property::authentication_data, protocol_error("U5.0-3.1.2.11.10-2"_v5)},

    {Host::will, Property::will_delay_interval, protocol_error("U5.0-3.1.3.2.2-1"_v5)},
    {Host::will, Property::payload_format_indicator, protocol_error("U5.0-3.1.3.2.3-4"_v5)},
    {Host::will, Property::message_expiry_interval, protocol_error("U5.0-3.1.3.2.4-1"_v5)},
    {Host::will, Property::content_type, protocol_error("U5.0-3.1.3.2.5-1"_v5)},
    {Host::will, Property::response_topic, protocol_error("U5.0-3.1.3.2.6-1"_v5)},
    {Host::will, Property::correlation_data, protocol_error("U5.0-3.1.3.2.7-1"_v5)},

    {Host::connack, Property::session_expiry_interval, protocol_error("U5.0-3.2.2.3.2-1"_v5)},
    {Host::connack, Property::receive_maximum, protocol_error("U5.0-3.2.2.3.3-1"_v5)},
    {Host::connack, Property::maximum_qos, protocol_error("U5.0-3.2.2.3.4-1"_v5)},
    {Host::connack, Property::retain_available, protocol_error("U5.0-3.2.2.3.5-4"_v5)},
    {Host::connack, Property::maximum_packet_size, protocol_error("U5.0-3.2.2.3.6-2"_v5)},
    {Host::connack, Property::assigned_client_identifier, protocol_error("U5.0-3.2.2.3.7-1"_v5)},
    {Host::connack, Property::topic_alias_maximum, protocol_error("U5.0-3.2.2.3.8-1"_v5)},
    {Host::connack, Property::reason_string, protocol_error("U5.0-3.2.2.3.9-2"_v5)},
    {Host::connack, Property::wildcard_subscription_available,
     protocol_error("U5.0-3.2.2.3.11-4"_v5)},
    {Host::connack, Property::subscription_identifier_available,
     protocol_error("U5.0-3.2.2.3.12-4"_v5)},
    {Host::connack, Property::shared_subscription_available,
     protocol_error("U5.0-3.2.2.3.13-4"_v5)},
    {Host::connack, Property::server_keep_alive, protocol_error("U5.0-3.2.2.3.14-1"_v5)},
    {Host::connack, Property::response_information, protocol_error("U5.0-3.2.2.3.15-1"_v5)},
    {Host::connack, Property::server_reference, protocol_error("U5.0-3.2.2.3.16-1"_v5)},
    {Host::connack, Property::authentication_method, protocol_error("U5.0-3.2.2.3.17-1"_v5)},
    {Host::connack, Property::authentication_data, protocol_error("U5.0-3.2.2.3.18-1"_v5)},

    // Nothing is said of these two; a Will, which becomes a PUBLISH, has the sentences.
    {Host::publish, Property::payload_format_indicator, contested("U5.0-3.3.2.3.2-1"_v5)},
    {Host::publish, Property::message_expiry_interval, contested("U5.0-3.3.2.3.3-1"_v5)},
    {Host::publish, Property::topic_alias, protocol_error("U5.0-3.3.2.3.4-1"_v5)},
    {Host::publish, Property::response_topic, protocol_error("U5.0-3.3.2.3.5-1"_v5)},
    {Host::publish, Property::correlation_data, protocol_error("U5.0-3.3.2.3.6-1"_v5)},
    {Host::publish, Property::content_type, protocol_error("U5.0-3.3.2.3.9-1"_v5)},

    {Host::puback, Property::reason_string, protocol_error("U5.0-3.4.2.2.2-1"_v5)},
    {Host::pubrec, Property::reason_string, protocol_error("U5.0-3.5.2.2.2-2"_v5)},
    {Host::pubrel, Property::reason_string, protocol_error("U5.0-3.6.2.2.2-2"_v5)},
    {Host::pubcomp, Property::reason_string, protocol_error("U5.0-3.7.2.2.2-2"_v5)},
    {Host::subscribe, Property::subscription_identifier, protocol_error("U5.0-3.8.2.1.2-3"_v5)},
    {Host::suback, Property::reason_string, protocol_error("U5.0-3.9.2.1.2-2"_v5)},
    {Host::unsuback, Property::reason_string, protocol_error("U5.0-3.11.2.1.2-2"_v5)},

    {Host::disconnect, Property::session_expiry_interval, protocol_error("U5.0-3.14.2.2.2-1"_v5)},
    {Host::disconnect, Property::reason_string, protocol_error("U5.0-3.14.2.2.3-2"_v5)},
    {Host::disconnect, Property::server_reference, protocol_error("U5.0-3.14.2.2.5-1"_v5)},

    {Host::auth, Property::authentication_method, protocol_error("U5.0-3.15.2.2.2-1"_v5)},
    {Host::auth, Property::authentication_data, protocol_error("U5.0-3.15.2.2.3-1"_v5)},
    {Host::auth, Property::reason_string, protocol_error("U5.0-3.15.2.2.4-2"_v5)},
};

/// Where the bound is given by another sentence than the one against a second.
constexpr Row range_rows[] = {
    {Host::will, Property::payload_format_indicator, unknown_format},
    {Host::publish, Property::payload_format_indicator, unknown_format},
    {Host::publish, Property::topic_alias,
     protocol_error("MQTT-3.3.2-8"_v5, ReasonCode::topic_alias_invalid)},
    {Host::publish, Property::subscription_identifier, protocol_error("U5.0-3.3.2.3.8-2"_v5)},
    {Host::subscribe, Property::subscription_identifier, protocol_error("U5.0-3.8.2.1.2-2"_v5)},
};

template <std::size_t size>
const Rule* find(const Row (&rows)[size], Host host, Property property) {
  for (const auto& row : rows)
    if (row.host == host && row.property == property) return &row.rule;
  return nullptr;
}

}  // namespace

const Rule& twice_rule(PropertyHost host, Property property) {
  const Rule* rule = find(twice_rows, host, property);
  assert(rule != nullptr);
  return *rule;
}

const Rule& range_rule(PropertyHost host, Property property) {
  const Rule* rule = find(range_rows, host, property);
  return rule != nullptr ? *rule : twice_rule(host, property);
}

}  // namespace mqttspec::second
