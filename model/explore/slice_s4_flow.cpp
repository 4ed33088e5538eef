// S4: Receive Maximum x Message Expiry x size x reconnect, and S5: Topic Aliases x reconnect x
// size.
#include "model/explore/scenario_parts.hpp"
#include "model/explore/slice_list.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr Profile server_that_takes_one = {.name = "of S4", .receive_maximum = 1};

constexpr Subscription to_all[] = {{"#", Qos::exactly_once}};
constexpr Subscription to_t[] = {{"t", Qos::exactly_once}};

ClientScript publisher_of(std::vector<std::vector<Act>> acts) {
  ClientScript publisher;
  publisher.name = "p";
  publisher.connects = {{connect("p")}};
  publisher.acts = std::move(acts);
  publisher.window = 2;
  return publisher;
}

ClientScript subscriber_with(const ConnectWords& words) {
  ClientScript subscriber;
  subscriber.name = "a";
  subscriber.connects = {{connect("a", words)}};
  subscriber.setup = {subscribe(to_all)};
  return subscriber;
}

}  // namespace

Scenario make_s4() {
  Scenario scenario;
  scenario.messages = {
      {.topic = "t", .payload = "1", .qos = Qos::exactly_once},
      {.topic = "t", .payload = "2", .qos = Qos::at_least_once, .expiry_interval = 1},
      {.topic = "t", .payload = "3", .qos = Qos::exactly_once, .expiry_interval = 2},
      {.topic = "t", .payload = "4", .qos = Qos::at_least_once},
      {.topic = "t", .payload = "5", .qos = Qos::at_most_once}};
  scenario.clients = {
      publisher_of({{publish(0)}, {publish(1), publish(2)}, {publish(3)}, {publish(4)}}),
      subscriber_with({.receive_maximum = 1})};
  scenario.clients[1].acts = {{ping()}};
  scenario.clients[1].connects.push_back(
      {connect("a", {.receive_maximum = 1}), connect("a", {.receive_maximum = 2})});
  scenario.profile = profiles().data();
  scenario.losses = 1;
  scenario.ticks = 3;
  scenario.freedoms = {ChoicePoint::in_flight};
  return scenario;
}

Scenario make_s4_size() {
  Scenario scenario;
  scenario.messages = {{.topic = "t", .payload = "1", .qos = Qos::at_least_once},
                       {.topic = "t", .payload = "far too large", .qos = Qos::exactly_once},
                       {.topic = "t", .payload = "2", .qos = Qos::exactly_once}};
  scenario.clients = {publisher_of({{publish(0)}, {publish(1)}, {publish(2)}}),
                      subscriber_with({.receive_maximum = 1, .maximum_packet_size = 16})};
  scenario.profile = profiles().data();
  scenario.losses = 2;
  return scenario;
}

Scenario make_s4_resumed() {
  Scenario scenario;
  scenario.messages = {{.topic = "t", .payload = "1", .qos = Qos::exactly_once},
                       {.topic = "t", .payload = "2", .qos = Qos::at_least_once},
                       {.topic = "t", .payload = "3", .qos = Qos::at_least_once},
                       {.topic = "t", .payload = "4", .qos = Qos::exactly_once}};
  scenario.clients = {publisher_of({{publish(0)}, {publish(1)}, {publish(2)}, {publish(3)}}),
                      subscriber_with({.receive_maximum = 3})};
  scenario.clients[1].connects.push_back(
      {connect("a", {.receive_maximum = 1}), connect("a", {.receive_maximum = 3})});
  scenario.profile = profiles().data();
  scenario.losses = 2;
  scenario.freedoms = {ChoicePoint::in_flight, ChoicePoint::resent_release_quota};
  return scenario;
}

Scenario make_s4_errors() {
  Scenario scenario;
  scenario.messages = {{.topic = "t", .payload = "1", .qos = Qos::exactly_once},
                       {.topic = "t", .payload = "2", .qos = Qos::exactly_once}};
  scenario.clients = {publisher_of({{publish(0)},
                                    {ping(), exceed_receive_maximum()},
                                    {publish(1)},
                                    {ping(), exceed_receive_maximum()}}),
                      subscriber_with({})};
  scenario.clients[0].window = 1;
  scenario.clients[1].setup = {subscribe(to_t)};
  scenario.profile = &server_that_takes_one;
  scenario.losses = 2;
  scenario.half_open = 1;
  return scenario;
}

Scenario make_s5() {
  Scenario scenario;
  scenario.messages = {{.topic = "t", .payload = "1", .qos = Qos::at_least_once},
                       {.topic = "t", .payload = "2", .qos = Qos::exactly_once},
                       {.topic = "u", .payload = "3", .qos = Qos::at_least_once},
                       {.topic = "u", .payload = "4", .qos = Qos::at_most_once}};
  scenario.clients = {publisher_of({{publish(0)}, {publish(1)}, {publish(2)}, {publish(3)}}),
                      subscriber_with({.topic_alias_maximum = 1})};
  scenario.clients[0].uses_alias = true;
  scenario.profile = find_profile("aliases");
  scenario.losses = 2;
  return scenario;
}

Scenario make_s5_size() {
  Scenario scenario;
  scenario.messages = {{.topic = "t", .payload = "far too large", .qos = Qos::at_least_once},
                       {.topic = "t", .payload = "as it is", .qos = Qos::at_least_once},
                       {.topic = "u", .payload = "far too large", .qos = Qos::at_most_once},
                       {.topic = "u", .payload = "2", .qos = Qos::exactly_once}};
  scenario.clients = {publisher_of({{publish(0)}, {publish(1)}, {publish(2)}, {publish(3)}}),
                      subscriber_with({.maximum_packet_size = 18, .topic_alias_maximum = 1})};
  scenario.profile = find_profile("aliases");
  scenario.losses = 1;
  return scenario;
}

}  // namespace mqttspec::model::explore
