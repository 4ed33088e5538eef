// The MQTT Control Packet types and who may send each: section 2.1.2 of both Standards.
#pragma once

#include <array>

#include "spec/statement.hpp"

namespace mqttspec {

enum class PacketType : std::uint8_t {
#define PACKET(type, name, text, section, flags, sender) name = type,
#include "spec/packet_table.def"
#undef PACKET
};

struct PacketRow {
  PacketType type;
  std::string_view name;     // as the Standards write it: "CONNECT"
  std::string_view section;  // the same in both Standards, but for AUTH (5.0 only)
  std::uint8_t flags;        // required low four bits of byte 1; PUBLISH: not fixed
  Actor sender;              // of 5.0; see may_send for 3.1.1
};

inline constexpr auto packet_table = std::to_array<PacketRow>({
#define PACKET(type, name, text, section, flags, sender) \
  {PacketType::name, text, section, flags, Actor::sender},
#include "spec/packet_table.def"
#undef PACKET
});

constexpr const PacketRow& row(PacketType type) {
  return packet_table[static_cast<std::size_t>(type) - 1];
}
constexpr std::string_view to_string(PacketType type) { return row(type).name; }

/// The end of a Network Connection that sent a packet. What is valid depends on it.
enum class Sender : std::uint8_t { client, server };

constexpr Sender other(Sender sender) {
  return sender == Sender::client ? Sender::server : Sender::client;
}

/// True if `sender` may send packets of this type in that version. In 3.1.1 there is no AUTH, and
/// DISCONNECT is a Client's packet.
constexpr bool may_send(Version version, Sender sender, PacketType type) {
  if (version == Version::v3_1_1) {
    if (type == PacketType::auth) return false;
    if (type == PacketType::disconnect) return sender == Sender::client;
  }
  const Actor allowed = row(type).sender;
  return allowed == Actor::both || (allowed == Actor::client) == (sender == Sender::client);
}

}  // namespace mqttspec
