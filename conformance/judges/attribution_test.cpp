// A failure is attributed to the fault that made it, and to nothing where no fault is needed.
#include "conformance/judges/attribution.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/judges/testing/played.hpp"

namespace mqttspec::conformance::judges {

using namespace play;
using model::FaultId;
using model::FaultSet;

namespace {

using namespace mqttspec::literals;

const Settings settings;

std::vector<std::string> named(const CaseResult& result, const Accused& accused = {}) {
  std::vector<std::string> texts;
  const Terms terms{Version::v5_0, settings, true};
  for (const auto& each :
       attribute(result, nullptr, terms, suspicions(result, Version::v5_0, accused)))
    texts.push_back(each.text);
  return texts;
}

TEST(Attribution, NamesTheFault) {
  struct Row {
    FaultId fault;
    testing::Body body;
  };
  for (const auto [fault, body] : {Row{FaultId::pingresp_omitted, testing::asks_twice},
                                   Row{FaultId::puback_with_other_packet_id, testing::publishes},
                                   Row{FaultId::keep_alive_too_late, testing::is_silent}}) {
    const auto& row = *std::ranges::find(model::faults(), fault, &model::FaultRow::id);
    const auto texts = named(testing::played(body, Version::v5_0, FaultSet::of(fault)));
    EXPECT_NE(std::ranges::find(texts, row.text), texts.end()) << row.name;
    EXPECT_LE(texts.size(), 3U);
  }
}

TEST(Attribution, NamesNothingWhereNothingIsWrong) {
  EXPECT_TRUE(named(testing::played(testing::asks_twice, Version::v5_0)).empty());
}

TEST(Attribution, BeginsWithWhatIsAccused) {
  const auto result = testing::played(testing::asks_twice, Version::v5_0);
  const auto all = suspicions(result, Version::v5_0, {"MQTT-3.12.4-1"_v5});
  ASSERT_GT(all.size(), 100U);
  EXPECT_TRUE(all.front().is_accused);
  EXPECT_FALSE(all.back().is_accused);
  // Of either version, since a broker is likely to do in one what it does in the other.
  EXPECT_TRUE(suspicions(result, Version::v5_0, {"MQTT-3.12.4-1"_v311}).front().is_accused);
}

// What it does to Clients of the one version is seen in a case of the other one.
TEST(Attribution, KnowsTheVersionsOfAllClients) {
  const auto suspects = [](World world) {
    const auto network = wire::make_loopback_network(model::profiles().front());
    Settings in_world;
    in_world.world = world;
    const Case which{"a/case", {}, testing::asks_twice};
    const auto result =
        runner::run_case(which, *network, Version::v3_1_1, Names("test", 1), in_world);
    const auto& invents = *std::ranges::find(
        model::faults(), FaultId::message_expiry_interval_invented, &model::FaultRow::id);
    const auto all = suspicions(result, Version::v3_1_1, {});
    return std::ranges::find(all, invents.text, &Suspicion::text) != all.end();
  };
  EXPECT_TRUE(suspects(circumstances::CircumstanceId::other_version_neighbour));
  EXPECT_FALSE(suspects({}));
}

void sends_wrong_flags(Run& run) {
  auto peer = run.client("peer");
  peer.send_illegal(packets::Raw("c1 00"));
  peer.ping();
  run.remark("sent");
}

TEST(Attribution, KnowsWhatWasOverlooked) {
  const auto result =
      testing::played(sends_wrong_flags, Version::v5_0, FaultSet::blind_to("MQTT-2.1.3-1"_v5));
  const auto texts = named(result);
  EXPECT_NE(std::ranges::find(texts, "does not notice what breaks [MQTT-2.1.3-1]"), texts.end())
      << ::testing::PrintToString(texts);
}

void asks_beside_another(play::Run& run) {
  run.client("idle");
  testing::asks_twice(run);
}

// A live target may close a connection at any time, and has its fault all the same.
TEST(Attribution, FindsTheCulpritBehindAClosing) {
  using Kind = model::TraceEvent::Kind;
  auto result =
      testing::played(asks_beside_another, Version::v5_0, FaultSet::of(FaultId::pingresp_twice));
  const auto accepted = std::ranges::find(result.trace, Kind::server_packet,
                                          [](const auto& event) { return event.kind; });
  result.trace.insert(accepted + 1, {Kind::server_closed, accepted->at, accepted->connection,
                                     Version::v5_0, nullptr, std::nullopt});
  const auto found =
      culprit(result, {Version::v5_0, settings, false}, suspicions(result, Version::v5_0, {}));
  ASSERT_TRUE(found);
  const auto& row =
      *std::ranges::find(model::faults(), FaultId::pingresp_twice, &model::FaultRow::id);
  EXPECT_EQ(found->text, row.text);
}

}  // namespace
}  // namespace mqttspec::conformance::judges
