// The words for packets and for events of a trace.
#include "conformance/report/transcript.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "codec/printable.hpp"
#include "codec/property_members.hpp"
#include "conformance/report/text.hpp"

namespace mqttspec::conformance::report {
namespace {

using Kind = model::TraceEvent::Kind;

std::string value_text(Property, std::uint32_t value) { return fmt::format("{}", value); }
std::string value_text(Property property, std::string_view value) {
  return quoted(property == Property::response_topic ? local_topic(value) : std::string(value));
}
std::string value_text(Property, Bytes value) { return fmt::format("{} B", value.size()); }

// Collects "{Name value, Name value}" over the properties of a packet.
class PropertyText {
 public:
  template <class Value>
  void operator()(Property property, const std::optional<Value>& value) {
    if (value) add(property, value_text(property, *value));
  }
  void operator()(Property property, const UserProperties& all) {
    for (const auto& [name, value] : all) add(property, quoted(name) + "=" + quoted(value));
  }
  void operator()(Property property, const SubscriptionIdentifiers& all) {
    for (const auto& [value] : all) add(property, fmt::format("{}", value));
  }
  std::string text() const { return text_.empty() ? "" : " {" + text_ + "}"; }

 private:
  void add(Property property, const std::string& value) {
    if (!text_.empty()) text_ += ", ";
    text_ += fmt::format("{} {}", to_string(property), value);
  }
  std::string text_;
};

template <class Properties>
std::string properties_text(const Properties& properties) {
  PropertyText text;
  for_each_property(properties, text);
  return text.text();
}

std::string topic_text(std::string_view topic) { return quoted(local_topic(topic)); }

std::string qos_text(Qos qos) { return fmt::format("QoS{}", static_cast<unsigned>(qos)); }

// Short payloads of printable characters are worth reading; of others the size is enough.
std::string payload_text(Bytes payload) {
  constexpr std::size_t limit = 24;
  const auto text = as_text(payload);
  const auto is_printable = [](char c) { return c >= ' ' && c <= '~'; };
  if (text.empty() || text.size() > limit || !std::ranges::all_of(text, is_printable))
    return fmt::format("{} B", text.size());
  return "payload " + quoted(text);
}

std::string code_text(Version version, PacketType packet, ReasonCode code) {
  return fmt::format("0x{:02X} {}", static_cast<unsigned>(code),
                     reason_name(version, packet, code));
}

std::string codes_text(Version version, PacketType packet, Bytes codes) {
  std::string text;
  for (const auto code : codes)
    text += (text.empty() ? " " : ", ") + code_text(version, packet, ReasonCode(code));
  return text;
}

struct ShortForm {
  Version version;

