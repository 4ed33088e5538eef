// See will.hpp.
#include "conformance/packets/will.hpp"

namespace mqttspec::conformance::packets {

WillSpec::WillSpec(Topic topic, std::string_view payload)
    : topic_(std::move(topic)), payload_(payload) {}
WillSpec& WillSpec::qos(Qos qos) {
  qos_ = qos;
  return *this;
}
WillSpec& WillSpec::retain() {
  retain_ = true;
  return *this;
}

owned::Will WillSpec::part(const PacketSetting& setting) const {
  owned::Will will;
  will.topic = setting.names.on_target(topic_);
  will.payload = payload_;
  will.qos = qos_;
  will.retain = retain_;
  properties_.fill(will.properties, setting);
  return will;
}

}  // namespace mqttspec::conformance::packets
