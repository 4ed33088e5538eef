// See ping.hpp.
#include "conformance/packets/ping.hpp"

#include "conformance/packets/compare.hpp"

namespace mqttspec::conformance::packets {

owned::Packet PingreqSpec::packet(const PacketSetting&) const { return owned::Pingreq{}; }

Mismatch PingrespSpec::mismatch(const Packet& packet, const PacketSetting&) const {
  return wrong_type(packet, type());
}

std::string PingrespSpec::describe(const PacketSetting&) const {
  return std::string(to_string(type()));
}

}  // namespace mqttspec::conformance::packets
