// PUBLISH: can be sent and expected.
#pragma once

#include "conformance/packets/stimulus.hpp"
#include "conformance/packets/with_properties.hpp"

namespace mqttspec::conformance::packets {

/// Plain: QoS 0, not retained, DUP 0.
class PublishSpec final : public Stimulus, public Pattern, public ExpectsProperties<PublishSpec> {
 public:
  explicit PublishSpec(Topic topic) : topic_(std::move(topic)) {}
  PublishSpec(Topic topic, std::string_view payload)
      : topic_(std::move(topic)), payload_(payload) {}

  PublishSpec& qos0();
  /// Without an identifier: any when expected, the next free one when sent by Peer::publish.
  PublishSpec& qos1(std::optional<std::uint16_t> packet_id = {});
  PublishSpec& qos2(std::optional<std::uint16_t> packet_id = {});
  PublishSpec& at(Qos qos, std::optional<std::uint16_t> packet_id = {});
  PublishSpec& dup(bool dup = true);
  PublishSpec& retain(bool retain = true);

  Qos qos() const { return qos_.value_or(Qos::at_most_once); }
  std::uint16_t packet_id() const { return packet_id_.value_or(0); }

  owned::Packet packet(const PacketSetting& setting) const override;
  Mismatch mismatch(const Packet& packet, const PacketSetting& setting) const override;
  std::string describe(const PacketSetting& setting) const override;
  PacketType type() const override { return PacketType::publish; }
  const Topic* message_topic() const override { return &topic_; }

 private:
  Topic topic_;
  std::optional<std::string> payload_;
  std::optional<Qos> qos_;
  std::optional<std::uint16_t> packet_id_;
  std::optional<bool> dup_;
  std::optional<bool> retain_;
};

inline PublishSpec publish(Topic topic) { return PublishSpec(std::move(topic)); }
inline PublishSpec publish(Topic topic, std::string_view payload) {
  return {std::move(topic), payload};
}

}  // namespace mqttspec::conformance::packets
