// See pairs.hpp.
#include "model/explore/pairs.hpp"

#include <algorithm>
#include <array>

#include "model/explore/scenario_parts.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr Subscription plain[] = {{"t", Qos::exactly_once}};
constexpr Subscription as_published[] = {{"t", Qos::exactly_once, false, true}};
constexpr Subscription without_retained[] = {
    {"t", Qos::exactly_once, false, false, RetainHandling::do_not_send}};
constexpr Subscription shared_filter[] = {{"$share/g/t", Qos::exactly_once}};

constexpr ScenarioMessage the_will = {
    .topic = "t", .payload = "3", .qos = Qos::at_least_once, .is_will = true};
constexpr ScenarioMessage refused_will = {
    .topic = "w", .payload = "4", .publisher = 1, .qos = Qos::exactly_once, .is_will = true};

/// The Servers of S5, S7 and S8, and of their pairs.
constexpr Profile server_of(bool aliases, bool authenticates, bool is_small) {
  Profile profile;
  profile.uses_topic_alias = aliases;
  if (authenticates) profile.authentication_method = "mqttspec-echo";
  if (!is_small) return profile;
  profile.maximum_qos = Qos::at_least_once;
  profile.receive_maximum = 1;
  profile.maximum_session_expiry_interval = 2;
  return profile;
}

constexpr auto servers = std::to_array<Profile>(
    {server_of(false, false, false), server_of(true, false, false), server_of(false, true, false),
     server_of(true, true, false), server_of(false, false, true), server_of(true, false, true),
     server_of(false, true, true), server_of(true, true, true)});

/// Which slices are in play.
struct Play {
  int one;
  int other;
  bool has(int slice) const { return slice == one || slice == other; }
};

ConnectWords words_of_publisher(Play play) {
  ConnectWords words;
  if (play.has(3)) {
    words.will = &the_will;
    words.will_delay = 1;
  }
  return words;
}

ConnectWords words_of_subscriber(Play play) {
  ConnectWords words;
  if (play.has(4)) words.receive_maximum = std::uint16_t{1};
  if (play.has(5)) words.topic_alias_maximum = std::uint16_t{1};
  if (play.has(7)) words.method = "mqttspec-echo";
  return words;
}

/// How the Client comes, and how it may come back.
void set_connects(ClientScript& script, const ConnectWords& words, bool changes_version,
                  bool may_be_refused, bool may_be_clean) {
  script.connects = {{connect(script.name, words)}, {connect(script.name, words)}};
  auto& ways_back = script.connects[1];
  if (changes_version) ways_back.push_back(connect(script.name, {.version = Version::v3_1_1}));
  if (may_be_clean) {
    auto clean = words;
    clean.clean = true;
    ways_back.push_back(connect(script.name, clean));
  }
  if (may_be_refused) ways_back.push_back(connect(script.name, {.will = &refused_will}));
}

std::vector<ScenarioMessage> messages_of(Play play) {
  std::vector<ScenarioMessage> messages = {
      {.topic = "t", .payload = "1", .qos = Qos::exactly_once},
      {.topic = "t", .payload = "2", .qos = Qos::at_least_once}};
  if (play.has(8)) messages[0].qos = Qos::at_least_once;
  if (play.has(1)) messages[1].qos = messages[0].qos;
  if (play.has(2)) messages[0].retain = true;
  if (play.has(4)) messages[1].expiry_interval = 1;
  if (play.has(3)) messages.push_back(the_will);
  if (play.has(8)) messages.push_back(refused_will);
  return messages;
}

ClientScript subscriber_of(Play play) {
  ClientScript subscriber;
  subscriber.name = "a";
  set_connects(subscriber, words_of_subscriber(play), play.has(9) && !play.has(6), play.has(8),
               play.has(1));
  if (play.has(6))
    subscriber.setup = {subscribe(shared_filter)};
  else if (play.has(2) && play.has(9))  // 3.1.1 has no such options
    subscriber.acts = {{subscribe(plain)}, {subscribe(plain)}};
  else if (play.has(2))
    subscriber.acts = {{subscribe(as_published), subscribe(without_retained)}};
  else
    subscriber.setup = {subscribe(plain)};
  // 3.1.1 has no AUTH.
  if (play.has(7) && !play.has(9)) subscriber.acts.push_back({authenticate_anew()});
  return subscriber;
}

}  // namespace

Scenario make_pair(int one, int other) {
  const Play play{one, other};
  Scenario scenario;
  scenario.messages = messages_of(play);
  ClientScript publisher;
  publisher.name = "p";
  set_connects(publisher, words_of_publisher(play), play.has(9) && play.has(6), false, false);
  publisher.acts = {{publish(0)}, {publish(1)}};
  publisher.uses_alias = play.has(5);
  scenario.clients = {publisher, subscriber_of(play)};
  if (play.has(6)) {
    ClientScript member;
    member.name = "b";
    member.connects = {{connect("b")}};
    member.setup = {subscribe(shared_filter)};
    scenario.clients.push_back(member);
    scenario.freedoms.push_back(ChoicePoint::shared_member);
  }
  const auto server = (play.has(5) ? 1U : 0U) + (play.has(7) ? 2U : 0U) + (play.has(8) ? 4U : 0U);
  scenario.profile = &servers[server];
  scenario.losses = 1;
  if (play.has(3) || play.has(4) || play.has(8)) scenario.ticks = 2;
  return scenario;
}

}  // namespace mqttspec::model::explore
