// See notation.hpp. The codec needs no formatting library, so that its users need none.
#include "codec/notation.hpp"

#include <algorithm>

#include "codec/printable.hpp"
#include "codec/property_members.hpp"
#include "spec/register.hpp"

namespace mqttspec {
namespace {

using namespace notation;

std::string size_text(std::size_t size) { return std::to_string(size) + " B"; }

// Adds all properties of a packet to a list.
class AddProperties {
 public:
  explicit AddProperties(PropertyList& list) : list_(list) {}

  template <class Value>
  void operator()(Property property, const std::optional<Value>& value) {
    if (!value) return;
    if constexpr (std::is_integral_v<Value>)
      list_.add(property, *value);
    else
      list_.add(property, as_text(as_bytes(*value)));
  }
  template <class Elements>
  void operator()(Property property, const Elements& elements) {
    for (const auto& each : elements) {
      if constexpr (requires { each.name; })
        list_.add(property, each.name, each.value);
      else
        list_.add(property, each.value);
    }
  }

 private:
  PropertyList& list_;
};

class PacketText {
 public:
  PacketText(Version version, TopicText topics) : version_(version), topics_(std::move(topics)) {}

  template <class Holding>
  std::string operator()(const BasicConnect<Holding>& packet) const {
    std::string text =
        "CONNECT " + std::string(to_string(packet.version)) + " " + quoted(packet.client_id);
    if (packet.clean_start)
      text += packet.version == Version::v3_1_1 ? " clean-session" : " clean-start";
    text += " keep-alive=" + std::to_string(packet.keep_alive);
    if (packet.user_name) text += " user-name=" + quoted(*packet.user_name);
    if (packet.password) text += " password=" + size_text(packet.password->size());
    text += properties(packet);
    if (packet.will) text += " will " + message(*packet.will);
    return text;
  }
  template <class Holding>
  std::string operator()(const BasicConnack<Holding>& packet) const {
    return "CONNACK " + code(packet) + (packet.session_present ? " session-present" : "") +
           properties(packet);
  }
  template <class Holding>
  std::string operator()(const BasicPublish<Holding>& packet) const {
    std::string text = "PUBLISH " + topic_text(packet.topic, topics_) + " " + qos_text(packet.qos);
    if (packet.qos != Qos::at_most_once) text += " " + packet_id_text(packet.packet_id);
    if (packet.dup) text += " DUP";
    if (packet.retain) text += " retain";
    return text + " " + payload_text(as_bytes(packet.payload)) + properties(packet);
  }
  template <class Holding, PacketType type>
  std::string operator()(const BasicPublishAck<Holding, type>& packet) const {
    std::string text = head(packet);
    if (packet.reason_code != ReasonCode::success) text += " " + code(packet);
    return text + properties(packet);
  }
  template <class Holding>
  std::string operator()(const BasicSubscribe<Holding>& packet) const {
    std::string text = head(packet);
    std::string_view separator = " ";
    for (const auto& each : packet.subscriptions) {
      text += separator;
      text += subscription_text({each.topic_filter, each.maximum_qos, each.no_local,
                                 each.retain_as_published, each.retain_handling},
                                topics_);
      separator = ", ";
    }
    return text + properties(packet);
  }
  template <class Holding>
  std::string operator()(const BasicSuback<Holding>& packet) const {
    return head(packet) + codes(packet) + properties(packet);
  }
  template <class Holding>
  std::string operator()(const BasicUnsubscribe<Holding>& packet) const {
    std::string text = head(packet);
    std::string_view separator = " ";
    for (const auto& each : packet.topic_filters) {
      text += separator;
      text += topic_text(each.text, topics_);
      separator = ", ";
    }
    return text + properties(packet);
  }
  template <class Holding>
  std::string operator()(const BasicUnsuback<Holding>& packet) const {
    return head(packet) + codes(packet) + properties(packet);
  }
  template <class Holding>
  std::string operator()(const BasicPingreq<Holding>&) const {
    return "PINGREQ";
  }
  template <class Holding>
  std::string operator()(const BasicPingresp<Holding>&) const {
    return "PINGRESP";
  }
  template <class Holding>
  std::string operator()(const BasicDisconnect<Holding>& packet) const {
    if (version_ == Version::v3_1_1) return "DISCONNECT";
    return "DISCONNECT " + code(packet) + properties(packet);
  }
  template <class Holding>
  std::string operator()(const BasicAuth<Holding>& packet) const {
    return "AUTH " + code(packet) + properties(packet);
  }

