// What the circumstances of a case do beside it leaves alone what the case is about.
#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/judges/testing/played.hpp"
#include "conformance/play/testing/scripted_network.hpp"

namespace mqttspec::conformance::play {
namespace {

using namespace mqttspec::literals;
using judges::testing::Body;
using Circumstance = circumstances::CircumstanceId;

const Names others("test", 2);

CaseResult played_in(World world, wire::Network& network, Version version, Body body) {
  Settings settings;
  settings.world = world;
  const Case which{"a/case", {}, body};
  return runner::run_case(which, network, version, Names("test", 1), settings, &others);
}

TEST(Surroundings, LetNoFenceTakeThePlaceOfWhatIsRetained) {
  const auto network = wire::make_loopback_network(model::profiles().front());
  const auto result = played_in(
      Circumstance::published_to_be_retained, *network, Version::v3_1_1, [](play::Run& run) {
        auto pub = run.client("pub");
        auto sub = run.subscriber("t", Qos::at_least_once);
        pub.publish(packets::publish("t", "kept").qos1());
        sub.expect(packets::publish("t", "kept"));
        sub.must_not_receive("MQTT-4.5.0-1"_v311, packets::publish("t", "again"));
        auto late = run.subscriber("t", Qos::at_least_once, "late");
        late.must("MQTT-3.3.1-6"_v311, packets::publish("t", "kept").retain());
      });
  EXPECT_EQ(result.verdict, Verdict::pass) << result.expected << "; " << result.actual;
}

// What the Clients of a playing that was given up have left would be taken for the target's doing.
TEST(Surroundings, ACaseThatBeginsAnewHasOtherNames) {
  const auto network = wire::make_loopback_network(model::profiles().front());
  const auto both = World(Circumstance::other_version_partner).add(Circumstance::no_keep_alive);
  const auto anew = played_in(both, *network, Version::v5_0, [](play::Run& run) {
    auto pub = run.client("pub");
    pub.send(packets::publish("t", "x").qos1(7));
    pub.must("MQTT-4.3.2-4"_v5, packets::puback(7));
  });
  EXPECT_EQ(anew.world, World(Circumstance::no_keep_alive));
  EXPECT_EQ(anew.topic_prefix, others.prefix());
  const auto once = played_in(both, *network, Version::v5_0, [](play::Run& run) {
    run.client("peer").ping();
    run.remark("there");
  });
  EXPECT_EQ(once.world, both);
  EXPECT_NE(once.topic_prefix, others.prefix());
}

// A Server that keeps no Session in which there is nothing is found out by cases about that.
TEST(Surroundings, ResumeASessionInWhichThereIsSomething) {
  const auto network = wire::make_loopback_network(
      model::profiles().front(), model::FaultSet::of(model::FaultId::blank_session_forgotten));
  for (const Version version : {Version::v3_1_1, Version::v5_0}) {
    const auto result = played_in(Circumstance::resumed, *network, version, [](play::Run& run) {
      run.client("peer", Session::kept).ping();
      run.remark("resumed");
    });
    EXPECT_EQ(result.verdict, Verdict::note) << result.expected << "; " << result.actual;
  }
}

// DISCONNECT from a Server of 3.1.1 is no packet, but another case is about it.
TEST(Surroundings, DoNotLookAtTheEndOfAConnectionThatIsTakenOver) {
  testing::ScriptedNetwork network([](auto& server, auto connection, Bytes sent) {
    if (sent[0] == 0x10) server.say(connection, "20 02 00 00");
    if (sent[0] == 0x10 && connection == 1) {
      server.say(0, "e0 01 8e");
      server.hang_up(0);
    }
    if (sent[0] == 0xc0) server.say(connection, "d0 00");
  });
  const auto result =
      played_in(Circumstance::taken_over, network, Version::v3_1_1, [](play::Run& run) {
        run.client("peer").ping();
        run.remark("taken over");
      });
  EXPECT_EQ(result.verdict, Verdict::note) << result.expected << "; " << result.actual;
}

}  // namespace
}  // namespace mqttspec::conformance::play
