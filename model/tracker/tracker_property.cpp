// The tracker never rejects a broker that is right: under every profile, whatever the freedoms and
// the network decide, and with Clients that do anything.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "model/scripts/random_script.hpp"
#include "model/scripts/testing/fault_scripts.hpp"
#include "model/tracker/testing/observers.hpp"

namespace mqttspec::model::tracker {

using namespace scripts;
namespace {

const TrackerSettings exact = {.loses_input = false, .closing_loses_output = false};

/// The three things that decide a run: what Clients do, what the broker likes, what arrives when.
struct Played {
  std::string script;
  std::vector<std::uint8_t> freedoms;
  std::vector<std::uint8_t> network;
  bool chooses = false;
  bool delays = false;
};

/// Runs that were judged, and those of them of which the tracker knew nothing in the end: never
/// rejecting anything, it would pass every other test here.
struct Judged {
  std::size_t runs = 0;
  std::size_t unknown = 0;
};
Judged judged;

std::string judge(const Played& run, Version version, const Profile& profile) {
  Choices freedoms{Bytes(run.freedoms)};
  Choices network{Bytes(run.network)};
  ByteChooser choosing(freedoms);
  PlainChooser plain;
  Chooser& chooser = run.chooses ? static_cast<Chooser&>(choosing) : plain;
  Tracker tracker(profile, exact);
  TrackerObserver observer(tracker);
  WatchedScript script(version, profile, {}, chooser, {&observer}, run.delays ? &network : nullptr);
  script.run(run.script);
  script.settle();
  ++judged.runs;
  if (tracker.explained() == Explained::unknown) ++judged.unknown;
  return tracker.explained() == Explained::no ? tracker.text() : std::string();
}

Played seeded(std::uint64_t seed, unsigned lines) {
  const auto bytes = seeded_choices(seed, 600);
  Choices choices{Bytes(bytes)};
  return {random_script(choices, lines), seeded_choices(seed + 1'000, 2'000),
          seeded_choices(seed + 2'000, 2'000), seed % 2 == 1, seed % 3 == 1};
}

class EveryProfile : public ::testing::TestWithParam<Profile> {};

TEST_P(EveryProfile, IsExplainedOnTheScriptsOfTheFaults) {
  for (const auto& script : fault_scripts)
    for (const Version version : {Version::v3_1_1, Version::v5_0})
      EXPECT_EQ(judge({script.lines, {}, {}, false, false}, version, GetParam()), "")
          << script.lines;
}

TEST_P(EveryProfile, IsExplainedThroughRestarts) {
  constexpr const char* script =
      "a connect expiry=60; a subscribe 1 t:1; b connect clean; b publish t x q=1 id=1;"
      "restart kept; a connect expiry=60; a puback 1; restart lost; a connect expiry=60";
  for (const Version version : {Version::v3_1_1, Version::v5_0})
    EXPECT_EQ(judge({script, {}, {}, false, false}, version, GetParam()), "");
}

TEST_P(EveryProfile, IsExplainedOnRandomScripts) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const auto run = seeded(seed, 30);
    EXPECT_EQ(judge(run, Version::v5_0, GetParam()), "") << "seed " << seed << "\n" << run.script;
  }
}

INSTANTIATE_TEST_SUITE_P(Profiles, EveryProfile,
                         ::testing::ValuesIn(profiles().begin(), profiles().end()),
                         [](const auto& each) {
                           std::string name(each.param.name);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

constexpr const char* short_lines[] = {"b publish t x q=1 id=1",
                                       "b publish t y q=2 id=1",
                                       "b pubrel 1",
                                       "a puback 1",
                                       "a pubrec 1",
                                       "a pubcomp 1",
                                       "a lost",
                                       "a connect expiry=60",
                                       "a connect clean",
                                       "a unsubscribe 2 t",
                                       "b disconnect",
                                       "wait 70"};

/// Every run of two lines behind a fixed beginning, with everything that the broker may make of its
/// freedoms.
TEST(TrackerProperty, ExplainsEveryShortRun) {
  std::size_t runs = 0;
  Odometer odometer;
  do {
    Choices choices = odometer.choices();
    std::string script = "a connect expiry=60; b connect clean; a subscribe 1 t:2";
    for (int i = 0; i < 2; ++i) script += std::string("; ") + choices.one_of(short_lines);
    ByteChooser chooser(choices);
    Tracker tracker(profiles().front(), exact);
    TrackerObserver observer(tracker);
    WatchedScript played(Version::v5_0, profiles().front(), {}, chooser, {&observer});
    played.run(script);
    played.settle();
    ASSERT_EQ(tracker.explained(), Explained::yes) << script << "\n" << tracker.text();
    ++runs;
  } while (odometer.next());
  EXPECT_GT(runs, std::size(short_lines) * std::size(short_lines));
  RecordProperty("runs", static_cast<int>(runs));
}

/// At most one run in a hundred.
void expect_few_unknown() {
  EXPECT_LE(judged.unknown * 100, judged.runs) << judged.unknown << " unknown of " << judged.runs;
}

TEST(TrackerProperty, SeldomKnowsNothing) {
  judged = {};
  for (const auto& profile : profiles())
    for (std::uint64_t seed = 100; seed < 106; ++seed)
      EXPECT_EQ(judge(seeded(seed, 30), Version::v5_0, profile), "") << profile.name << " " << seed;
  expect_few_unknown();
}

TEST(TrackerProperty, NeverRejectsTheReference) {
  judged = {};
  EXPECT_TRUE(rc::check("a right broker is explained", [] {
    const auto byte_string = [](std::size_t most) {
      return *rc::gen::container<std::vector<std::uint8_t>>(*rc::gen::inRange<std::size_t>(0, most),
                                                            rc::gen::arbitrary<std::uint8_t>());
    };
    const auto bytes = byte_string(300);
    Choices choices{Bytes(bytes)};
    const auto all = profiles();
    const auto& profile = all[choices.below(static_cast<std::uint32_t>(all.size()))];
    Played run{{}, byte_string(300), byte_string(300)};
    run.chooses = choices.flag();
    run.delays = choices.flag();
    run.script = random_script(choices, 25);
    const auto text = judge(run, Version::v5_0, profile);
    RC_LOG() << profile.name << '\n' << run.script << text << '\n';
    RC_ASSERT(text.empty());
  }));
  expect_few_unknown();
}

}  // namespace
}  // namespace mqttspec::model::tracker