  std::string operator()(const Connect& packet) const {
    std::string text = fmt::format("CONNECT {} {}{} keep-alive={}", to_string(packet.version),
                                   quoted(packet.client_id),
                                   !packet.clean_start                 ? ""
                                   : packet.version == Version::v3_1_1 ? " clean-session"
                                                                       : " clean-start",
                                   packet.keep_alive);
    if (packet.user_name) text += " user-name=" + quoted(*packet.user_name);
    if (packet.password) text += fmt::format(" password={} B", packet.password->size());
    text += properties_text(packet.properties);
    if (packet.will) {
      const auto& will = *packet.will;
      text += fmt::format(" will {} {}{} {}{}", topic_text(will.topic), qos_text(will.qos),
                          will.retain ? " retain" : "", payload_text(will.payload),
                          properties_text(will.properties));
    }
    return text;
  }
  std::string operator()(const Connack& packet) const {
    return fmt::format(
        "CONNACK {}{}{}", code_text(version, PacketType::connack, packet.reason_code),
        packet.session_present ? " session-present" : "", properties_text(packet.properties));
  }
  std::string operator()(const Publish& packet) const {
    std::string text = "PUBLISH " + topic_text(packet.topic) + " " + qos_text(packet.qos);
    if (packet.qos != Qos::at_most_once) text += fmt::format(" id={}", packet.packet_id);
    if (packet.dup) text += " DUP";
    if (packet.retain) text += " retain";
    return text + " " + payload_text(packet.payload) + properties_text(packet.properties);
  }
  template <PacketType type>
  std::string operator()(const PublishAck<type>& packet) const {
    std::string text = fmt::format("{} id={}", to_string(type), packet.packet_id);
    if (packet.reason_code != ReasonCode::success)
      text += " " + code_text(version, type, packet.reason_code);
    return text + properties_text(packet.properties);
  }
  std::string operator()(const Subscribe& packet) const {
    std::string text = fmt::format("SUBSCRIBE id={}", packet.packet_id);
    std::string_view separator = " ";
    for (const auto& each : packet.subscriptions) {
      text += fmt::format("{}{} {}", separator, topic_text(each.topic_filter),
                          qos_text(each.maximum_qos));
      if (each.no_local) text += " no-local";
      if (each.retain_as_published) text += " retain-as-published";
      if (each.retain_handling != RetainHandling::send)
        text += fmt::format(" retain-handling={}", static_cast<unsigned>(each.retain_handling));
      separator = ", ";
    }
    return text + properties_text(packet.properties);
  }
  std::string operator()(const Suback& packet) const {
    return fmt::format("SUBACK id={}{}{}", packet.packet_id,
                       codes_text(version, PacketType::suback, packet.reason_codes),
                       properties_text(packet.properties));
  }
  std::string operator()(const Unsubscribe& packet) const {
    std::string text = fmt::format("UNSUBSCRIBE id={}", packet.packet_id);
    std::string_view separator = " ";
    for (const auto& each : packet.topic_filters) {
      text += fmt::format("{}{}", separator, topic_text(each.text));
      separator = ", ";
    }
    return text + properties_text(packet.properties);
  }
  std::string operator()(const Unsuback& packet) const {
    return fmt::format("UNSUBACK id={}{}{}", packet.packet_id,
                       codes_text(version, PacketType::unsuback, packet.reason_codes),
                       properties_text(packet.properties));
  }
  std::string operator()(const Pingreq&) const { return "PINGREQ"; }
  std::string operator()(const Pingresp&) const { return "PINGRESP"; }
  std::string operator()(const Disconnect& packet) const {
    if (version == Version::v3_1_1) return "DISCONNECT";
    return "DISCONNECT " + code_text(version, PacketType::disconnect, packet.reason_code) +
           properties_text(packet.properties);
  }
  std::string operator()(const Auth& packet) const {
    return "AUTH " + code_text(version, PacketType::auth, packet.reason_code) +
           properties_text(packet.properties);
  }
};

}  // namespace

std::string short_form(const Packet& packet, Version version) {
  return std::visit(ShortForm{version}, packet);
}

std::string short_form(const model::TraceEvent& event) {
  switch (event.kind) {
    case Kind::opened:
      return "connection opened";
    case Kind::client_closed:
      return "connection closed by the client";
    case Kind::server_closed:
      return "connection closed by the server";
    default:
      if (event.packet) return short_form(*event.packet, event.version);
      return fmt::format("no valid packet, {} bytes", event.bytes ? event.bytes->size() : 0);
  }
}

std::string_view arrow(Kind kind) {
  if (!is_transfer(kind)) return "";
  return is_from_client(kind) ? "->" : "<-";
}

bool is_from_client(Kind kind) {
  return kind == Kind::client_packet || kind == Kind::client_garbage;
}

bool is_transfer(Kind kind) {
  return is_from_client(kind) || kind == Kind::server_packet || kind == Kind::server_garbage;
}

std::string connection_name(const std::map<model::ConnectionId, std::string>& names,
                            model::ConnectionId connection) {
  const auto found = names.find(connection);
  return found == names.end() ? fmt::format("c{}", connection) : found->second;
}

std::string plain_transcript(const model::Trace& trace,
                             const std::map<model::ConnectionId, std::string>& names) {
  std::string text;
  for (const auto& event : trace) {
    const auto elapsed_ms = event.at - trace.front().at;
    text +=
        fmt::format("{:9.3f} s  {} {} {}\n", static_cast<double>(elapsed_ms) / 1000,
                    connection_name(names, event.connection), arrow(event.kind), short_form(event));
    if (is_transfer(event.kind) && event.bytes)
      text += fmt::format("             {}\n", hex(*event.bytes, " "));
  }
  return text;
}

}  // namespace mqttspec::conformance::report
