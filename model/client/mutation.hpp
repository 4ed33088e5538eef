// Faults that only change what goes out, kept apart from the rules: a packet of which one field is
// wrong, or packets in the wrong order.
#pragma once

#include <vector>

#include "model/client/fault.hpp"
#include "model/client/reference_client.hpp"
#include "model/client/state.hpp"

namespace mqttspec::model::client {

/// Changes a packet that is about to be sent as the fault wants it, if it is about such packets.
void mutate(owned::Packet& packet, const FaultSet& faults, const ServerLimits& limits);

/// The same for the flags of the Fixed Header, which follow from the packet in all others.
void mutate_flags(std::vector<std::uint8_t>& bytes, const FaultSet& faults);

/// Parts of these two, for packets that are about the Network Connection itself.
void mutate_connect(owned::Connect& connect, const FaultSet& faults);
void mutate_auth(owned::Auth& auth, const FaultSet& faults);
void mutate_bytes(std::vector<std::uint8_t>& bytes, const owned::Packet& packet,
                  const FaultSet& faults);

/// Reverses acknowledgements among those that are sent at once.
void reorder(std::vector<ClientAction>& actions, const FaultSet& faults);

}  // namespace mqttspec::model::client
