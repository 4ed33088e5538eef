// The words in which cases write packets: publish("t", "hello").qos1(7).retain().
#pragma once

#include <initializer_list>

#include "conformance/packets/packet_spec.hpp"

namespace mqttspec::conformance::packets {

/// What all builders share: properties, which exist in 5.0 only and are left out in 3.1.1.
template <class Self>
class PacketBuilder : public PacketSpec {
 public:
  /// Has this integer property (a byte, a two or four byte integer, a variable byte integer).
  Self& with(Property property, std::uint32_t value) {
    properties_.set(property, value);
    return self();
  }
  /// Has this text or binary property.
  Self& with(Property property, std::string_view value) {
    properties_.set(property, std::string(value));
    return self();
  }
  /// Has these User Properties; when expected: exactly those, in their order.
  Self& user(std::string_view name, std::string_view value) {
    properties_.user(std::string(name), std::string(value));
    return self();
  }
  /// When expected: does not have the property.
  Self& without(Property property) {
    properties_.forbid(property);
    return self();
  }

 protected:
  Self& self() { return static_cast<Self&>(*this); }
  PropertySpecs properties_;
};

/// A Will as a case writes it.
class WillSpec {
 public:
  WillSpec(play::Topic topic, std::string_view payload)
      : topic_(std::move(topic)), payload_(payload) {}
  WillSpec& qos(Qos qos) {
    qos_ = qos;
    return *this;
  }
  WillSpec& retain() {
    retain_ = true;
    return *this;
  }
  WillSpec& with(Property property, std::uint32_t value) {
    properties_.set(property, value);
    return *this;
  }
  WillSpec& with(Property property, std::string_view value) {
    properties_.set(property, std::string(value));
    return *this;
  }
  WillSpec& user(std::string_view name, std::string_view value) {
    properties_.user(std::string(name), std::string(value));
    return *this;
  }

 private:
  friend class ConnectSpec;
  play::Topic topic_;
  std::string payload_;
  Qos qos_ = Qos::at_most_once;
  bool retain_ = false;
  PropertySpecs properties_;
};

/// A CONNECT; only ever sent. Plain: clean, Keep Alive 60 s.
class ConnectSpec final : public PacketBuilder<ConnectSpec> {
 public:
  explicit ConnectSpec(std::string_view client) : client_(client) {}

  /// Clean Session 0, or Clean Start 0 with a Session Expiry Interval of `expiry` seconds.
  ConnectSpec& keep_session(std::uint32_t expiry = 120);
  /// Clean Session or Clean Start as given; no Session Expiry Interval.
  ConnectSpec& clean(bool clean);
  ConnectSpec& keep_alive(std::uint16_t seconds);
  ConnectSpec& will(WillSpec will);
  ConnectSpec& user_name(std::string_view name);
  ConnectSpec& password(std::string_view password);
  /// A ClientId that is used on the target as it stands; "" for a zero length one.
  ConnectSpec& exact_client_id(std::string_view id);

  bool keeps_session() const { return keeps_session_; }
  bool clean_start() const { return clean_; }
  bool has_user_name() const { return user_name_.has_value(); }
  const std::string& client() const { return client_; }
  std::optional<play::Topic> retained_will_topic() const;
  std::string client_id(const play::Names& names) const;

  std::expected<std::vector<std::uint8_t>, Violation> bytes(const PacketSetting&) const override;
  std::optional<std::string> mismatch(const Packet&, const PacketSetting&) const override;
  std::string describe() const override;
  PacketType type() const override { return PacketType::connect; }

 private:
  std::string client_;
  std::optional<std::string> exact_id_;
  bool clean_ = true;
  bool keeps_session_ = false;
  std::uint16_t keep_alive_ = 60;
  std::optional<WillSpec> will_;
  std::optional<std::string> user_name_;
  std::optional<std::string> password_;
};

/// A CONNACK; only ever expected.
class ConnackSpec final : public PacketBuilder<ConnackSpec> {
 public:
  ConnackSpec& session_present(bool present);
  /// One of these codes.
  ConnackSpec& codes(std::initializer_list<ReasonCode> codes);
  /// Any code but success.
  ConnackSpec& refused();

