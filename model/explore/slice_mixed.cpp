// Clients of both versions beside each other: S1, S2, S3, S4 and S6 once more.
#include "model/explore/scenario_parts.hpp"
#include "model/explore/slice_list.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr Version older = Version::v3_1_1;

constexpr Subscription to_t[] = {{"t", Qos::exactly_once}};
constexpr Subscription to_t_of_others[] = {{"t", Qos::exactly_once, true, true}};
constexpr Subscription to_t_at_qos_1[] = {{"t", Qos::at_least_once}};
constexpr Subscription to_t_if_new[] = {
    {"t", Qos::at_least_once, false, true, RetainHandling::send_if_new}};
constexpr Subscription to_t_shared[] = {{"$share/g/t", Qos::exactly_once}};
constexpr TopicFilter t_alone[] = {{"t"}};

constexpr ScenarioMessage will_of_older = {
    .topic = "t", .payload = "1", .publisher = 2, .qos = Qos::at_least_once, .is_will = true};
constexpr ScenarioMessage will_of_newer = {.topic = "t",
                                           .payload = "2",
                                           .publisher = 2,
                                           .qos = Qos::at_least_once,
                                           .retain = true,
                                           .is_will = true};

ClientScript client(std::string_view name, const ConnectWords& words,
                    std::span<const Subscription> subscriptions) {
  ClientScript script;
  script.name = name;
  script.connects = {{connect(name, words)}};
  if (!subscriptions.empty()) script.setup = {subscribe(subscriptions)};
  return script;
}

Scenario mixed(std::vector<ScenarioMessage> messages, std::vector<ClientScript> clients) {
  Scenario scenario;
  scenario.messages = std::move(messages);
  scenario.clients = std::move(clients);
  scenario.profile = profiles().data();
  scenario.losses = 1;
  return scenario;
}

}  // namespace

Scenario make_s1_mixed() {
  auto scenario = mixed({{.topic = "t", .payload = "1", .qos = Qos::exactly_once},
                         {.topic = "t", .payload = "2", .qos = Qos::at_least_once},
                         {.topic = "t", .payload = "3", .publisher = 1, .qos = Qos::exactly_once},
                         {.topic = "t", .payload = "4", .publisher = 1, .qos = Qos::at_most_once}},
                        {client("p", {.version = older}, to_t), client("a", {}, to_t_of_others)});
  scenario.clients[0].acts = {{publish(0)}, {publish(1)}};
  scenario.clients[1].acts = {{publish(2)}, {publish(3)}};
  return scenario;
}

Scenario make_s2_mixed() {
  auto scenario = mixed(
      {{.topic = "t", .payload = "1", .qos = Qos::at_least_once, .retain = true},
       {.topic = "t", .payload = "", .qos = Qos::at_most_once, .retain = true},
       {.topic = "t", .payload = "3", .publisher = 1, .qos = Qos::exactly_once, .retain = true}},
      {client("p", {.version = older}, {}), client("a", {}, {})});
  scenario.clients[0].acts = {
      {publish(0)}, {subscribe(to_t)}, {publish(1), unsubscribe(t_alone)}, {subscribe(to_t)}};
  scenario.clients[1].acts = {
      {subscribe(to_t_if_new), subscribe(to_t_of_others)}, {publish(2)}, {subscribe(to_t_if_new)}};
  return scenario;
}

Scenario make_s3_mixed() {
  auto scenario =
      mixed({will_of_older, will_of_newer}, {client("a", {.version = older}, to_t_at_qos_1),
                                             client("b", {}, to_t_of_others), client("w", {}, {})});
  auto& mortal = scenario.clients[2];
  mortal.prepared = false;
  mortal.connects = {
      {connect("w", {.version = older, .clean = true, .will = &will_of_older}),
       connect("w", {.clean = true, .expiry = 2, .will = &will_of_newer, .will_delay = 1})}};
  mortal.acts = {{disconnect()}};
  scenario.half_open = 1;
  scenario.ticks = 2;
  return scenario;
}

Scenario make_s4_mixed() {
  auto scenario = mixed(
      {{.topic = "t", .payload = "1", .qos = Qos::exactly_once},
       {.topic = "t", .payload = "2", .qos = Qos::at_least_once},
       {.topic = "t",
        .payload = "3",
        .publisher = 1,
        .qos = Qos::at_least_once,
        .expiry_interval = 1}},
      {client("p", {.version = older}, to_t_at_qos_1), client("a", {.receive_maximum = 1}, to_t)});
  scenario.clients[0].acts = {{publish(0)}, {publish(1)}};
  scenario.clients[0].window = 2;
  scenario.clients[1].acts = {{publish(2)}};
  scenario.ticks = 2;
  return scenario;
}

Scenario make_s6_mixed() {
  auto scenario = mixed({{.topic = "t", .payload = "1", .qos = Qos::exactly_once},
                         {.topic = "t", .payload = "2", .qos = Qos::at_least_once}},
                        {client("p", {.version = older}, to_t_at_qos_1),
                         client("a", {}, to_t_shared), client("b", {}, to_t_shared)});
  scenario.clients[0].acts = {{publish(0)}, {publish(1)}};
  scenario.freedoms = {ChoicePoint::shared_member};
  return scenario;
}

}  // namespace mqttspec::model::explore
