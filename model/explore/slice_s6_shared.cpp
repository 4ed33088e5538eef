// S6: Shared Subscriptions x loss.
#include "model/explore/scenario_parts.hpp"
#include "model/explore/slice_list.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr Subscription filter_of_members[] = {{"$share/g/t", Qos::exactly_once}};

/// A publisher and two Clients that share a subscription.
Scenario shared(std::vector<ScenarioMessage> messages) {
  Scenario scenario;
  ClientScript publisher;
  publisher.name = "p";
  publisher.connects = {{connect("p")}};
  for (std::size_t i = 0; i < messages.size(); ++i)
    publisher.acts.push_back({publish(static_cast<MessageIndex>(i))});
  scenario.messages = std::move(messages);
  scenario.clients = {publisher};
  for (const auto name : {"a", "b"}) {
    ClientScript member;
    member.name = name;
    member.connects = {{connect(name)}};
    member.setup = {subscribe(filter_of_members)};
    scenario.clients.push_back(member);
  }
  scenario.profile = profiles().data();
  scenario.freedoms = {ChoicePoint::shared_member};
  return scenario;
}

}  // namespace

Scenario make_s6() {
  auto scenario = shared({{.topic = "t", .payload = "1", .qos = Qos::exactly_once},
                          {.topic = "t", .payload = "2", .qos = Qos::at_least_once}});
  scenario.losses = 2;
  return scenario;
}

Scenario make_s6_end() {
  auto scenario = shared({{.topic = "t", .payload = "1", .qos = Qos::exactly_once, .retain = true},
                          {.topic = "t", .payload = "2", .qos = Qos::at_least_once}});
  scenario.clients[1].connects = {{connect("a", {.expiry = 0})}};
  scenario.losses = 2;
  return scenario;
}

Scenario make_s6_refused() {
  auto scenario = shared({{.topic = "t", .payload = "1", .qos = Qos::exactly_once},
                          {.topic = "t", .payload = "2", .qos = Qos::at_least_once}});
  scenario.clients[2].answer = ReasonCode::quota_exceeded;
  scenario.losses = 1;
  return scenario;
}

}  // namespace mqttspec::model::explore
