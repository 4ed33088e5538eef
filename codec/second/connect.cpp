// CONNECT and CONNACK for the second decoder: sections 3.1 and 3.2.
#include "codec/second/packets.hpp"

namespace mqttspec::second {
namespace {

constexpr Rule wrong_format = malformed("MQTT-3.1.4-1"_v311 | "MQTT-3.1.4-1"_v5);
constexpr Rule wrong_protocol_name = protocol_error("MQTT-3.1.2-1"_v311 | "MQTT-3.1.2-1"_v5,
                                                    ReasonCode::unsupported_protocol_version);
constexpr Rule wrong_protocol_version =
    protocol_error("MQTT-3.1.2-2"_v5, ReasonCode::unsupported_protocol_version);
constexpr Rule reserved_connect_flag = malformed("MQTT-3.1.2-3"_v311 | "MQTT-3.1.2-3"_v5);
constexpr Rule will_qos_3 = malformed("MQTT-3.1.2-14"_v311 | "MQTT-3.1.2-12"_v5);
constexpr Rule will_qos_without_will = protocol_error("MQTT-3.1.2-13"_v311 | "MQTT-3.1.2-11"_v5);
constexpr Rule will_retain_without_will = protocol_error("MQTT-3.1.2-15"_v311 | "MQTT-3.1.2-13"_v5);
constexpr Rule password_without_user_name = protocol_error("MQTT-3.1.2-22"_v311);
constexpr Rule no_client_id = malformed("MQTT-3.1.3-3"_v311 | "MQTT-3.1.3-3"_v5);
constexpr Rule client_id_cut = malformed("MQTT-3.1.3-4"_v311 | "MQTT-3.1.3-4"_v5);
constexpr Rule no_will_field = malformed("MQTT-3.1.2-9"_v311 | "MQTT-3.1.2-9"_v5);
constexpr Rule will_topic_cut = malformed("MQTT-3.1.3-10"_v311 | "MQTT-3.1.3-11"_v5);
constexpr Rule no_user_name = malformed("MQTT-3.1.2-19"_v311 | "MQTT-3.1.2-17"_v5);
constexpr Rule user_name_cut = malformed("MQTT-3.1.3-11"_v311 | "MQTT-3.1.3-12"_v5);
constexpr Rule no_password = malformed("MQTT-3.1.2-21"_v311 | "MQTT-3.1.2-19"_v5);

constexpr Rule reserved_acknowledge_flags = malformed("U3.1.1-3.2.2.1-1"_v311 | "MQTT-3.2.2-1"_v5);
constexpr Rule no_connack_code = malformed("MQTT-3.2.2-8"_v5);
constexpr Rule unlisted_connack_code = protocol_error("MQTT-3.2.2-6"_v311 | "MQTT-3.2.2-8"_v5);
constexpr Rule refusal_with_session = protocol_error("MQTT-3.2.2-4"_v311 | "MQTT-3.2.2-6"_v5);
constexpr Rule connack_with_payload = malformed("U5.0-3.2.3-1"_v5);

constexpr std::uint8_t protocol_name[] = {0, 4, 'M', 'Q', 'T', 'T'};

struct ConnectFlags {
  bool user_name;
  bool password;
  bool will_retain;
  unsigned will_qos;
  bool will;
  bool clean_start;
};

bool read_protocol(Reader& reader, Version& version) {
  if (reader.left() < std::size(protocol_name)) return reader.fail(wrong_format, reader.at());
  const std::size_t length = reader.at()[0] * 256U + reader.at()[1];
  if (length + 2 > reader.left()) return reader.fail(wrong_format, reader.at());
  std::uint8_t byte = 0;
  for (const std::uint8_t expected : protocol_name)
    if (reader.byte(byte, wrong_format) && byte != expected)
      return reader.fail(wrong_protocol_name, reader.at() - 1);
  std::uint8_t level = 0;
  if (!reader.byte(level, wrong_format)) return false;
  if (level != 4 && level != 5) return reader.fail(wrong_protocol_version, reader.at() - 1);
  version = level == 4 ? Version::v3_1_1 : Version::v5_0;
  reader.set_version(version);
  return true;
}

bool read_flags(Reader& reader, ConnectFlags& flags) {
  std::uint8_t byte = 0;
  if (!reader.byte(byte, wrong_format)) return false;
  flags = {(byte & 0x80) != 0, (byte & 0x40) != 0, (byte & 0x20) != 0,
           (byte >> 3) & 3U,   (byte & 0x04) != 0, (byte & 0x02) != 0};
  const std::uint8_t* const where = reader.at() - 1;
  if ((byte & 0x01) != 0) return reader.fail(reserved_connect_flag, where);
  if (!flags.will && flags.will_qos != 0) return reader.fail(will_qos_without_will, where);
  if (!flags.will && flags.will_retain) return reader.fail(will_retain_without_will, where);
  if (flags.will_qos == 3) return reader.fail(will_qos_3, where);
  if (!reader.is_5_0() && flags.password && !flags.user_name)
    return reader.fail(password_without_user_name, where);
  return true;
}

bool read_will(Reader& reader, const ConnectFlags& flags, Will& will) {
  will.qos = Qos{static_cast<std::uint8_t>(flags.will_qos)};
  will.retain = flags.will_retain;
  if (!reader.more(no_will_field)) return false;
  if (reader.is_5_0() && !read_properties(reader, PropertyHost::will, will.properties))
    return false;
  return reader.more(no_will_field) &&
         reader.topic_name(will.topic, will_topic_cut, any_topic_text) &&
         reader.more(no_will_field) && reader.binary(will.payload, wrong_format);
}

bool read_user_name(Reader& reader, std::string_view& user_name) {
  return reader.more(no_user_name) && reader.string(user_name, user_name_cut);
}

bool read_password(Reader& reader, Bytes& password) {
  return reader.more(no_password) && reader.binary(password, wrong_format);
}

}  // namespace

bool read_packet(Reader& reader, Connect& connect) {
  ConnectFlags flags{};
  if (!read_protocol(reader, connect.version) || !read_flags(reader, flags) ||
      !reader.two_byte_integer(connect.keep_alive, wrong_format))
    return false;
  connect.clean_start = flags.clean_start;
  if (reader.is_5_0() && !read_properties(reader, PropertyHost::connect, connect.properties))
    return false;
  if (!reader.more(no_client_id) || !reader.string(connect.client_id, client_id_cut)) return false;
  if (flags.will && !read_will(reader, flags, connect.will.emplace())) return false;
  if (flags.user_name && !read_user_name(reader, connect.user_name.emplace())) return false;
  if (flags.password && !read_password(reader, connect.password.emplace())) return false;
  return reader.at_end() || reader.fail(wrong_format, reader.at());
}

bool read_packet(Reader& reader, Connack& connack) {
  std::uint8_t flags = 0;
  if (!reader.byte(flags, packet_ends_early)) return false;
  if ((flags & 0xFE) != 0) return reader.fail(reserved_acknowledge_flags, reader.at() - 1);
  connack.session_present = flags == 1;
  std::uint8_t code = 0;
  if (!reader.byte(code, no_connack_code)) return false;
  connack.reason_code = ReasonCode{code};
  const bool listed = reader.is_5_0()
                          ? may_carry(PacketType::connack, connack.reason_code, Sender::server)
                          : code <= 5;
  if (!listed) return reader.fail(unlisted_connack_code, reader.at() - 1);
  if (connack.session_present && code != 0)
    return reader.fail(refusal_with_session, reader.at() - 1);
  if (reader.is_5_0() && !read_properties(reader, PropertyHost::connack, connack.properties))
    return false;
  return reader.at_end() || reader.fail(connack_with_payload, reader.at());
}

}  // namespace mqttspec::second
