// See action.hpp.
#include "model/scripts/action.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "model/scripts/script_words.hpp"

namespace mqttspec::model::scripts {

namespace {

template <class Number>
std::string option(std::string_view name, const std::optional<Number>& value) {
  return value ? fmt::format(" {}={}", name, *value) : std::string();
}

std::string in_words(const owned::Connect& connect, const std::string& client) {
  const auto& properties = connect.properties;
  std::string line = "connect";
  line += connect.version == Version::v3_1_1 ? " v311" : " v5";
  line += connect.clean_start ? " clean" : "";
  line += option("expiry", properties.session_expiry_interval);
  if (connect.keep_alive != 0) line += fmt::format(" ka={}", connect.keep_alive);
  line += option("rm", properties.receive_maximum);
  line += option("size", properties.maximum_packet_size);
  line += option("tam", properties.topic_alias_maximum);
  if (connect.client_id != client)
    line += fmt::format(" id={}", connect.client_id.empty() ? "-" : connect.client_id);
  line += option("auth", properties.authentication_method);
  if (!connect.will) return line;
  const auto& will = *connect.will;
  line += fmt::format(" will={}:{} wq={}", will.topic, will.payload, static_cast<int>(will.qos));
  line += will.retain ? " wr" : "";
  return line + option("wd", will.properties.will_delay_interval);
}

std::string in_words(const owned::Publish& publish, const std::string&) {
  const auto& properties = publish.properties;
  std::string line =
      fmt::format("publish {} {} q={}", publish.topic,
                  publish.payload.empty() ? "-" : publish.payload, static_cast<int>(publish.qos));
  if (publish.packet_id != 0) line += fmt::format(" id={}", publish.packet_id);
  line += publish.dup ? " dup" : "";
  line += publish.retain ? " retain" : "";
  line += option("exp", properties.message_expiry_interval);
  line += option("alias", properties.topic_alias);
  std::string pairs;
  for (const auto& pair : properties.user_properties)
    pairs += fmt::format("{}{}:{}", pairs.empty() ? " up=" : ",", pair.name, pair.value);
  line += pairs;
  if (properties.payload_format_indicator)
    line += fmt::format(" pfi={}", unsigned{*properties.payload_format_indicator});
  line += option("ct", properties.content_type);
  line += option("rt", properties.response_topic);
  return line + option("cd", properties.correlation_data);
}

std::string in_words(const owned::Subscribe& subscribe, const std::string&) {
  auto line = fmt::format("subscribe {}", subscribe.packet_id);
  for (const auto& each : subscribe.subscriptions)
    line += fmt::format(" {}:{}{}{}h{}", each.topic_filter, static_cast<int>(each.maximum_qos),
                        each.no_local ? "n" : "", each.retain_as_published ? "p" : "",
                        static_cast<int>(each.retain_handling));
  return line + option("sid", subscribe.properties.subscription_identifier);
}

std::string in_words(const owned::Unsubscribe& unsubscribe, const std::string&) {
  auto line = fmt::format("unsubscribe {}", unsubscribe.packet_id);
  for (const auto& each : unsubscribe.topic_filters) line += " " + each.text;
  return line;
}

std::string in_words(const owned::Disconnect& disconnect, const std::string&) {
  std::string line = "disconnect";
  if (disconnect.reason_code != ReasonCode::normal_disconnection)
    line += fmt::format(" rc={:02x}", static_cast<unsigned>(disconnect.reason_code));
  return line + option("expiry", disconnect.properties.session_expiry_interval);
}

template <PacketType type>
std::string in_words(const owned::PublishAck<type>& ack, const std::string&) {
  constexpr std::string_view verb = type == PacketType::puback   ? "puback"
                                    : type == PacketType::pubrec ? "pubrec"
                                    : type == PacketType::pubrel ? "pubrel"
                                                                 : "pubcomp";
  auto line = fmt::format("{} {}", verb, ack.packet_id);
  if (ack.reason_code != ReasonCode::success)
    line += fmt::format(" rc={:02x}", static_cast<unsigned>(ack.reason_code));
  return line;
}

/// Of the other packets none says more than what it is.
template <class Typed>
std::string in_words(const Typed&, const std::string&) {
  return "ping";
}

}  // namespace

Action action_of(std::string_view line, Version version) {
  const Words words(line);
  const auto verb = words.argument(1);
  Action action;
  action.client = words.argument(0);
  if (action.client == "wait") {
    const double seconds = std::strtod(std::string(verb).c_str(), nullptr);
    action.kind = Action::Kind::wait;
    action.pause = static_cast<Time>(std::llround(seconds * 1'000));
  } else if (action.client == "restart") {
    action.kind = Action::Kind::restart;
    action.state_kept = verb == "kept";
  } else if (verb == "open" || verb == "lost") {
    action.kind = verb == "open" ? Action::Kind::open : Action::Kind::lost;
  } else if (verb == "malformed") {
    action.kind = Action::Kind::malformed;
    action.broken = find_statement(version, words.argument(2));
    action.type = static_cast<std::uint8_t>(Words::to_number(words.argument(3), 10));
  } else if ((action.packet = packet_of(words, version))) {
    action.kind = Action::Kind::packet;
  }
  return action;
}

std::string to_line(const Action& action) {
  switch (action.kind) {
    case Action::Kind::none:
      return {};
    case Action::Kind::wait:
      return fmt::format("wait {}.{}", action.pause / 1'000, action.pause % 1'000 / 100);
    case Action::Kind::restart:
      return action.state_kept ? "restart kept" : "restart lost";
    case Action::Kind::open:
      return action.client + " open";
    case Action::Kind::lost:
      return action.client + " lost";
    case Action::Kind::malformed:
      return fmt::format("{} malformed {} {}", action.client,
                         action.broken ? action.broken->id() : std::string_view(),
                         unsigned{action.type});
    case Action::Kind::packet:
      break;
  }
  return action.client + " " +
         std::visit([&](const auto& typed) { return in_words(typed, action.client); },
                    *action.packet);
}

}  // namespace mqttspec::model::scripts
