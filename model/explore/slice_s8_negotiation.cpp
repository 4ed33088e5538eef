// S8: CONNECT and CONNACK: what a Server does not offer, what it makes of a Client's wishes, and
// what it refuses.
#include "model/explore/scenario_parts.hpp"
#include "model/explore/slice_list.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr Profile small_server = {.name = "of S8",
                                  .maximum_qos = Qos::at_least_once,
                                  .retain_available = false,
                                  .receive_maximum = 1,
                                  .maximum_packet_size = 36,
                                  .server_keep_alive = 60,
                                  .maximum_session_expiry_interval = 2};

constexpr Subscription filter_of_subscriber[] = {{"t", Qos::exactly_once}};

constexpr ScenarioMessage refused_qos = {
    .topic = "w", .payload = "2", .publisher = 1, .qos = Qos::exactly_once, .is_will = true};
constexpr ScenarioMessage refused_qos_of_eager = {
    .topic = "w", .payload = "2", .qos = Qos::exactly_once, .is_will = true};
constexpr ScenarioMessage refused_retain = {.topic = "w",
                                            .payload = "3",
                                            .publisher = 1,
                                            .qos = Qos::at_most_once,
                                            .retain = true,
                                            .is_will = true};

constexpr Subscription filter_of_watcher[] = {{"#", Qos::exactly_once}};
constexpr ScenarioMessage will_of_wrong = {
    .topic = "w", .payload = "1", .qos = Qos::at_least_once, .is_will = true};

}  // namespace

Scenario make_s8() {
  Scenario scenario;
  scenario.messages = {{.topic = "t", .payload = "0", .qos = Qos::at_least_once},
                       {.topic = "t", .payload = "1", .qos = Qos::at_least_once},
                       refused_qos,
                       refused_retain};
  ClientScript publisher;
  publisher.name = "p";
  publisher.connects = {{connect("p", {.expiry = 1}), connect("p", {.version = Version::v3_1_1})}};
  publisher.acts = {{publish(0)}, {publish(1)}};
  publisher.prepared = false;
  ClientScript subscriber;
  subscriber.name = "a";
  subscriber.setup = {subscribe(filter_of_subscriber)};
  subscriber.connects = {
      {connect("a", {.expiry = 1})},
      {connect("a"), connect("a", {.version = Version::v3_1_1}),
       connect("a", {.clean = true, .expiry = 0}), connect("a", {.will = &refused_qos}),
       connect("a", {.will = &refused_retain})}};
  scenario.clients = {publisher, subscriber};
  scenario.profile = &small_server;
  scenario.losses = 1;
  scenario.half_open = 1;
  scenario.ticks = 3;
  scenario.freedoms = {ChoicePoint::refusal_connack};
  return scenario;
}

Scenario make_s8_names() {
  auto scenario = make_s8();
  auto& nameless = scenario.clients[1];
  nameless.connects = {{connect("", {.expiry = 0}),
                        connect("", {.version = Version::v3_1_1, .clean = true}),
                        connect("", {.version = Version::v3_1_1})}};
  nameless.prepared = false;
  scenario.half_open = 0;
  scenario.ticks = 0;
  scenario.losses = 2;
  return scenario;
}

Scenario make_s8_early() {
  auto scenario = make_s8();
  scenario.messages[2] = refused_qos_of_eager;
  auto& eager = scenario.clients[0];
  eager.eager = true;
  eager.window = 2;
  eager.connects = {{connect("p", {.clean = true, .expiry = 0}),
                     connect("p", {.version = Version::v3_1_1, .clean = true}),
                     connect("p", {.clean = true, .expiry = 0, .will = &refused_qos_of_eager})}};
  scenario.clients[1].connects = {{connect("a")}};
  scenario.half_open = 0;
  scenario.ticks = 0;
  scenario.losses = 2;
  return scenario;
}

Scenario make_s8_errors() {
  Scenario scenario;
  scenario.messages = {{.topic = "t", .payload = "0", .qos = Qos::at_least_once},
                       will_of_wrong,
                       {.topic = "t", .payload = "2", .qos = Qos::at_most_once}};
  ClientScript wrong;
  wrong.name = "p";
  wrong.connects = {{connect("p", {.expiry = 1, .will = &will_of_wrong})}};
  wrong.breaches = every_first_breach();
  wrong.acts = {{publish(0)}, every_breach(Version::v5_0, IllegalPacket::Place::beyond)};
  wrong.prepared = false;
  ClientScript subscriber;
  subscriber.name = "a";
  subscriber.connects = {{connect("a", {.expiry = 1})}};
  subscriber.setup = {subscribe(filter_of_watcher)};
  scenario.clients = {wrong, subscriber};
  scenario.profile = &small_server;
  scenario.losses = 1;
  scenario.half_open = 1;
  scenario.late = true;
  return scenario;
}

}  // namespace mqttspec::model::explore
