// See subscribe.hpp.
#include "conformance/packets/subscribe.hpp"

namespace mqttspec::conformance::packets {

SubscribeSpec& SubscribeSpec::filter(Topic topic_filter, Qos maximum_qos) {
  filters_.push_back({std::move(topic_filter), {}});
  filters_.back().options.maximum_qos = maximum_qos;
  return *this;
}
SubscribeSpec& SubscribeSpec::no_local() {
  filters_.back().options.no_local = true;
  return *this;
}
SubscribeSpec& SubscribeSpec::retain_as_published() {
  filters_.back().options.retain_as_published = true;
  return *this;
}
SubscribeSpec& SubscribeSpec::retain_handling(RetainHandling handling) {
  filters_.back().options.retain_handling = handling;
  return *this;
}

owned::Packet SubscribeSpec::packet(const PacketSetting& setting) const {
  owned::Subscribe packet;
  packet.packet_id = packet_id_;
  for (const auto& filter : filters_) {
    owned::Subscription each = filter.options;
    if (setting.version == Version::v3_1_1) each = {{}, filter.options.maximum_qos};
    each.topic_filter = setting.names.on_target(filter.topic_filter);
    packet.subscriptions.push_back(std::move(each));
  }
  properties_.fill(packet.properties, setting);
  return packet;
}

}  // namespace mqttspec::conformance::packets
