// S9: 3.1.1 and 5.0 by turns under the same Client Identifier.
#include "model/explore/scenario_parts.hpp"
#include "model/explore/slice_list.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr Subscription filter_of_either_version[] = {{"t", Qos::exactly_once}};

}  // namespace

Scenario make_s9() {
  Scenario scenario;
  scenario.messages = {{.topic = "t", .payload = "1", .qos = Qos::exactly_once},
                       {.topic = "t", .payload = "2", .qos = Qos::at_least_once}};
  const auto v3 = Version::v3_1_1;
  ClientScript publisher;
  publisher.name = "p";
  publisher.connects = {{connect("p")}, {connect("p"), connect("p", {.version = v3})}};
  publisher.acts = {{publish(0)}, {publish(1)}};
  ClientScript subscriber;
  subscriber.name = "a";
  subscriber.connects = {{connect("a")},
                         {connect("a"), connect("a", {.expiry = 1}), connect("a", {.version = v3}),
                          connect("a", {.version = v3, .clean = true})}};
  subscriber.setup = {subscribe(filter_of_either_version)};
  scenario.clients = {publisher, subscriber};
  scenario.profile = profiles().data();
  scenario.losses = 1;
  scenario.half_open = 1;
  scenario.ticks = 2;
  scenario.freedoms = {ChoicePoint::takeover_disconnect};
  return scenario;
}

}  // namespace mqttspec::model::explore