  std::expected<std::vector<std::uint8_t>, Violation> bytes(const PacketSetting&) const override;
  std::optional<std::string> mismatch(const Packet&, const PacketSetting&) const override;
  std::string describe() const override;
  PacketType type() const override { return PacketType::connack; }

 private:
  std::optional<bool> session_present_;
  std::vector<ReasonCode> codes_;
  bool refused_ = false;
};

/// A PUBLISH. Plain: QoS 0, not retained, DUP 0.
class PublishSpec final : public PacketBuilder<PublishSpec> {
 public:
  explicit PublishSpec(play::Topic topic) : topic_(std::move(topic)) {}
  PublishSpec(play::Topic topic, std::string_view payload)
      : topic_(std::move(topic)), payload_(payload) {}

  PublishSpec& qos0();
  /// Without an identifier: any when expected, the next free one when sent by Peer::publish.
  PublishSpec& qos1(std::optional<std::uint16_t> packet_id = {});
  PublishSpec& qos2(std::optional<std::uint16_t> packet_id = {});
  PublishSpec& at(Qos qos, std::optional<std::uint16_t> packet_id = {});
  PublishSpec& dup(bool dup = true);
  PublishSpec& retain(bool retain = true);

  const play::Topic& topic() const { return topic_; }
  Qos qos() const { return qos_.value_or(Qos::at_most_once); }
  std::uint16_t packet_id() const { return packet_id_.value_or(0); }
  bool retained() const { return retain_.value_or(false); }
  bool has_payload() const { return payload_ && !payload_->empty(); }

  std::expected<std::vector<std::uint8_t>, Violation> bytes(const PacketSetting&) const override;
  std::optional<std::string> mismatch(const Packet&, const PacketSetting&) const override;
  std::string describe() const override;
  PacketType type() const override { return PacketType::publish; }

 private:
  play::Topic topic_;
  std::optional<std::string> payload_;
  std::optional<Qos> qos_;
  std::optional<std::uint16_t> packet_id_;
  std::optional<bool> dup_;
  std::optional<bool> retain_;
};

/// PUBACK, PUBREC, PUBREL, PUBCOMP. Plain: code 0x00. Expected without codes: any code below 0x80.
class AckSpec final : public PacketBuilder<AckSpec> {
 public:
  AckSpec(PacketType type, std::uint16_t packet_id) : type_(type), packet_id_(packet_id) {}

  AckSpec& codes(std::initializer_list<ReasonCode> codes);
  /// Any code; when expected.
  AckSpec& any_code();

  std::expected<std::vector<std::uint8_t>, Violation> bytes(const PacketSetting&) const override;
  std::optional<std::string> mismatch(const Packet&, const PacketSetting&) const override;
  std::string describe() const override;
  PacketType type() const override { return type_; }

 private:
  PacketType type_;
  std::uint16_t packet_id_;
  std::vector<ReasonCode> codes_;
  bool any_code_ = false;
};

/// A SUBSCRIBE; only ever sent.
class SubscribeSpec final : public PacketBuilder<SubscribeSpec> {
 public:
  explicit SubscribeSpec(std::uint16_t packet_id) : packet_id_(packet_id) {}
  /// One more Topic Filter.
  SubscribeSpec& filter(play::Topic topic_filter, Qos maximum_qos = Qos::at_most_once);
  // Options of the last filter, 5.0.
  SubscribeSpec& no_local();
  SubscribeSpec& retain_as_published();
  SubscribeSpec& retain_handling(RetainHandling handling);

  std::uint16_t packet_id() const { return packet_id_; }
  std::size_t size() const { return filters_.size(); }

  std::expected<std::vector<std::uint8_t>, Violation> bytes(const PacketSetting&) const override;
  std::optional<std::string> mismatch(const Packet&, const PacketSetting&) const override;
  std::string describe() const override;
  PacketType type() const override { return PacketType::subscribe; }

 private:
  struct Filter {
    play::Topic topic_filter;
    Subscription options;
  };
  std::uint16_t packet_id_;
  std::vector<Filter> filters_;
};

/// An UNSUBSCRIBE; only ever sent.
class UnsubscribeSpec final : public PacketBuilder<UnsubscribeSpec> {
 public:
  explicit UnsubscribeSpec(std::uint16_t packet_id) : packet_id_(packet_id) {}
  UnsubscribeSpec& filter(play::Topic topic_filter);

  std::uint16_t packet_id() const { return packet_id_; }

