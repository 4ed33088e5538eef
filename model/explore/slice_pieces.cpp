// Packets that arrive in pieces, with time and losses between them: S1, S3 and S8 once more.
#include <utility>

#include "model/explore/scenario_parts.hpp"
#include "model/explore/slice_list.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr Subscription to_everything_in_pieces[] = {{"#", Qos::exactly_once}};
constexpr ScenarioMessage will_of_hesitant = {
    .topic = "t", .payload = "w", .qos = Qos::at_least_once, .is_will = true};
constexpr Profile impatient_server = {
    .name = "of pieces", .maximum_packet_size = 36, .connect_timeout = 1};

/// A Client whose packets arrive in pieces, and one that is told of its messages.
Scenario hesitant(const ConnectWords& words, Qos qos) {
  Scenario scenario;
  scenario.messages = {{.topic = "t", .payload = "1", .qos = qos}, will_of_hesitant};
  ClientScript sender;
  sender.name = "p";
  sender.connects = {{connect("p", words)}};
  sender.acts = {{publish(0)}};
  sender.prepared = false;
  sender.in_pieces = true;
  ClientScript subscriber;
  subscriber.name = "a";
  subscriber.connects = {{connect("a")}};
  subscriber.setup = {subscribe(to_everything_in_pieces)};
  scenario.clients = {sender, subscriber};
  scenario.profile = &impatient_server;
  scenario.losses = 1;
  return scenario;
}

Scenario hesitant_and_silent(Version version) {
  auto scenario = hesitant({.version = version, .will = &will_of_hesitant, .keep_alive = 1},
                           Qos::at_least_once);
  scenario.clients[0].acts.push_back({ping()});
  scenario.ticks = 5;
  scenario.tick = 500;
  return scenario;
}

}  // namespace

Scenario make_s1_pieces() {
  auto scenario = hesitant({}, Qos::exactly_once);
  scenario.clients[0].setup = {subscribe(to_everything_in_pieces)};
  scenario.losses = 2;
  return scenario;
}

Scenario make_s3_pieces() { return hesitant_and_silent(Version::v5_0); }

Scenario make_s3_pieces_v311() {
  auto scenario = hesitant_and_silent(Version::v3_1_1);
  std::swap(scenario.losses, scenario.half_open);
  return scenario;
}

Scenario make_s3_pieces_long() {
  auto scenario = hesitant_and_silent(Version::v5_0);
  scenario.half_open = 1;
  scenario.ticks = 6;
  return scenario;
}

Scenario make_s8_pieces() {
  auto scenario = hesitant({.will = &will_of_hesitant}, Qos::at_least_once);
  scenario.clients[0].breaches = every_first_breach();
  scenario.clients[0].acts.push_back(every_breach(Version::v5_0));
  for (const auto& packet : illegal_packets())
    if (packet.name == "beyond Maximum Packet Size")
      scenario.clients[0].acts.back().push_back({Packet(), no_message, &packet});
  return scenario;
}

}  // namespace mqttspec::model::explore