 private:
  template <class Typed>
  static std::string head(const Typed& packet) {
    return std::string(to_string(Typed::type)) + " " + packet_id_text(packet.packet_id);
  }
  template <class Typed>
  std::string code(const Typed& packet) const {
    return code_text(version_, Typed::type, packet.reason_code);
  }
  template <class Typed>
  std::string codes(const Typed& packet) const {
    std::string text;
    for (const auto each : packet.reason_codes)
      text += (text.empty() ? " " : ", ") + code_text(version_, Typed::type, ReasonCode(each));
    return text;
  }
  template <class Holding>
  std::string message(const BasicWill<Holding>& will) const {
    return topic_text(will.topic, topics_) + " " + qos_text(will.qos) +
           (will.retain ? " retain " : " ") + payload_text(as_bytes(will.payload)) +
           properties(will);
  }
  template <class Typed>
  std::string properties(const Typed& packet) const {
    PropertyList list(topics_);
    for_each_property(packet.properties, AddProperties(list));
    return list.text();
  }

  Version version_;
  TopicText topics_;
};

}  // namespace

std::string whole_topic(std::string_view topic) { return std::string(topic); }

std::string to_text(const Packet& packet, Version version, TopicText topics) {
  return std::visit(PacketText(version, topics), packet);
}

std::string to_text(const owned::Packet& packet, Version version, TopicText topics) {
  return std::visit(PacketText(version, topics), packet);
}

namespace notation {

std::string topic_text(std::string_view topic, TopicText topics) { return quoted(topics(topic)); }

std::string qos_text(Qos qos) { return "QoS" + std::to_string(static_cast<unsigned>(qos)); }

std::string packet_id_text(std::uint16_t packet_id) { return "id=" + std::to_string(packet_id); }

std::string payload_text(Bytes payload) {
  constexpr std::size_t limit = 24;
  const auto text = as_text(payload);
  const auto is_printable = [](char c) { return c >= ' ' && c <= '~'; };
  if (text.empty() || text.size() > limit || !std::ranges::all_of(text, is_printable))
    return size_text(text.size());
  return "payload " + quoted(text);
}

std::string code_text(Version version, PacketType packet, ReasonCode code) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto value = static_cast<std::uint8_t>(code);
  std::string text = "0x";
  text += digits[value >> 4];
  text += digits[value & 0x0F];
  text += ' ';
  text += reason_name(version, packet, code);
  return text;
}

std::string subscription_text(const Subscription& subscription, TopicText topics) {
  std::string text =
      topic_text(subscription.topic_filter, topics) + " " + qos_text(subscription.maximum_qos);
  if (subscription.no_local) text += " no-local";
  if (subscription.retain_as_published) text += " retain-as-published";
  if (subscription.retain_handling != RetainHandling::send)
    text +=
        " retain-handling=" + std::to_string(static_cast<unsigned>(subscription.retain_handling));
  return text;
}

void PropertyList::add(Property property, std::uint32_t value) {
  append(property, std::to_string(value));
}

void PropertyList::add(Property property, std::string_view value) {
  const auto* row = find_property(static_cast<std::uint32_t>(property));
  if (row != nullptr && row->type == PropertyType::binary_data)
    append(property, size_text(value.size()));
  else if (property == Property::response_topic)
    append(property, topic_text(value, topics_));
  else
    append(property, quoted(value));
}

void PropertyList::add(Property property, std::string_view name, std::string_view value) {
  append(property, quoted(name) + "=" + quoted(value));
}

void PropertyList::append(Property property, std::string_view value) {
  if (!text_.empty()) text_ += ", ";
  text_ += to_string(property);
  text_ += ' ';
  text_ += value;
}

std::string PropertyList::text() const { return text_.empty() ? text_ : " {" + text_ + "}"; }

}  // namespace notation
}  // namespace mqttspec
