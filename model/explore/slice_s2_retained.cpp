// S2: retained messages x subscription options x overlapping subscriptions.
#include "model/explore/scenario_parts.hpp"
#include "model/explore/slice_list.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr Subscription send_always[] = {{"t", Qos::at_least_once}};
constexpr Subscription send_if_new[] = {
    {"t", Qos::exactly_once, false, true, RetainHandling::send_if_new}};
constexpr Subscription send_never[] = {
    {"t", Qos::at_least_once, false, false, RetainHandling::do_not_send}};
constexpr Subscription overlapping[] = {{"t", Qos::at_most_once, false, true},
                                        {"#", Qos::exactly_once}};
constexpr Subscription no_local[] = {{"#", Qos::at_least_once, true, true}};
constexpr TopicFilter the_filter[] = {{"t"}};

}  // namespace

Scenario make_s2() {
  Scenario scenario;
  scenario.messages = {
      {.topic = "t", .payload = "1", .qos = Qos::at_least_once, .retain = true},
      {.topic = "u", .payload = "2", .qos = Qos::exactly_once, .retain = true},
      {.topic = "t", .payload = "", .qos = Qos::at_most_once, .retain = true},
      {.topic = "t", .payload = "4", .qos = Qos::at_least_once},
      {.topic = "t", .payload = "5", .qos = Qos::at_most_once, .retain = true},
      {.topic = "t", .payload = "6", .publisher = 1, .qos = Qos::at_least_once, .retain = true},
  };
  ClientScript publisher;
  publisher.name = "p";
  publisher.connects = {{connect("p")}};
  publisher.setup = {subscribe(no_local)};
  publisher.acts = {{publish(0), publish(1)}, {publish(2), publish(3)}, {publish(4)}};
  ClientScript subscriber;
  subscriber.name = "a";
  subscriber.connects = {{connect("a")}};
  subscriber.acts = {
      {subscribe(send_always), subscribe(send_if_new), subscribe(send_never),
       subscribe(overlapping)},
      {subscribe(send_always), subscribe(send_if_new), subscribe(send_never),
       subscribe(overlapping), unsubscribe(the_filter), publish(5)},
      {subscribe(send_if_new)},
  };
  scenario.clients = {publisher, subscriber};
  scenario.profile = profiles().data();
  scenario.losses = 1;
  scenario.freedoms = {ChoicePoint::publish_before_suback};
  return scenario;
}

}  // namespace mqttspec::model::explore
