// See unsubscribe.hpp.
#include "conformance/packets/unsubscribe.hpp"

namespace mqttspec::conformance::packets {

UnsubscribeSpec& UnsubscribeSpec::filter(Topic topic_filter) {
  filters_.push_back(std::move(topic_filter));
  return *this;
}

owned::Packet UnsubscribeSpec::packet(const PacketSetting& setting) const {
  owned::Unsubscribe packet;
  packet.packet_id = packet_id_;
  for (const auto& filter : filters_)
    packet.topic_filters.push_back({setting.names.on_target(filter)});
  properties_.fill(packet.properties, setting);
  return packet;
}

}  // namespace mqttspec::conformance::packets
