// Packets as people read them, on one line:
//
//   PUBLISH "t" QoS1 id=7 DUP retain payload "once" {Topic Alias 3}
//
// What has its plain value is left out where nobody would miss it. Below to_text() are the pieces
// of the line, so that a pattern with some of the fields can be written alike.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "codec/packets.hpp"

namespace mqttspec {

/// How a Topic Name, Topic Filter or Response Topic is to be shown, before it is put in quotes.
using TopicText = std::function<std::string(std::string_view topic)>;

/// The whole of it.
std::string whole_topic(std::string_view topic);

/// The packet in ASCII, without a line feed. What is not text is shown by its size in bytes, and
/// Reason Codes by the names that they have in the version.
std::string to_text(const Packet& packet, Version version, TopicText topics = whole_topic);
std::string to_text(const owned::Packet& packet, Version version, TopicText topics = whole_topic);

namespace notation {

/// In quotes: "a/b".
std::string topic_text(std::string_view topic, TopicText topics = whole_topic);

/// QoS1
std::string qos_text(Qos qos);

/// id=7
std::string packet_id_text(std::uint16_t packet_id);

/// payload "once", or 300 B: short payloads of printable characters are worth reading.
std::string payload_text(Bytes payload);

/// 0x00 Success
std::string code_text(Version version, PacketType packet, ReasonCode code);

/// "a/#" QoS1 no-local retain-as-published retain-handling=2
std::string subscription_text(const Subscription& subscription, TopicText topics = whole_topic);

/// Collects {Topic Alias 3, User Property "name"="value"}.
class PropertyList {
 public:
  explicit PropertyList(TopicText topics = whole_topic) : topics_(std::move(topics)) {}

  void add(Property property, std::uint32_t value);
  /// A string, or Binary Data, as the property has it.
  void add(Property property, std::string_view value);
  void add(Property property, std::string_view name, std::string_view value);

  /// Begins with a space; empty if there is no property.
  std::string text() const;

 private:
  void append(Property property, std::string_view value);

  TopicText topics_;
  std::string text_;
};

}  // namespace notation

}  // namespace mqttspec
