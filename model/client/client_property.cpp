// Client and broker together, over connections that break at any moment: neither ever leaves the
// protocol, as far as the monitors see, and when all has come to rest every message has arrived as
// its QoS promises.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "codec/choices.hpp"
#include "model/client/testing/joined.hpp"
#include "model/monitors/monitor_set.hpp"

namespace mqttspec::model::client {
namespace {

constexpr std::size_t subscriber = 0;
constexpr std::size_t clients = 3;
constexpr std::string_view names[clients] = {"s", "p", "q"};

Connect connect_packet(std::size_t client, Version version) {
  Connect connect;
  connect.version = version;
  connect.client_id = names[client];
  // Where a profile knows a user it is this one.
  connect.user_name = "mqttspec";
  connect.password = as_bytes("secret");
  if (version == Version::v5_0) connect.properties.session_expiry_interval = 1'000U;
  if (client == subscriber && version == Version::v5_0) {
    connect.properties.receive_maximum = std::uint16_t{2};
    connect.properties.topic_alias_maximum = std::uint16_t{2};
  }
  return connect;
}

void subscribe(Joined& world) {
  const std::vector<Subscription> subscriptions = {
      {.topic_filter = "t", .maximum_qos = Qos::exactly_once}};
  Subscribe packet;
  packet.subscriptions = std::span<const Subscription>(subscriptions);
  world.ask(subscriber, packet);
}

/// What was published, by payload.
struct Sent {
  std::string payload;
  Qos qos;
};

/// One thing that happens.
void happen(Choices& choices, Joined& world, Version version, std::vector<Sent>& sent) {
  const std::size_t client = choices.below(clients);
  const auto kind = choices.below(10);
  if (kind <= 2) world.carry_to_broker(client);
  if (kind == 3 || kind == 4) world.carry_to_client(client);
  if (kind == 5) world.cut(client, choices.below(3));
  if (kind == 6) world.ask(client, connect_packet(client, version));
  if (kind == 7) world.pass(choices.below(500));
  if (kind <= 7 || client == subscriber) return;
  Publish publish;
  publish.topic = "t";
  publish.qos = static_cast<Qos>(choices.below(3));
  sent.push_back({"m" + std::to_string(sent.size()), publish.qos});
  publish.payload = as_bytes(sent.back().payload);
  world.ask(client, publish);
}

/// Everybody comes back, and all that is under way arrives.
void come_to_rest(Joined& world, Version version) {
  for (int round = 0; round < 3; ++round) {
    world.settle();
    for (std::size_t i = 0; i < clients; ++i)
      if (!world.is_connected(i)) world.ask(i, connect_packet(i, version));
    world.settle();
    if (version == Version::v3_1_1) world.pass(25'000);  // retransmissions
    world.settle();
  }
}

void check_monitors(const Trace& trace) {
  monitors::MonitorSet set;
  for (const auto& event : trace) set.observe(event);
  set.finish(true);
  for (const Actor actor : {Actor::server, Actor::client}) {
    for (const auto& finding : set.findings(actor))
      RC_LOG() << finding.guarantee << " " << finding.statement.id() << " at " << finding.event
               << ": " << finding.text << '\n';
    RC_ASSERT(set.findings(actor).empty());
  }
}

bool grants_exactly_once(const model::Profile& profile) {
  return profile.maximum_granted_qos == Qos::exactly_once &&
         profile.maximum_qos == Qos::exactly_once;
}

void check_delivery(const Joined& world, const model::Profile& profile,
                    const std::vector<Sent>& sent) {
  for (const auto& each : sent) {
    const auto times =
        std::ranges::count(world.delivered(subscriber), each.payload, &Message::payload);
    RC_LOG() << each.payload << " at QoS " << static_cast<int>(each.qos) << " came " << times
             << " times\n";
    if (each.qos == Qos::at_most_once) RC_ASSERT(times <= 1);
    if (each.qos != Qos::at_most_once && profile.maximum_qos == Qos::exactly_once &&
        profile.maximum_granted_qos != Qos::at_most_once)
      RC_ASSERT(times >= 1);
    if (each.qos == Qos::exactly_once && grants_exactly_once(profile)) RC_ASSERT(times == 1);
  }
}

class EitherVersion : public ::testing::TestWithParam<Version> {};

/// What the random runs do not do: a Will, UNSUBSCRIBE, DISCONNECT.
TEST_P(EitherVersion, WillsComeUntilNobodyWantsThem) {
  PlainChooser chooser;
  Joined world(GetParam(), clients, model::profiles().front(), chooser, profiles().front(),
               chooser);
  auto mortal = connect_packet(1, GetParam());
  mortal.will.emplace();
  mortal.will->topic = "t";
  mortal.will->payload = as_bytes("gone");
  const auto die = [&] {
    world.ask(1, mortal);
    world.settle();
    world.cut(1, 0);
    world.settle();
  };
  world.ask(subscriber, connect_packet(subscriber, GetParam()));
  world.settle();
  subscribe(world);
  world.settle();
  die();
  ASSERT_EQ(world.delivered(subscriber).size(), 1U);
  EXPECT_EQ(world.delivered(subscriber)[0].payload, "gone");

  const std::vector<TopicFilter> filters = {{"t"}};
  Unsubscribe unsubscribe;
  unsubscribe.topic_filters = std::span<const TopicFilter>(filters);
  world.ask(subscriber, unsubscribe);
  world.settle();
  EXPECT_EQ(world.answers(subscriber).back().request, PacketType::unsubscribe);
  die();
  EXPECT_EQ(world.delivered(subscriber).size(), 1U);

  world.ask(subscriber, Disconnect{});
  world.settle();
  EXPECT_FALSE(world.is_connected(subscriber));
}

INSTANTIATE_TEST_SUITE_P(Versions, EitherVersion, ::testing::Values(Version::v3_1_1, Version::v5_0),
                         [](const auto& each) {
                           return each.param == Version::v5_0 ? "v5_0" : "v3_1_1";
                         });

TEST(ClientProperty, LawfulAndCompleteInSpiteOfLosses) {
  EXPECT_TRUE(rc::check("client and broker over connections that break", [] {
    const auto bytes = *rc::gen::container<std::vector<std::uint8_t>>(
        *rc::gen::inRange<std::size_t>(0, 400), rc::gen::arbitrary<std::uint8_t>());
    Choices choices{Bytes(bytes)};
    const auto version = choices.flag() ? Version::v3_1_1 : Version::v5_0;
    const auto all = model::profiles();
    const auto& profile = all[choices.below(static_cast<std::uint32_t>(all.size()))];
    const auto own = profiles();
    const auto& client = own[choices.below(static_cast<std::uint32_t>(own.size()))];
    RC_LOG() << profile.name << " and " << client.name << ", " << to_string(version) << '\n';
    PlainChooser chooser;
    Joined world(version, clients, profile, chooser, client, chooser);
    for (std::size_t i = 0; i < clients; ++i) world.ask(i, connect_packet(i, version));
    world.settle();
    subscribe(world);
    world.settle();
    std::vector<Sent> sent;
    for (int i = 0; i < 100; ++i) happen(choices, world, version, sent);
    come_to_rest(world, version);
    check_monitors(world.trace());
    check_delivery(world, profile, sent);
  }));
}

}  // namespace
}  // namespace mqttspec::model::client
