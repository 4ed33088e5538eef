// UNSUBSCRIBE: can be sent.
#pragma once

#include "conformance/packets/stimulus.hpp"
#include "conformance/packets/with_properties.hpp"

namespace mqttspec::conformance::packets {

class UnsubscribeSpec final : public Stimulus, public WithProperties<UnsubscribeSpec> {
 public:
  explicit UnsubscribeSpec(std::uint16_t packet_id) : packet_id_(packet_id) {}
  UnsubscribeSpec& filter(Topic topic_filter);

  owned::Packet packet(const PacketSetting& setting) const override;

 private:
  std::uint16_t packet_id_;
  std::vector<Topic> filters_;
};

inline UnsubscribeSpec unsubscribe(std::uint16_t packet_id) { return UnsubscribeSpec(packet_id); }

}  // namespace mqttspec::conformance::packets
