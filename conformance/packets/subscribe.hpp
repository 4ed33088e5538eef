// SUBSCRIBE: can be sent.
#pragma once

#include "conformance/packets/stimulus.hpp"
#include "conformance/packets/with_properties.hpp"

namespace mqttspec::conformance::packets {

class SubscribeSpec final : public Stimulus, public WithProperties<SubscribeSpec> {
 public:
  explicit SubscribeSpec(std::uint16_t packet_id) : packet_id_(packet_id) {}
  /// One more Topic Filter.
  SubscribeSpec& filter(Topic topic_filter, Qos maximum_qos = Qos::at_most_once);
  // Options of the last filter, 5.0.
  SubscribeSpec& no_local();
  SubscribeSpec& retain_as_published();
  SubscribeSpec& retain_handling(RetainHandling handling);

  std::uint16_t packet_id() const { return packet_id_; }
  std::size_t size() const { return filters_.size(); }

  owned::Packet packet(const PacketSetting& setting) const override;

 private:
  struct Filter {
    Topic topic_filter;
    owned::Subscription options;
  };
  std::uint16_t packet_id_;
  std::vector<Filter> filters_;
};

inline SubscribeSpec subscribe(std::uint16_t packet_id) { return SubscribeSpec(packet_id); }

}  // namespace mqttspec::conformance::packets
