// PUBLISH and its four acknowledgements for the second decoder: sections 3.3 to 3.7.
#include "codec/second/packets.hpp"

namespace mqttspec::second {
namespace {

constexpr Rule topic_name_cut = malformed("MQTT-3.3.2-1"_v311 | "MQTT-3.3.2-1"_v5);
constexpr TextRules topic_name_text =
    topic_text(malformed("MQTT-3.3.2-2"_v311 | "MQTT-3.3.2-2"_v5));
constexpr Rule neither_topic_nor_alias = protocol_error("U5.0-3.3.2.1-2"_v5);

struct AcknowledgementRules {
  PropertyHost host;
  PacketIdRules packet_id;
  Rule unlisted_code;
  Rule code_of_server;
  Rule payload;
};

constexpr PacketIdRules acknowledged_id = packet_id_rules("MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5);
// 3.1.1 names PUBCOMP in its delivery protocol only.
constexpr PacketIdRules completed_id = packet_id_rules("MQTT-4.3.3-2"_v311 | "MQTT-2.2.1-5"_v5);

constexpr AcknowledgementRules puback_rules = {
    PropertyHost::puback, acknowledged_id, protocol_error("MQTT-3.4.2-1"_v5),
    protocol_error("U5.0-3.4.2.1-4"_v5), malformed("U5.0-3.4.3-1"_v5)};
constexpr AcknowledgementRules pubrec_rules = {
    PropertyHost::pubrec, acknowledged_id, protocol_error("MQTT-3.5.2-1"_v5),
    protocol_error("U5.0-3.5.2.1-4"_v5), malformed("U5.0-3.5.3-1"_v5)};
constexpr AcknowledgementRules pubrel_rules = {
    PropertyHost::pubrel, acknowledged_id, protocol_error("MQTT-3.6.2-1"_v5),
    protocol_error("MQTT-3.6.2-1"_v5), malformed("U5.0-3.6.3-1"_v5)};
constexpr AcknowledgementRules pubcomp_rules = {
    PropertyHost::pubcomp, completed_id, protocol_error("MQTT-3.7.2-1"_v5),
    protocol_error("MQTT-3.7.2-1"_v5), malformed("U5.0-3.7.3-1"_v5)};

template <class Acknowledgement>
bool read_acknowledgement(Reader& reader, Acknowledgement& packet,
                          const AcknowledgementRules& rules) {
  if (!reader.packet_id(packet.packet_id, rules.packet_id)) return false;
  if (reader.at_end()) return true;
  std::uint8_t code = 0;
  if (!reader.byte(code, packet_ends_early)) return false;
  packet.reason_code = ReasonCode{code};
  if (code != 0 && !may_carry(Acknowledgement::type, packet.reason_code, reader.sender())) {
    const bool of_other = may_carry(Acknowledgement::type, packet.reason_code, Sender::server);
    return reader.fail(of_other ? rules.code_of_server : rules.unlisted_code, reader.at() - 1);
  }
  if (reader.at_end()) return true;
  if (!read_properties(reader, rules.host, packet.properties)) return false;
  return reader.at_end() || reader.fail(rules.payload, reader.at());
}

}  // namespace

bool read_packet(Reader& reader, Publish& publish) {
  const std::uint8_t* const start = reader.at();
  if (!reader.topic_name_or_empty(publish.topic, topic_name_cut, topic_name_text)) return false;
  if (!reader.is_5_0() && publish.topic.empty()) return reader.fail(empty_topic, start);
  if (publish.qos != Qos::at_most_once &&
      !reader.packet_id(publish.packet_id, reader.sender() == Sender::client
                                               ? packet_id_from_client
                                               : packet_id_from_server))
    return false;
  if (reader.is_5_0()) {
    if (!read_properties(reader, PropertyHost::publish, publish.properties)) return false;
    if (publish.topic.empty() && !publish.properties.topic_alias)
      return reader.fail(neither_topic_nor_alias, reader.at());
  }
  publish.payload = reader.rest();
  return true;
}

bool read_packet(Reader& reader, Puback& puback) {
  return read_acknowledgement(reader, puback, puback_rules);
}
bool read_packet(Reader& reader, Pubrec& pubrec) {
  return read_acknowledgement(reader, pubrec, pubrec_rules);
}
bool read_packet(Reader& reader, Pubrel& pubrel) {
  return read_acknowledgement(reader, pubrel, pubrel_rules);
}
bool read_packet(Reader& reader, Pubcomp& pubcomp) {
  return read_acknowledgement(reader, pubcomp, pubcomp_rules);
}

}  // namespace mqttspec::second
