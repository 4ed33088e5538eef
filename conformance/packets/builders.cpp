// Packets as cases write them: the ones that are only sent or that carry a message.
#include "conformance/packets/builders.hpp"

#include <fmt/format.h>

#include "conformance/packets/compare.hpp"

namespace mqttspec::conformance::packets {

using namespace play;

using Encoded = std::expected<std::vector<std::uint8_t>, Violation>;
using Mismatch = std::optional<std::string>;

ConnectSpec& ConnectSpec::keep_session(std::uint32_t expiry) {
  clean_ = false;
  keeps_session_ = true;
  return with(Property::session_expiry_interval, expiry);
}
ConnectSpec& ConnectSpec::clean(bool clean) {
  clean_ = clean;
  return *this;
}
ConnectSpec& ConnectSpec::keep_alive(std::uint16_t seconds) {
  keep_alive_ = seconds;
  return *this;
}
ConnectSpec& ConnectSpec::will(WillSpec will) {
  will_ = std::move(will);
  return *this;
}
ConnectSpec& ConnectSpec::user_name(std::string_view name) {
  user_name_ = name;
  return *this;
}
ConnectSpec& ConnectSpec::password(std::string_view password) {
  password_ = password;
  return *this;
}
ConnectSpec& ConnectSpec::exact_client_id(std::string_view id) {
  exact_id_ = id;
  return *this;
}
std::optional<Topic> ConnectSpec::retained_will_topic() const {
  if (will_ && will_->retain_) return will_->topic_;
  return std::nullopt;
}
std::string ConnectSpec::client_id(const Names& names) const {
  return exact_id_ ? *exact_id_ : names.client_id(client_);
}

Encoded ConnectSpec::bytes(const PacketSetting& setting) const {
  Connect packet;
  const std::string id = client_id(setting.names);
  const std::string topic = will_ ? setting.names.on_target(will_->topic_) : "";
  packet.version = setting.version;
  packet.clean_start = clean_;
  packet.keep_alive = keep_alive_;
  packet.client_id = id;
  if (setting.version == Version::v5_0) properties_.fill(packet.properties, setting);
  if (will_) {
    packet.will = Will{.topic = topic,
                       .payload = as_bytes(will_->payload_),
                       .qos = will_->qos_,
                       .retain = will_->retain_,
                       .properties = {}};
    if (setting.version == Version::v5_0) will_->properties_.fill(packet.will->properties, setting);
  }
  if (user_name_) packet.user_name = *user_name_;
  if (password_) packet.password = as_bytes(*password_);
  return encode_packet(packet, setting);
}

Mismatch ConnectSpec::mismatch(const Packet& packet, const PacketSetting&) const {
  return wrong_type(packet, type());
}

std::string ConnectSpec::describe() const {
  return fmt::format("CONNECT {}{}{}{}", exact_id_ ? *exact_id_ : client_, clean_ ? " clean" : "",
                     will_ ? " with a Will" : "", properties_.describe());
}

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

Encoded PublishSpec::bytes(const PacketSetting& setting) const {
  Publish packet;
  const std::string topic = topic_.text.empty() ? "" : setting.names.on_target(topic_);
  packet.dup = dup_.value_or(false);
  packet.qos = qos();
  packet.retain = retained();
  packet.topic = topic;
  packet.packet_id = packet_id();
  if (payload_) packet.payload = as_bytes(*payload_);
  if (setting.version == Version::v5_0) properties_.fill(packet.properties, setting);
  return encode_packet(packet, setting);
}

Mismatch PublishSpec::mismatch(const Packet& packet, const PacketSetting& setting) const {
  const auto* publish = std::get_if<Publish>(&packet);
  if (publish == nullptr) return wrong_type(packet, type());
  const auto wanted = setting.names.on_target(topic_);
  if (publish->topic != wanted) return fmt::format("topic is {}, not {}", publish->topic, wanted);
  if (payload_ && as_text(publish->payload) != *payload_)
    return fmt::format("payload is \"{}\", not \"{}\"", as_text(publish->payload), *payload_);
  if (qos_ && publish->qos != *qos_)
    return fmt::format("QoS is {}, not {}", int(publish->qos), int(*qos_));
  if (packet_id_ && publish->packet_id != *packet_id_)
    return fmt::format("Packet Identifier is {}, not {}", publish->packet_id, *packet_id_);
  if (dup_ && publish->dup != *dup_)
    return fmt::format("DUP is {}, not {}", int(publish->dup), int(*dup_));
  if (retain_ && publish->retain != *retain_)
    return fmt::format("RETAIN is {}, not {}", int(publish->retain), int(*retain_));
  return properties_.mismatch(publish->properties, setting);
}

std::string PublishSpec::describe() const {
  std::string text = fmt::format("PUBLISH {}", topic_.text);
  if (payload_) text += fmt::format(" \"{}\"", *payload_);
  if (qos_) text += fmt::format(" QoS={}", int(*qos_));
  if (packet_id_) text += fmt::format(" id={}", *packet_id_);
  if (dup_) text += fmt::format(" DUP={}", int(*dup_));
  if (retain_) text += fmt::format(" RETAIN={}", int(*retain_));
  return text + properties_.describe();
}

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

Encoded SubscribeSpec::bytes(const PacketSetting& setting) const {
  std::vector<std::string> texts;
  for (const auto& filter : filters_) texts.push_back(setting.names.on_target(filter.topic_filter));
  std::vector<Subscription> subscriptions;
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    subscriptions.push_back(filters_[i].options);
    subscriptions.back().topic_filter = texts[i];
  }
  Subscribe packet;
  packet.packet_id = packet_id_;
  packet.subscriptions = std::span<const Subscription>(subscriptions);
  if (setting.version == Version::v5_0) properties_.fill(packet.properties, setting);
  return encode_packet(packet, setting);
}

Mismatch SubscribeSpec::mismatch(const Packet& packet, const PacketSetting&) const {
  return wrong_type(packet, type());
}

std::string SubscribeSpec::describe() const {
  std::string text = fmt::format("SUBSCRIBE id={}", packet_id_);
  for (const auto& filter : filters_)
    text += fmt::format(" {} QoS={}", filter.topic_filter.text, int(filter.options.maximum_qos));
  return text + properties_.describe();
}

UnsubscribeSpec& UnsubscribeSpec::filter(Topic topic_filter) {
  filters_.push_back(std::move(topic_filter));
  return *this;
}

Encoded UnsubscribeSpec::bytes(const PacketSetting& setting) const {
  std::vector<std::string> texts;
  for (const auto& filter : filters_) texts.push_back(setting.names.on_target(filter));
  std::vector<TopicFilter> views;
  for (const auto& text : texts) views.push_back({text});
  Unsubscribe packet;
  packet.packet_id = packet_id_;
  packet.topic_filters = std::span<const TopicFilter>(views);
  if (setting.version == Version::v5_0) properties_.fill(packet.properties, setting);
  return encode_packet(packet, setting);
}

Mismatch UnsubscribeSpec::mismatch(const Packet& packet, const PacketSetting&) const {
  return wrong_type(packet, type());
}

std::string UnsubscribeSpec::describe() const {
  std::string text = fmt::format("UNSUBSCRIBE id={}", packet_id_);
  for (const auto& filter : filters_) text += " " + filter.text;
  return text + properties_.describe();
}

}  // namespace mqttspec::conformance::packets
