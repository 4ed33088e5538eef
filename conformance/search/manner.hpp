// What the packets of a script have in common, in the words of the circumstances of cases.
#pragma once

#include <span>
#include <string>

#include "codec/packets.hpp"
#include "conformance/circumstances/circumstance.hpp"
#include "conformance/wire/network.hpp"

namespace mqttspec::conformance::search {

/// The circumstances that the script asks for.
circumstances::World world_of(std::span<const std::string> lines);

/// The same packet with what it has in that world.
void give_manner(owned::Packet& packet, circumstances::World world);

/// Sends bytes as that world has it.
void send_in(circumstances::World world, wire::Network& network, wire::ConnectionId connection,
             Bytes bytes);

/// The Packet Identifier behind which a Client begins to count.
std::uint16_t identifier_before_first(circumstances::World world);

}  // namespace mqttspec::conformance::search
