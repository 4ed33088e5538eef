// Any legal packet, read off choice bytes: what properties and fuzz targets start from.
#pragma once

#include "codec/choices.hpp"
#include "codec/packets.hpp"
#include "codec/testing/arena.hpp"

namespace mqttspec {

/// A packet and what its views show. May be moved.
struct ArbitraryPacket {
  Arena storage;
  Packet packet;
};

/// Some packet that this sender may send in this version. Every type, property, Reason Code and
/// flag that is legal there can come out; sequences of packets are not made consistent.
ArbitraryPacket arbitrary_packet(Choices& choices, Version version, Sender sender);

/// The same of one type, which must be one that the sender may send.
ArbitraryPacket arbitrary_packet_of(PacketType type, Choices& choices, Version version,
                                    Sender sender);

}  // namespace mqttspec
