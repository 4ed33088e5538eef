// Packets that arrived from a broker, in the form in which the model gives them out, so that what
// was seen and what was expected can be compared and shown alike.
#pragma once

#include <optional>

#include "codec/packets.hpp"
#include "model/event.hpp"

namespace mqttspec::model {

/// The packet with its texts copied, or nothing if only a Client sends packets of its type. User
/// Properties are kept for PUBLISH; of the others only whether there are any.
std::optional<PacketOut> packet_out(const Packet& packet);

}  // namespace mqttspec::model