  std::expected<std::vector<std::uint8_t>, Violation> bytes(const PacketSetting&) const override;
  std::optional<std::string> mismatch(const Packet&, const PacketSetting&) const override;
  std::string describe() const override;
  PacketType type() const override { return PacketType::unsubscribe; }

 private:
  std::uint16_t packet_id_;
  std::vector<play::Topic> filters_;
};

/// A SUBACK or UNSUBACK; only ever expected.
class SubackSpec final : public PacketBuilder<SubackSpec> {
 public:
  SubackSpec(PacketType type, std::uint16_t packet_id) : type_(type), packet_id_(packet_id) {}
  /// One set of permitted codes for each Topic Filter, in order.
  SubackSpec& code(std::initializer_list<ReasonCode> permitted);
  /// That many codes, each a grant of any QoS (SUBACK) or a success (UNSUBACK).
  SubackSpec& granted(std::size_t count);
  /// That many codes of any value.
  SubackSpec& count(std::size_t count);

  std::expected<std::vector<std::uint8_t>, Violation> bytes(const PacketSetting&) const override;
  std::optional<std::string> mismatch(const Packet&, const PacketSetting&) const override;
  std::string describe() const override;
  PacketType type() const override { return type_; }

 private:
  PacketType type_;
  std::uint16_t packet_id_;
  std::vector<std::vector<ReasonCode>> codes_;
  std::optional<std::size_t> count_;
  bool granted_ = false;
};

/// PINGREQ or PINGRESP.
class PingSpec final : public PacketBuilder<PingSpec> {
 public:
  explicit PingSpec(PacketType type) : type_(type) {}
  std::expected<std::vector<std::uint8_t>, Violation> bytes(const PacketSetting&) const override;
  std::optional<std::string> mismatch(const Packet&, const PacketSetting&) const override;
  std::string describe() const override;
  PacketType type() const override { return type_; }

 private:
  PacketType type_;
};

/// DISCONNECT or AUTH. Expected without codes: any code.
class ReasonSpec final : public PacketBuilder<ReasonSpec> {
 public:
  explicit ReasonSpec(PacketType type) : type_(type) {}
  ReasonSpec& codes(std::initializer_list<ReasonCode> codes);

  std::expected<std::vector<std::uint8_t>, Violation> bytes(const PacketSetting&) const override;
  std::optional<std::string> mismatch(const Packet&, const PacketSetting&) const override;
  std::string describe() const override;
  PacketType type() const override { return type_; }

 private:
  PacketType type_;
  std::vector<ReasonCode> codes_;
};

inline ConnectSpec connect(std::string_view client) { return ConnectSpec(client); }
inline ConnackSpec connack() { return {}; }
inline WillSpec will(play::Topic topic, std::string_view payload) {
  return {std::move(topic), payload};
}
inline PublishSpec publish(play::Topic topic) { return PublishSpec(std::move(topic)); }
inline PublishSpec publish(play::Topic topic, std::string_view payload) {
  return {std::move(topic), payload};
}
inline AckSpec puback(std::uint16_t packet_id) { return {PacketType::puback, packet_id}; }
inline AckSpec pubrec(std::uint16_t packet_id) { return {PacketType::pubrec, packet_id}; }
inline AckSpec pubrel(std::uint16_t packet_id) { return {PacketType::pubrel, packet_id}; }
inline AckSpec pubcomp(std::uint16_t packet_id) { return {PacketType::pubcomp, packet_id}; }
inline SubscribeSpec subscribe(std::uint16_t packet_id) { return SubscribeSpec(packet_id); }
inline SubackSpec suback(std::uint16_t packet_id) { return {PacketType::suback, packet_id}; }
inline UnsubscribeSpec unsubscribe(std::uint16_t packet_id) { return UnsubscribeSpec(packet_id); }
inline SubackSpec unsuback(std::uint16_t packet_id) { return {PacketType::unsuback, packet_id}; }
inline PingSpec pingreq() { return PingSpec(PacketType::pingreq); }
inline PingSpec pingresp() { return PingSpec(PacketType::pingresp); }
inline ReasonSpec disconnect() { return ReasonSpec(PacketType::disconnect); }
inline ReasonSpec auth() { return ReasonSpec(PacketType::auth); }

}  // namespace mqttspec::conformance::packets
