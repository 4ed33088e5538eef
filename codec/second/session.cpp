// PINGREQ, PINGRESP, DISCONNECT and AUTH for the second decoder: sections 3.12 to 3.15.
#include "codec/second/packets.hpp"

namespace mqttspec::second {
namespace {

constexpr Rule unlisted_disconnect_code = protocol_error("MQTT-3.14.2-1"_v5);
constexpr Rule disconnect_for_bad_method = contested("MQTT-3.14.2-1"_v5);
constexpr Rule disconnect_code_of_other = protocol_error("U5.0-3.14.2.1-4"_v5);
constexpr Rule disconnect_with_payload = malformed("U5.0-3.14.3-1"_v5);
constexpr Rule no_short_auth = contested("U5.0-3.15.2.2.2-1"_v5);
constexpr Rule no_authentication_method = protocol_error("U5.0-3.15.2.2.2-1"_v5);
constexpr Rule unlisted_auth_code = protocol_error("MQTT-3.15.2-1"_v5);
constexpr Rule auth_code_of_other = protocol_error("U5.0-3.15.2.1-3"_v5);
constexpr Rule auth_with_payload = malformed("U5.0-3.15.3-1"_v5);

template <class Packet>
bool read_reason_code(Reader& reader, Packet& packet, const Rule& unlisted, const Rule& of_other) {
  std::uint8_t code = 0;
  if (!reader.byte(code, packet_ends_early)) return false;
  packet.reason_code = ReasonCode{code};
  if (may_carry(Packet::type, packet.reason_code, reader.sender())) return true;
  // Table 2-6 gives DISCONNECT this code, table 3-10 does not.
  if (Packet::type == PacketType::disconnect &&
      packet.reason_code == ReasonCode::bad_authentication_method)
    return reader.judge(disconnect_for_bad_method, reader.at() - 1);
  const bool listed = may_carry(Packet::type, packet.reason_code, other(reader.sender()));
  return reader.fail(listed ? of_other : unlisted, reader.at() - 1);
}

}  // namespace

// The Remaining Length of these two has been judged: nothing is left to read.
bool read_packet(Reader&, Pingreq&) { return true; }
bool read_packet(Reader&, Pingresp&) { return true; }

bool read_packet(Reader& reader, Disconnect& disconnect) {
  if (reader.at_end()) return true;
  if (!read_reason_code(reader, disconnect, unlisted_disconnect_code, disconnect_code_of_other))
    return false;
  if (reader.at_end()) return true;
  if (!read_properties(reader, PropertyHost::disconnect, disconnect.properties)) return false;
  return reader.at_end() || reader.fail(disconnect_with_payload, reader.at());
}

bool read_packet(Reader& reader, Auth& auth) {
  if (reader.at_end())
    return reader.judge(
        reader.sender() == Sender::server ? no_short_auth : no_authentication_method, reader.at());
  if (!read_reason_code(reader, auth, unlisted_auth_code, auth_code_of_other)) return false;
  if (!read_properties(reader, PropertyHost::auth, auth.properties)) return false;
  return reader.at_end() || reader.fail(auth_with_payload, reader.at());
}

}  // namespace mqttspec::second
