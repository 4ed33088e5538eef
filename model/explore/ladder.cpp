// See ladder.hpp.
#include "model/explore/ladder.hpp"

#include <fmt/format.h>

#include "model/explore/oracle.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr std::size_t column = 14;  // between two uprights

std::string_view name_of(PacketType type) {
  constexpr std::string_view names[] = {"CLOSE",     "CONNECT",  "CONNACK",     "PUBLISH",
                                        "PUBACK",    "PUBREC",   "PUBREL",      "PUBCOMP",
                                        "SUBSCRIBE", "SUBACK",   "UNSUBSCRIBE", "UNSUBACK",
                                        "PINGREQ",   "PINGRESP", "DISCONNECT",  "AUTH"};
  return names[static_cast<std::size_t>(type) % std::size(names)];
}

std::string details(const Connect& connect) {
  std::string text = connect.clean_start ? " clean" : "";
  if (connect.properties.session_expiry_interval)
    text += fmt::format(" expiry={}", *connect.properties.session_expiry_interval);
  if (connect.properties.receive_maximum)
    text += fmt::format(" receive maximum {}", *connect.properties.receive_maximum);
  if (connect.will)
    text += fmt::format(" will=\"{}\" delay={}", as_text(connect.will->payload),
                        connect.will->properties.will_delay_interval.value_or(0));
  return text;
}

std::string details(const Packet& packet) {
  std::string text;
  if (const auto* subscribe = std::get_if<Subscribe>(&packet))
    for (const auto wanted : subscribe->subscriptions)
      text += fmt::format(" {} q{}{}{} h{}", wanted.topic_filter, int(wanted.maximum_qos),
                          wanted.no_local ? " no local" : "",
                          wanted.retain_as_published ? " as published" : "",
                          int(wanted.retain_handling));
  if (const auto* unsubscribe = std::get_if<Unsubscribe>(&packet))
    for (const auto filter : unsubscribe->topic_filters) text += fmt::format(" {}", filter.text);
  if (const auto* disconnect = std::get_if<Disconnect>(&packet))
    text = fmt::format(" 0x{:02X}", static_cast<unsigned>(disconnect->reason_code));
  return text;
}

std::string publish_text(const Scenario& scenario, const PacketInTransit& in_transit) {
  if (in_transit.subject >= scenario.messages.size()) return "PUBLISH of something else";
  const auto& message = scenario.messages[in_transit.subject];
  auto text = fmt::format("PUBLISH {} \"{}\" q{}", message.topic, message.payload,
                          in_transit.flags & PacketInTransit::qos_mask);
  if (in_transit.packet_id != 0) text += fmt::format(" id={}", in_transit.packet_id);
  if ((in_transit.flags & PacketInTransit::dup) != 0) text += " dup";
  if ((in_transit.flags & PacketInTransit::stored) != 0) text += " retained";
  return text;
}

/// All uprights, with a rung between that of the Client and the broker's if one is given.
std::string uprights(std::size_t clients, const Rung* rung) {
  std::string line((clients + 1) * column, ' ');
  if (rung != nullptr) {
    const auto from = rung->client * column + 1;
    const auto to = clients * column;
    std::fill(line.begin() + static_cast<std::ptrdiff_t>(from),
              line.begin() + static_cast<std::ptrdiff_t>(to), '-');
    if (rung->kind == Rung::Kind::to_broker)
      line[to - 1] = '>';
    else
      line[from] = '<';
  }
  for (std::size_t i = 0; i <= clients; ++i)
    if (line[i * column] == ' ') line[i * column] = '|';
  return line.substr(0, clients * column + 1);
}

}  // namespace

