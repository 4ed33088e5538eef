// Names of Reason Codes and return codes, by packet.
#include "spec/reason_code_table.hpp"

namespace mqttspec {
namespace {

std::string_view return_code_name(PacketType packet, ReasonCode code) {
  constexpr std::string_view connack_names[] = {
      "Connection Accepted", "unacceptable protocol version", "identifier rejected",
      "Server unavailable",  "bad user name or password",     "not authorized",
  };
  const auto value = static_cast<std::size_t>(code);
  if (packet == PacketType::connack && value < std::size(connack_names))
    return connack_names[value];
  if (packet == PacketType::suback) {
    if (code == ReasonCode::granted_qos_0) return "Success - Maximum QoS 0";
    if (code == ReasonCode::granted_qos_1) return "Success - Maximum QoS 1";
    if (code == ReasonCode::granted_qos_2) return "Success - Maximum QoS 2";
    if (code == return_code::failure) return "Failure";
  }
  return "unknown";
}

}  // namespace

std::string_view reason_name(Version version, PacketType packet, ReasonCode code) {
  if (version == Version::v3_1_1) return return_code_name(packet, code);
  if (code == ReasonCode::success) {
    if (packet == PacketType::disconnect) return "Normal disconnection";
    if (packet == PacketType::suback) return "Granted QoS 0";
    return "Success";
  }
  for (const auto& row : reason_table)
    if (row.code == code) return row.name;
  return "unknown";
}

}  // namespace mqttspec
