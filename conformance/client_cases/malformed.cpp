// See malformed.hpp.
#include "conformance/client_cases/malformed.hpp"

#include <fmt/format.h>

namespace mqttspec::conformance::client_cases {

namespace {

/// A Client whose answers are due, and the Packet Identifier of what is under way.
struct Prepared {
  Line line;
  std::uint16_t packet_id = 0;
};

Prepared publishing(Visit& visit, Qos qos) {
  Line line = visit.connected();
  line.by_hand({PacketType::publish});
  visit.publish("t", "once", qos);
  const auto arrival = line.expect(message("once"));
  if (arrival.as<Publish>().qos != qos) visit.inconclusive("PUBLISH as asked for", "another QoS");
  return {line, arrival.as<Publish>().packet_id};
}

Prepared releasing(Visit& visit) {
  auto prepared = publishing(visit, Qos::exactly_once);
  prepared.line.by_hand({PacketType::pubrel});
  prepared.line.send(owned::Pubrec{prepared.packet_id, {}, {}});
  prepared.line.expect(ack<Pubrel>(prepared.packet_id));
  return prepared;
}

Prepared receiving(Visit& visit) {
  Line line = visit.connected();
  line.by_hand({PacketType::pubrec});
  const auto id = line.publish("t", "once", Qos::exactly_once);
  line.expect(ack<Pubrec>(id));
  return {line, id};
}

Prepared prepare(Visit& visit, Stage stage) {
  switch (stage) {
    case Stage::connecting: {
      visit.ask_connect(visit.plain_connect());
      Line line = visit.next_line();
      line.expect(any<Connect>());
      return {line};
    }
    case Stage::connected:
      return {visit.connected()};
    case Stage::published_1:
      return publishing(visit, Qos::at_least_once);
    case Stage::published_2:
      return publishing(visit, Qos::exactly_once);
    case Stage::released:
      return releasing(visit);
    case Stage::received_2:
      return receiving(visit);
    case Stage::subscribed: {
      Line line = visit.connected();
      line.by_hand({PacketType::subscribe});
      visit.subscribe("t");
      return {line, line.expect(any<Subscribe>()).as<Subscribe>().packet_id};
    }
    case Stage::unsubscribed: {
      Line line = visit.connected();
      line.by_hand({PacketType::unsubscribe});
      visit.unsubscribe("t");
      return {line, line.expect(any<Unsubscribe>()).as<Unsubscribe>().packet_id};
    }
  }
  std::unreachable();
}

}  // namespace

std::vector<Cited> statements_of(const MalformedRow& row) {
  std::vector<Cited> statements;
  for (const auto* wrong : {&row.v3_1_1, &row.v5_0}) {
    if (!*wrong) continue;
    if ((*wrong)->detects) statements.push_back((*wrong)->detects->cited());
    if (!(*wrong)->closes)
      statements.emplace_back(wrong == &row.v5_0 ? "U5.0-4.13.1-2"_v5 : "MQTT-4.8.0-1"_v311);
    if ((*wrong)->closes) statements.push_back((*wrong)->closes->cited());
  }
  return statements;
}

void play_malformed(Visit& visit, const MalformedRow& row) {
  const auto& wrong = (visit.is_v5() ? row.v5_0 : row.v3_1_1).value();
  auto [line, packet_id] = prepare(visit, row.stage);
  std::string hex(wrong.hex);
  if (const auto place = hex.find("iiii"); place != std::string::npos)
    hex.replace(place, 4, fmt::format("{:04x}", packet_id));
  line.send_bytes(hex);
  if (wrong.closes) return line.must_close(*wrong.closes, !wrong.length_is_broken);
  line.detects_by_closing(wrong.detects.value(), !wrong.length_is_broken);
  if (line.is_open()) return;
  if (visit.is_v5()) return visit.should_hold("U5.0-4.13.1-2"_v5, true, "", "");
  visit.must_hold("MQTT-4.8.0-1"_v311, true, "", "");
}

}  // namespace mqttspec::conformance::client_cases