std::string to_text(const Scenario& scenario, std::size_t client,
                    const PacketInTransit& in_transit) {
  const auto type = static_cast<PacketType>(in_transit.type);
  const auto& script = scenario.clients[client];
  if (type == PacketType::publish) return publish_text(scenario, in_transit);
  if (in_transit.type == PacketInTransit::no_type && in_transit.code != 0)
    return fmt::format("illegal: {}", illegal_packet(in_transit).name);
  std::string text(name_of(type));
  switch (type) {
    case PacketType::connect:
      return text + details(scripted_connect(script, in_transit));
    case PacketType::connack:
      return text + ((in_transit.flags & PacketInTransit::present) != 0 ? " session present" : "");
    case PacketType::subscribe:
    case PacketType::unsubscribe:
    case PacketType::disconnect:
      if (in_transit.type == static_cast<std::uint8_t>(PacketType::disconnect) &&
          script.acts.size() <= in_transit.subject / ways)
        return text;
      return text + details(scripted_packet(script, in_transit));
    default:
      if (in_transit.packet_id != 0) text += fmt::format(" id={}", in_transit.packet_id);
      if (in_transit.code != 0) text += fmt::format(" rc={:02X}", in_transit.code);
      return text;
  }
}

void add_rung(const Scenario& scenario, const Action& action, const WorldClient& before,
              const WorldClient& after, Ladder& ladder) {
  using Kind = Action::Kind;
  const auto client = action.client;
  const auto text_of = [&](const PacketInTransit& in_transit) {
    return to_text(scenario, client, in_transit);
  };
  const auto add = [&](Rung::Kind kind, std::string text) {
    ladder.push_back({kind, client, std::move(text)});
  };
  switch (action.kind) {
    case Kind::to_client:
      return add(Rung::Kind::to_client, text_of(*before.to_client.begin()));
    case Kind::to_broker:
      return add(Rung::Kind::to_broker, text_of(*before.to_broker.begin()));
    case Kind::begin:
      return add(Rung::Kind::to_broker, "a part of " + text_of(before.to_broker.front()));
    case Kind::reach_late:
      return add(Rung::Kind::to_broker, "late: " + text_of(before.half_open.front().late.front()));
    case Kind::notice:
      return add(Rung::Kind::remark, "the broker notices the loss");
    case Kind::connect:
      return add(Rung::Kind::remark, "opens a connection");
    case Kind::act:
      return add(Rung::Kind::remark, after.to_broker.size() > before.to_broker.size()
                                         ? "sends " + text_of(*(after.to_broker.end() - 1))
                                         : "sends what does not arrive");
    case Kind::tick:
      return add(Rung::Kind::time, "time passes");
    case Kind::restart:
      return add(Rung::Kind::time, "the broker restarts; all connections are lost");
    default:
      break;
  }
  std::string lost =
      action.kind == Kind::lose ? "connection lost" : "connection lost, the broker does not know";
  for (const auto* queue : {&before.to_broker, &before.to_client})
    for (const auto& in_transit : *queue) lost += "; lost: " + text_of(in_transit);
  add(Rung::Kind::loss, std::move(lost));
}

void add_effects(const Scenario& scenario, std::size_t client, const Effects& effects,
                 Ladder& ladder) {
  for (const auto& effect : effects) {
    if (effect.kind == Effect::Kind::packet)
      ladder.push_back({Rung::Kind::remark, client,
                        "the broker sends " + to_text(scenario, client, effect.in_transit)});
    if (effect.kind == Effect::Kind::close)
      ladder.push_back({Rung::Kind::remark, client, "the broker closes the connection"});
  }
}

std::string to_text(const Scenario& scenario, const Ladder& ladder) {
  const auto clients = scenario.clients.size();
  std::string text = "      ";
  for (const auto& client : scenario.clients) text += fmt::format("{:<{}}", client.name, column);
  text += "broker\n";
  std::size_t number = 0;
  for (const auto& rung : ladder) {
    const bool is_packet = rung.kind == Rung::Kind::to_broker || rung.kind == Rung::Kind::to_client;
    const auto who = is_packet || rung.kind == Rung::Kind::time
                         ? std::string()
                         : fmt::format("{}: ", scenario.clients[rung.client].name);
    text += fmt::format("{:4}  {}  {}{}\n", ++number,
                        uprights(clients, is_packet ? &rung : nullptr), who, rung.text);
  }
  return text;
}

}  // namespace mqttspec::model::explore
