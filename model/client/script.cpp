// See script.hpp.
#include "model/client/script.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "model/script.hpp"
#include "model/script_words.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

template <class Number>
unsigned plain(Number number) {
  return static_cast<unsigned>(number);
}

struct TextOf {
  std::string operator()(const ConnectOut& out) const {
    return fmt::format("CONNECT {}{}{}", out.client_id.empty() ? "-" : out.client_id,
                       out.clean_start ? " clean" : "",
                       out.authentication_method ? " auth=" + *out.authentication_method : "");
  }
  std::string operator()(const SubscribeOut& out) const {
    auto text = fmt::format("SUBSCRIBE {}", out.packet_id);
    for (const auto& each : out.subscriptions)
      text += fmt::format(" {}:{}", each.topic_filter, plain(each.maximum_qos));
    return text;
  }
  std::string operator()(const UnsubscribeOut& out) const {
    auto text = fmt::format("UNSUBSCRIBE {}", out.packet_id);
    for (const auto& filter : out.topic_filters) text += " " + filter;
    return text;
  }
  std::string operator()(const PingreqOut&) const { return "PINGREQ"; }
  template <class Shared>
  std::string operator()(const Shared& out) const {
    return to_text(PacketOut(out));
  }
};

struct OutputText {
  std::string operator()(const ClientPending& pending) const {
    return std::visit(TextOf{}, pending.packet) + "\n";
  }
  std::string operator()(const Close&) const { return "CLOSE\n"; }
  std::string operator()(const Connecting&) const { return {}; }
  std::string operator()(const Delivered& delivered) const {
    return fmt::format("got {} {}\n", delivered.message.topic, delivered.message.payload);
  }
  std::string operator()(const Answered& answered) const {
    return fmt::format("done {} {:02X}\n", to_string(answered.request),
                       plain(answered.reason_code));
  }
};

Connack connack_of(const Words& words) {
  Connack connack;
  connack.session_present = words.argument(2) == "1";
  connack.reason_code = static_cast<ReasonCode>(Words::to_number(words.argument(3), 16));
  auto& properties = connack.properties;
  properties.receive_maximum = words.number<std::uint16_t>("rm");
  properties.maximum_qos = words.number<std::uint8_t>("qos");
  properties.retain_available = words.number<std::uint8_t>("retain");
  properties.maximum_packet_size = words.number<std::uint32_t>("size");
  properties.topic_alias_maximum = words.number<std::uint16_t>("tam");
  properties.wildcard_subscription_available = words.number<std::uint8_t>("wildcards");
  properties.subscription_identifier_available = words.number<std::uint8_t>("sids");
  properties.shared_subscription_available = words.number<std::uint8_t>("shared");
  properties.server_keep_alive = words.number<std::uint16_t>("ka");
  properties.session_expiry_interval = words.number<std::uint32_t>("expiry");
  properties.assigned_client_identifier = words.option("id");
  properties.authentication_method = words.option("auth");
  return connack;
}

/// SUBACK or UNSUBACK with its codes, which live in `codes`.
template <class Ack>
Ack answer_of(const Words& words, std::vector<std::uint8_t>& codes) {
  for (std::size_t i = 3; i < words.arguments(); ++i)
    codes.push_back(static_cast<std::uint8_t>(Words::to_number(words.argument(i), 16)));
  Ack ack;
  ack.packet_id = static_cast<std::uint16_t>(Words::to_number(words.argument(2), 10));
  ack.reason_codes = Bytes(codes);
  return ack;
}

}  // namespace

ScriptedClient::ScriptedClient(Version version, const ClientProfile& profile,
                               const ClientFaultSet& faults, Chooser& chooser)
    : version_(version), profile_(profile), faults_(faults), chooser_(chooser) {}

std::string ScriptedClient::run(std::string_view lines) {
  std::string result;
  while (!lines.empty()) {
    const auto end = std::min(lines.find_first_of(";\n"), lines.size());
    auto line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    while (line.starts_with(' ')) line.remove_prefix(1);
    if (!line.empty()) result += run_line(line);
  }
  return result;
}

std::string ScriptedClient::run_line(std::string_view line) {
  const Words words(line);
  const auto name = words.argument(0);
  const auto verb = words.argument(1);
  if (name == "wait") {
    const double seconds = std::strtod(std::string(verb).c_str(), nullptr);
    return perform(Advance{state_.now + static_cast<Time>(std::llround(seconds * 1'000))});
  }
  if (verb == "lost") return perform(Ended{connections_});
  if (verb == "malformed") {
    const auto code = static_cast<ReasonCode>(Words::to_number(words.argument(2), 16));
    const StatementId statement =
        version_ == Version::v5_0 ? StatementId("U5.0-4.13.1-2"_v5) : "MQTT-4.8.0-1"_v311;
    return perform(Malformed{connections_, {statement, 0, Fault::malformed, code}, 0, version_});
  }
  std::vector<std::uint8_t> codes;
  std::vector<SubscriptionIdentifier> identifiers;
  const ScriptPacket common(words, version_);
  std::optional<Packet> packet = common.packet();
  if (verb == "connack") packet = connack_of(words);
  if (verb == "suback") packet = answer_of<Suback>(words, codes);
  if (verb == "unsuback") packet = answer_of<Unsuback>(words, codes);
  if (verb == "pingresp") packet = Pingresp{};
  if (const auto identifier = words.number<std::uint32_t>("sid"); identifier && verb == "publish") {
    identifiers.push_back({*identifier});
    std::get<Publish>(*packet).properties.subscription_identifiers =
        std::span<const SubscriptionIdentifier>(identifiers);
  }
  if (!packet) return "? " + std::string(line) + "\n";
  if (name == "app") return perform(Asked{&*packet});
  return perform(Received{connections_, &*packet});
}

std::string ScriptedClient::perform(const ClientInput& input) {
  std::vector<ClientOutput> outputs;
  apply_to_client(state_, input, profile_, faults_, chooser_, outputs, fired_);
  std::string result;
  for (const auto& output : outputs) {
    result += std::visit(OutputText{}, output);
    if (std::holds_alternative<Connecting>(output)) result += perform(Opened{++connections_});
  }
  return result;
}

}  // namespace mqttspec::model
