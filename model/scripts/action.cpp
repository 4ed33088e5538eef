// See action.hpp.
#include "model/scripts/action.hpp"

#include <fmt/compile.h>

#include <cmath>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "model/scripts/script_words.hpp"

namespace mqttspec::model::scripts {

namespace {

// Formats are compiled: scripts are made in tens of thousands a second.
template <class Format, class... Values>
void add(std::string& line, const Format& format, const Values&... values) {
  fmt::format_to(std::back_inserter(line), format, values...);
}

void add_pairs(std::string& line, std::string_view name, const owned::UserProperties& pairs) {
  bool is_first = true;
  for (const auto& pair : pairs) {
    if (std::exchange(is_first, false))
      add(line, FMT_COMPILE(" {}="), name);
    else
      line += ',';
    add(line, FMT_COMPILE("{}:{}"), pair.name, pair.value);
  }
}

template <class Number>
void add_option(std::string& line, std::string_view name, const std::optional<Number>& value) {
  if (value) add(line, FMT_COMPILE(" {}={}"), name, *value);
}

void add_words(std::string& line, const owned::Connect& connect, const std::string& client) {
  const auto& properties = connect.properties;
  line += connect.version == Version::v3_1_1 ? "connect v311" : "connect v5";
  if (connect.clean_start) line += " clean";
  add_option(line, "expiry", properties.session_expiry_interval);
  if (connect.keep_alive != 0) add(line, FMT_COMPILE(" ka={}"), connect.keep_alive);
  add_option(line, "rm", properties.receive_maximum);
  add_option(line, "size", properties.maximum_packet_size);
  add_option(line, "tam", properties.topic_alias_maximum);
  if (connect.client_id != client)
    add(line, FMT_COMPILE(" id={}"), connect.client_id.empty() ? "-" : connect.client_id);
  add_option(line, "auth", properties.authentication_method);
  if (!connect.will) return;
  const auto& will = *connect.will;
  add(line, FMT_COMPILE(" will={}:{} wq={}"), will.topic, will.payload, static_cast<int>(will.qos));
  if (will.retain) line += " wr";
  add_option(line, "wpf", will.properties.payload_format_indicator);
  add_option(line, "wd", will.properties.will_delay_interval);
  add_option(line, "wexp", will.properties.message_expiry_interval);
  add_option(line, "wct", will.properties.content_type);
  add_option(line, "wrt", will.properties.response_topic);
  add_option(line, "wcd", will.properties.correlation_data);
  add_pairs(line, "wup", will.properties.user_properties);
}

void add_words(std::string& line, const owned::Publish& publish, const std::string&) {
  const auto& properties = publish.properties;
  add(line, FMT_COMPILE("publish {} {} q={}"), publish.topic,
      publish.payload.empty() ? "-" : publish.payload, static_cast<int>(publish.qos));
  if (publish.packet_id != 0) add(line, FMT_COMPILE(" id={}"), publish.packet_id);
  if (publish.dup) line += " dup";
  if (publish.retain) line += " retain";
  add_option(line, "exp", properties.message_expiry_interval);
  add_option(line, "alias", properties.topic_alias);
  add_pairs(line, "up", properties.user_properties);
  add_option(line, "pfi", properties.payload_format_indicator);
  add_option(line, "ct", properties.content_type);
  add_option(line, "rt", properties.response_topic);
  add_option(line, "cd", properties.correlation_data);
}

void add_words(std::string& line, const owned::Subscribe& subscribe, const std::string&) {
  add(line, FMT_COMPILE("subscribe {}"), subscribe.packet_id);
  for (const auto& each : subscribe.subscriptions)
    add(line, FMT_COMPILE(" {}:{}{}{}h{}"), each.topic_filter, static_cast<int>(each.maximum_qos),
        each.no_local ? "n" : "", each.retain_as_published ? "p" : "",
        static_cast<int>(each.retain_handling));
  add_option(line, "sid", subscribe.properties.subscription_identifier);
}

void add_words(std::string& line, const owned::Unsubscribe& unsubscribe, const std::string&) {
  add(line, FMT_COMPILE("unsubscribe {}"), unsubscribe.packet_id);
  for (const auto& each : unsubscribe.topic_filters) add(line, FMT_COMPILE(" {}"), each.text);
}

void add_words(std::string& line, const owned::Disconnect& disconnect, const std::string&) {
  line += "disconnect";
  if (disconnect.reason_code != ReasonCode::normal_disconnection)
    add(line, FMT_COMPILE(" rc={:02x}"), static_cast<unsigned>(disconnect.reason_code));
  add_option(line, "expiry", disconnect.properties.session_expiry_interval);
}

template <PacketType type>
void add_words(std::string& line, const owned::PublishAck<type>& ack, const std::string&) {
  constexpr std::string_view verb = type == PacketType::puback   ? "puback"
                                    : type == PacketType::pubrec ? "pubrec"
                                    : type == PacketType::pubrel ? "pubrel"
                                                                 : "pubcomp";
  add(line, FMT_COMPILE("{} {}"), verb, ack.packet_id);
  if (ack.reason_code != ReasonCode::success)
    add(line, FMT_COMPILE(" rc={:02x}"), static_cast<unsigned>(ack.reason_code));
}

/// Of the other packets none says more than what it is.
template <class Typed>
void add_words(std::string& line, const Typed&, const std::string&) {
  line += "ping";
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
  std::string line;
  line.reserve(64);
  add(line, FMT_COMPILE("{} "), action.client);
  std::visit([&](const auto& typed) { add_words(line, typed, action.client); }, *action.packet);
  return line;
}

}  // namespace mqttspec::model::scripts
