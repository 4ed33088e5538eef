// The broker's packets as text; see script.hpp.
#include <fmt/format.h>

#include "model/script.hpp"

namespace mqttspec::model {

namespace {

template <class Number>
unsigned plain(Number number) {
  return static_cast<unsigned>(number);
}

template <class Value>
std::string option(std::string_view key, const std::optional<Value>& value) {
  if (!value) return {};
  return fmt::format(" {}={}", key, *value);
}

std::string failure(ReasonCode code) {
  return code == ReasonCode::success ? std::string() : fmt::format(" rc={:02X}", plain(code));
}

template <class Out>
std::string diagnostics(const Out& out) {
  return option("reason", out.reason_string) + (out.has_user_property ? " +up" : "");
}

std::string text_of(const ConnackOut& out) {
  return fmt::format("CONNACK {} {:02X}", plain(out.session_present), plain(out.reason_code)) +
         option("expiry", out.session_expiry_interval) + option("rm", out.receive_maximum) +
         option("qos", out.maximum_qos) + option("retain", out.retain_available) +
         option("size", out.maximum_packet_size) + option("id", out.assigned_client_identifier) +
         option("tam", out.topic_alias_maximum) +
         option("wildcards", out.wildcard_subscription_available) +
         option("sids", out.subscription_identifier_available) +
         option("shared", out.shared_subscription_available) + option("ka", out.server_keep_alive) +
         option("response", out.response_information) + option("auth", out.authentication_method) +
         option("data", out.authentication_data) + option("server", out.server_reference) +
         diagnostics(out);
}

std::string text_of(const PublishOut& out) {
  const auto& message = out.message;
  const auto shown = [](const std::string& text) { return text.empty() ? "-" : text; };
  auto text = fmt::format("PUBLISH {} {} q{}", shown(message.topic), shown(message.payload),
                          plain(message.qos));
  if (out.packet_id != 0) text += fmt::format(" id={}", out.packet_id);
  if (out.dup) text += " dup";
  if (message.retain) text += " retain";
  text += option("exp", message.message_expiry_interval) + option("alias", out.topic_alias) +
          option("pfi", message.payload_format_indicator) + option("ct", message.content_type) +
          option("rt", message.response_topic) + option("cd", message.correlation_data);
  for (const auto identifier : out.subscription_identifiers)
    text += fmt::format(" sid={}", identifier);
  for (const auto& [name, value] : message.user_properties)
    text += fmt::format(" up={}:{}", name, value);
  return text;
}

std::string text_of(const AckOut& out) {
  return fmt::format("{} {}", to_string(out.type), out.packet_id) + failure(out.reason_code) +
         diagnostics(out);
}

std::string text_of(const SubackOut& out) {
  auto text = fmt::format("{} {}", to_string(out.type), out.packet_id);
  for (const auto code : out.reason_codes) text += fmt::format(" {:02X}", plain(code));
  return text + diagnostics(out);
}

std::string text_of(const PingrespOut&) { return "PINGRESP"; }

std::string text_of(const DisconnectOut& out) {
  return fmt::format("DISCONNECT {:02X}", plain(out.reason_code)) +
         option("expiry", out.session_expiry_interval) + option("server", out.server_reference) +
         diagnostics(out);
}

std::string text_of(const AuthOut& out) {
  return fmt::format("AUTH {:02X} {}", plain(out.reason_code), out.authentication_method) +
         option("data", out.authentication_data);
}

}  // namespace

std::string to_text(const PacketOut& packet) {
  return std::visit([](const auto& out) { return text_of(out); }, packet);
}

}  // namespace mqttspec::model
