// SUBSCRIBE to UNSUBACK for the second decoder: sections 3.8 to 3.11.
#include "codec/second/packets.hpp"

namespace mqttspec::second {
namespace {

constexpr Rule no_subscription = protocol_error("MQTT-3.8.3-3"_v311 | "MQTT-3.8.3-2"_v5);
constexpr Rule filter_cut = malformed("MQTT-3.8.3-1"_v311 | "MQTT-3.8.3-1"_v5);
constexpr Rule no_options = malformed("U3.1.1-3.8.3-2"_v311 | "MQTT-3.8.3-2"_v5);
constexpr Rule bad_requested_qos = malformed("MQTT-3.8.3-4"_v311);
constexpr Rule reserved_options = malformed("MQTT-3.8.3-5"_v5);
constexpr Rule maximum_qos_3 = protocol_error("U5.0-3.8.3.1-1"_v5);
constexpr Rule no_local_on_shared = protocol_error("MQTT-3.8.3-4"_v5);
constexpr Rule retain_handling_3 = protocol_error("U5.0-3.8.3.1-10"_v5);

constexpr Rule no_topic_filter = protocol_error("MQTT-3.10.3-2"_v311 | "MQTT-3.10.3-2"_v5);
constexpr Rule unsubscribed_filter_cut = malformed("MQTT-3.10.3-1"_v311 | "MQTT-3.10.3-1"_v5);

constexpr PacketIdRules acknowledged_request_id =
    packet_id_rules("MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5);
constexpr Rule unlisted_suback_code = protocol_error("MQTT-3.9.3-2"_v311 | "MQTT-3.9.3-2"_v5);
constexpr Rule unlisted_unsuback_code = protocol_error("MQTT-3.11.3-2"_v5);
constexpr Rule no_reason_code = protocol_error("U3.1.1-2.4-1"_v311 | "U5.0-2.3-1"_v5);

bool read_options(Reader& reader, bool shared) {
  std::uint8_t options = 0;
  if (!reader.byte(options, no_options)) return false;
  const std::uint8_t* const where = reader.at() - 1;
  if (!reader.is_5_0()) return options <= 2 || reader.fail(bad_requested_qos, where);
  if ((options & 0xC0) != 0) return reader.fail(reserved_options, where);
  if ((options & 0x03) == 3) return reader.fail(maximum_qos_3, where);
  if ((options & 0x30) == 0x30) return reader.fail(retain_handling_3, where);
  if ((options & 0x04) != 0 && shared) return reader.fail(no_local_on_shared, where);
  return true;
}

bool is_suback_code(const Reader& reader, std::uint8_t code) {
  if (!reader.is_5_0()) return code <= 2 || code == 0x80;
  return may_carry(PacketType::suback, ReasonCode{code}, Sender::server);
}

bool is_unsuback_code(const Reader&, std::uint8_t code) {
  return may_carry(PacketType::unsuback, ReasonCode{code}, Sender::server);
}

template <class IsListed>
bool read_reason_codes(Reader& reader, Bytes& codes, const Rule& unlisted,
                       const IsListed& is_listed) {
  const std::uint8_t* const start = reader.at();
  codes = reader.rest();
  if (codes.empty()) return reader.fail(no_reason_code, start);
  for (const std::uint8_t& code : codes)
    if (!is_listed(reader, code)) return reader.fail(unlisted, &code);
  return true;
}

}  // namespace

bool read_packet(Reader& reader, Subscribe& subscribe) {
  if (!reader.packet_id(subscribe.packet_id, packet_id_from_client)) return false;
  if (reader.is_5_0() && !read_properties(reader, PropertyHost::subscribe, subscribe.properties))
    return false;
  const std::uint8_t* const start = reader.at();
  std::size_t count = 0;
  for (; !reader.at_end(); ++count) {
    std::string_view filter;
    if (!reader.topic_filter(filter, filter_cut)) return false;
    if (!read_options(reader, filter.starts_with("$share/"))) return false;
  }
  if (count == 0) return reader.fail(no_subscription, start);
  subscribe.subscriptions = {Bytes(start, reader.at()), count};
  return true;
}

bool read_packet(Reader& reader, Unsubscribe& unsubscribe) {
  if (!reader.packet_id(unsubscribe.packet_id, packet_id_from_client)) return false;
  if (reader.is_5_0() &&
      !read_properties(reader, PropertyHost::unsubscribe, unsubscribe.properties))
    return false;
  const std::uint8_t* const start = reader.at();
  std::size_t count = 0;
  for (; !reader.at_end(); ++count) {
    std::string_view filter;
    if (!reader.topic_filter(filter, unsubscribed_filter_cut)) return false;
  }
  if (count == 0) return reader.fail(no_topic_filter, start);
  unsubscribe.topic_filters = {Bytes(start, reader.at()), count};
  return true;
}

bool read_packet(Reader& reader, Suback& suback) {
  if (!reader.packet_id(suback.packet_id, acknowledged_request_id)) return false;
  if (reader.is_5_0() && !read_properties(reader, PropertyHost::suback, suback.properties))
    return false;
  return read_reason_codes(reader, suback.reason_codes, unlisted_suback_code, is_suback_code);
}

bool read_packet(Reader& reader, Unsuback& unsuback) {
  if (!reader.packet_id(unsuback.packet_id, acknowledged_request_id)) return false;
  if (!reader.is_5_0()) return true;  // its Remaining Length is 2
  if (!read_properties(reader, PropertyHost::unsuback, unsuback.properties)) return false;
  return read_reason_codes(reader, unsuback.reason_codes, unlisted_unsuback_code, is_unsuback_code);
}

}  // namespace mqttspec::second
