// S7: enhanced authentication x re-authentication.
#include "model/explore/scenario_parts.hpp"
#include "model/explore/slice_list.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr Subscription to_everything[] = {{"#", Qos::at_least_once}};

/// A publisher, and a subscriber that has to authenticate, in between and at the end once more.
Scenario authenticating() {
  Scenario scenario;
  scenario.profile = find_profile("authenticating");
  scenario.messages = {{.topic = "t", .payload = "1", .qos = Qos::at_least_once},
                       {.topic = "t", .payload = "2", .publisher = 1, .qos = Qos::exactly_once}};
  ClientScript publisher;
  publisher.name = "p";
  publisher.connects = {{connect("p")}};
  publisher.setup = {subscribe(to_everything)};
  publisher.acts = {{publish(0)}};
  ClientScript guarded;
  guarded.name = "a";
  guarded.connects = {{connect("a", {.method = scenario.profile->authentication_method})}};
  guarded.setup = {subscribe(to_everything)};
  guarded.acts = {{authenticate_anew()}, {publish(1)}, {authenticate_anew()}};
  guarded.prepared = false;
  scenario.clients = {publisher, guarded};
  return scenario;
}

}  // namespace

Scenario make_s7() {
  auto scenario = authenticating();
  scenario.losses = 1;
  scenario.half_open = 1;
  return scenario;
}

Scenario make_s7_wrong() {
  auto scenario = authenticating();
  ClientScript impostor = scenario.clients[1];
  impostor.echoes = false;
  impostor.returns = false;
  impostor.setup.clear();
  impostor.acts.clear();
  impostor.connects = {{connect("a", {.method = scenario.profile->authentication_method}),
                        connect("a", {.method = "other"})}};
  scenario.clients.push_back(impostor);
  scenario.losses = 1;
  return scenario;
}

Scenario make_s7_errors() {
  auto scenario = authenticating();
  auto& guarded = scenario.clients[1];
  guarded.setup.clear();
  guarded.acts = {every_breach(Version::v5_0), {authenticate_anew()}, every_breach(Version::v5_0)};
  scenario.half_open = 1;
  return scenario;
}

}  // namespace mqttspec::model::explore
