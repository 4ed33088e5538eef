// See client_script.hpp.
#include "model/scripts/testing/client_script.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "codec/notation.hpp"
#include "codec/owned.hpp"
#include "model/scripts/script_words.hpp"
#include "model/scripts/testing/script.hpp"

namespace mqttspec::model::scripts {

using namespace literals;

namespace {

template <class Number>
unsigned plain(Number number) {
  return static_cast<unsigned>(number);
}

struct OutputText {
  std::string operator()(const Pending& pending) const {
    return to_text(pending.packet, Version::v5_0) + "\n";
  }
  std::string operator()(const Close&) const { return "CLOSE\n"; }
  std::string operator()(const client::Connecting&) const { return {}; }
  std::string operator()(const client::Delivered& delivered) const {
    return fmt::format("got {} {}\n", delivered.message.topic, delivered.message.payload);
  }
  std::string operator()(const client::Answered& answered) const {
    return fmt::format("done {} {:02X}\n", to_string(answered.request),
                       plain(answered.reason_code));
  }
};

owned::Connack connack_of(const Words& words) {
  owned::Connack connack;
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

template <class Ack>
Ack answer_of(const Words& words) {
  Ack ack;
  ack.packet_id = static_cast<std::uint16_t>(Words::to_number(words.argument(2), 10));
  for (std::size_t i = 3; i < words.arguments(); ++i)
    ack.reason_codes.push_back(static_cast<ReasonCode>(Words::to_number(words.argument(i), 16)));
  return ack;
}

}  // namespace

ScriptedClient::ScriptedClient(Version version, const client::Profile& profile,
                               const client::FaultSet& faults, Chooser& chooser)
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
    return perform(
        Malformed{connections_, {statement, 0, ViolationKind::malformed, code}, 0, version_});
  }
  auto packet = packet_of(words, version_);
  if (verb == "connack") packet = connack_of(words);
  if (verb == "suback") packet = answer_of<owned::Suback>(words);
  if (verb == "unsuback") packet = answer_of<owned::Unsuback>(words);
  if (verb == "pingresp") packet = owned::Pingresp{};
  if (!packet) return "? " + std::string(line) + "\n";
  if (const auto identifier = words.number<std::uint32_t>("sid"); identifier && verb == "publish")
    std::get<owned::Publish>(*packet).properties.subscription_identifiers.push_back({*identifier});
  const BorrowedPacket borrowed(*packet);
  if (name == "app") return perform(client::Asked{&borrowed.packet()});
  return perform(Received{connections_, &borrowed.packet()});
}

std::string ScriptedClient::perform(const client::Input& input) {
  std::vector<client::Output> outputs;
  client::apply(state_, input, profile_, faults_, chooser_, outputs, fired_);
  std::string result;
  for (const auto& output : outputs) {
    result += std::visit(OutputText{}, output);
    if (std::holds_alternative<client::Connecting>(output))
      result += perform(Opened{++connections_});
  }
  return result;
}

}  // namespace mqttspec::model::scripts
