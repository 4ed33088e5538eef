// Clients in the midst of an exchange: what a case has to come to before it can spoil a PUBACK,
// PUBREC, PUBREL or PUBCOMP.
#pragma once

#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

/// A client that has to send an acknowledgement next, with this Packet Identifier.
struct Acknowledging {
  Peer peer;
  std::uint16_t packet_id;
};

/// A new client whose next packet is an acknowledgement of type `next`. It has got, or before
/// PUBREL has itself sent, a message on "t"; the others come from `publisher`.
Acknowledging acknowledging(Run& run, Peer& publisher, PacketType next);
/// So many of them side by side.
std::vector<Acknowledging> acknowledging(Run& run, Peer& publisher, PacketType next,
                                         std::size_t count);

/// The acknowledgement itself.
inline AckSpec due(const Acknowledging& client, PacketType next) {
  return {next, client.packet_id};
}

/// What is needed of the Server for an exchange with this acknowledgement.
constexpr Need needs_of(PacketType acknowledgement) {
  return acknowledgement == PacketType::puback ? Need::qos_1 : Need::qos_2;
}

/// Whether the Server notices that the client was at fault: it closes, or answers by a failure.
bool is_noticed(Run& run, Peer& peer);
/// The two halves of it, for many clients at a time.
void give_time_to_notice(Run& run, std::span<const Acknowledging> clients);
bool has_noticed(Peer& peer);

}  // namespace mqttspec::conformance::cases
