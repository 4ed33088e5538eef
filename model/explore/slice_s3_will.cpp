// S3: Wills x delay x session expiry x takeover.
#include "model/explore/scenario_parts.hpp"
#include "model/explore/slice_list.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr Subscription to_wills[] = {{"w", Qos::at_least_once}};

constexpr ScenarioMessage first_will = {
    .topic = "w", .payload = "1", .publisher = 1, .qos = Qos::at_least_once, .is_will = true};
constexpr ScenarioMessage second_will = {
    .topic = "w", .payload = "2", .publisher = 1, .qos = Qos::at_least_once, .is_will = true};

Packet with_will(const ScenarioMessage& message, std::uint32_t delay, std::uint32_t expiry,
                 bool clean = false) {
  return connect("w", {.clean = clean, .expiry = expiry, .will = &message, .will_delay = delay});
}

/// A Client that watches, and one with a Will that is still to be described.
Scenario watched() {
  Scenario scenario;
  scenario.messages = {first_will, second_will};
  ClientScript watcher;
  watcher.name = "a";
  watcher.connects = {{connect("a")}};
  watcher.setup = {subscribe(to_wills)};
  ClientScript mortal;
  mortal.name = "w";
  mortal.prepared = false;
  scenario.clients = {watcher, mortal};
  scenario.profile = profiles().data();
  scenario.losses = 1;
  scenario.half_open = 1;
  scenario.freedoms = {ChoicePoint::takeover_disconnect};
  return scenario;
}

}  // namespace

Scenario make_s3() {
  auto scenario = watched();
  auto& mortal = scenario.clients[1];
  mortal.connects = {
      {with_will(first_will, 0, 0), with_will(first_will, 0, 3), with_will(first_will, 2, 3),
       with_will(first_will, 3, 1), with_will(first_will, 2, 0)},
      {connect("w", {.expiry = 3}), with_will(second_will, 0, 3),
       with_will(second_will, 1, 3, true), with_will(second_will, 0, 0, true)}};
  mortal.acts = {{disconnect(), disconnect(ReasonCode::disconnect_with_will_message)}};
  scenario.ticks = 4;
  return scenario;
}

Scenario make_s3_errors() {
  auto scenario = watched();
  auto& mortal = scenario.clients[1];
  mortal.connects = {{with_will(first_will, 0, 0), with_will(first_will, 1, 0)},
                     {with_will(second_will, 0, 0), connect("w", {.expiry = 0})}};
  mortal.acts = {every_breach(Version::v5_0, IllegalPacket::Place::barred)};
  scenario.late = true;
  scenario.ticks = 2;
  return scenario;
}

}  // namespace mqttspec::model::explore
