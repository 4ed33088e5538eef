// See publish.hpp.
#include "conformance/packets/publish.hpp"

#include "codec/notation.hpp"
#include "conformance/packets/compare.hpp"

namespace mqttspec::conformance::packets {

using notation::packet_id_text;
using notation::payload_text;
using notation::qos_text;
using notation::topic_text;

PublishSpec& PublishSpec::qos0() { return at(Qos::at_most_once); }
PublishSpec& PublishSpec::qos1(std::optional<std::uint16_t> packet_id) {
  return at(Qos::at_least_once, packet_id);
}
PublishSpec& PublishSpec::qos2(std::optional<std::uint16_t> packet_id) {
  return at(Qos::exactly_once, packet_id);
}
PublishSpec& PublishSpec::at(Qos qos, std::optional<std::uint16_t> packet_id) {
  qos_ = qos;
  packet_id_ = packet_id;
  return *this;
}
PublishSpec& PublishSpec::dup(bool dup) {
  dup_ = dup;
  return *this;
}
PublishSpec& PublishSpec::retain(bool retain) {
  retain_ = retain;
  return *this;
}

owned::Packet PublishSpec::packet(const PacketSetting& setting) const {
  owned::Publish packet;
  packet.dup = dup_.value_or(false);
  packet.qos = qos();
  packet.retain = retain_.value_or(false);
  if (!topic_.text.empty()) packet.topic = setting.names.on_target(topic_);
  packet.packet_id = packet_id();
  packet.payload = payload_.value_or("");
  properties_.values.fill(packet.properties, setting);
  return packet;
}

Mismatch PublishSpec::mismatch(const Packet& packet, const PacketSetting& setting) const {
  const auto* publish = std::get_if<Publish>(&packet);
  if (publish == nullptr) return wrong_type(packet, type());
  const auto topic = setting.names.on_target(topic_);
  if (publish->topic != topic)
    return is_not("topic", topic_text(publish->topic, setting.names.local()),
                  topic_text(topic, setting.names.local()));
  if (payload_ && as_text(publish->payload) != *payload_) {
    const auto got = payload_text(publish->payload);
    const auto wanted = payload_text(as_bytes(*payload_));
    return "it has " + got + ", not " + wanted + (got == wanted ? " of other bytes" : "");
  }
  if (qos_ && publish->qos != *qos_) return is_not("it", qos_text(publish->qos), qos_text(*qos_));
  if (packet_id_ && publish->packet_id != *packet_id_)
    return is_not("Packet Identifier", publish->packet_id, *packet_id_);
  if (dup_ && publish->dup != *dup_) return is_not("DUP", publish->dup, *dup_);
  if (retain_ && publish->retain != *retain_) return is_not("RETAIN", publish->retain, *retain_);
  return properties_.mismatch(publish->properties, setting);
}

std::string PublishSpec::describe(const PacketSetting&) const {
  std::string text = "PUBLISH " + topic_text(topic_.text);
  if (qos_) text += " " + qos_text(*qos_);
  if (packet_id_) text += " " + packet_id_text(*packet_id_);
  if (dup_) text += *dup_ ? " DUP" : " not DUP";
  if (retain_) text += *retain_ ? " retain" : " not retain";
  if (payload_) text += " " + payload_text(as_bytes(*payload_));
  return text + properties_.describe();
}

}  // namespace mqttspec::conformance::packets
