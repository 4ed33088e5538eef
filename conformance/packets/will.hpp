// A Will as a case writes it.
#pragma once

#include "codec/packets.hpp"
#include "conformance/packets/with_properties.hpp"

namespace mqttspec::conformance::packets {

class WillSpec : public WithProperties<WillSpec> {
 public:
  WillSpec(Topic topic, std::string_view payload);
  WillSpec& qos(Qos qos);
  WillSpec& retain();

  owned::Will part(const PacketSetting& setting) const;

 private:
  Topic topic_;
  std::string payload_;
  Qos qos_ = Qos::at_most_once;
  bool retain_ = false;
};

inline WillSpec will(Topic topic, std::string_view payload) { return {std::move(topic), payload}; }

}  // namespace mqttspec::conformance::packets
