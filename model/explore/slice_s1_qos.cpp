// S1: QoS x session x reconnect.
#include "model/explore/scenario_parts.hpp"
#include "model/explore/slice_list.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr Subscription at_qos_2[] = {{"t", Qos::exactly_once}};
constexpr Subscription at_qos_1[] = {{"t", Qos::at_least_once}};

ClientScript subscriber(std::string_view name, const ConnectWords& words) {
  ClientScript script;
  script.name = name;
  script.connects = {{connect(name, words)}};
  script.setup = {subscribe(at_qos_2)};
  return script;
}

/// One publisher, with two messages under way at once, and two subscribers; all sessions last.
Scenario qos_2(Version version, std::uint8_t losses, std::uint8_t half_open) {
  Scenario scenario;
  scenario.messages = {{.topic = "t", .payload = "1", .qos = Qos::exactly_once},
                       {.topic = "t", .payload = "2", .qos = Qos::exactly_once},
                       {.topic = "t", .payload = "3", .qos = Qos::exactly_once}};
  const ConnectWords words{.version = version};
  ClientScript publisher;
  publisher.name = "p";
  publisher.connects = {{connect("p", words)}};
  publisher.acts = {{publish(0)}, {publish(1)}, {publish(2)}};
  publisher.window = 2;
  scenario.clients = {publisher, subscriber("a", words), subscriber("b", words)};
  scenario.profile = profiles().data();
  scenario.losses = losses;
  scenario.half_open = half_open;
  return scenario;
}

constexpr ScenarioMessage will = {
    .topic = "t", .payload = "w", .qos = Qos::at_least_once, .is_will = true};

/// Every error between two messages, by a Client with a Will or without one.
Scenario errors(Version version) {
  auto scenario = qos_2(version, 1, 0);
  scenario.messages[2] = will;
  scenario.clients.pop_back();
  auto& publisher = scenario.clients[0];
  publisher.connects = {
      {connect("p", {.version = version, .will = &will}), connect("p", {.version = version})}};
  publisher.setup = {subscribe(at_qos_2)};
  publisher.prepared = false;
  publisher.acts = {{publish(0)}, every_breach(version), {publish(1)}};
  return scenario;
}

}  // namespace

Scenario make_s1() { return qos_2(Version::v5_0, 2, 0); }

Scenario make_s1_v311() { return qos_2(Version::v3_1_1, 1, 0); }

Scenario make_s1_takeover() { return qos_2(Version::v5_0, 0, 1); }

Scenario make_s1_clean() {
  auto scenario = qos_2(Version::v5_0, 2, 0);
  scenario.messages.pop_back();
  scenario.clients.pop_back();
  scenario.clients[0].acts.pop_back();
  for (auto& client : scenario.clients)
    client.connects.push_back({connect(client.name), connect(client.name, {.clean = true})});
  return scenario;
}

Scenario make_s1_qos_1() {
  auto scenario = qos_2(Version::v5_0, 2, 0);
  scenario.messages[0].qos = Qos::at_most_once;
  scenario.messages[1].qos = scenario.messages[2].qos = Qos::at_least_once;
  scenario.clients[0].window = 1;
  scenario.clients[2].setup = {subscribe(at_qos_1)};
  return scenario;
}

Scenario make_s1_errors() { return errors(Version::v5_0); }

Scenario make_s1_errors_v311() { return errors(Version::v3_1_1); }

Scenario make_s1_restart() {
  auto scenario = qos_2(Version::v5_0, 1, 0);
  scenario.restarts = 1;
  return scenario;
}

Scenario make_s1_reset() {
  // With a loss besides, the CONNACK that tells of the new session may be the one that is lost.
  auto scenario = qos_2(Version::v3_1_1, 0, 0);
  scenario.messages.pop_back();
  scenario.clients[0].acts.pop_back();
  scenario.restarts = 1;
  scenario.restarts_keep_state = false;
  return scenario;
}

}  // namespace mqttspec::model::explore
