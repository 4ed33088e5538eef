// No monitor finds anything in a broker that is right: under every profile, whatever the freedoms
// and the network decide, and with Clients that do anything.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <sstream>

#include "model/monitors/monitor_set.hpp"
#include "model/monitors/testing/monitor_case.hpp"
#include "model/scripts/random_script.hpp"
#include "model/scripts/testing/fault_scripts.hpp"
#include "model/tracker/testing/observers.hpp"

namespace mqttspec::model::monitors {

using namespace scripts;
namespace {

/// Monitors know nothing of a broker that is started again.
std::string playable(const std::string& script) {
  std::istringstream lines(script);
  std::string kept;
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("restart")) kept += line + "\n";
  return kept;
}

std::string random_lines(std::uint64_t seed) {
  const auto bytes = seeded_choices(seed, 1'200);
  Choices choices{Bytes(bytes)};
  return playable(random_script(choices, 60));
}

/// Lets the monitors see a run to its end; the seed also decides freedoms and network.
void watch(MonitorSet& set, const Profile& profile, const std::string& script, Version version,
           std::uint64_t seed, bool chooses, bool delays) {
  const auto free_bytes = seeded_choices(seed + 1'000, 2'000);
  const auto network_bytes = seeded_choices(seed + 2'000, 2'000);
  Choices freedoms{Bytes(free_bytes)};
  Choices network{Bytes(network_bytes)};
  ByteChooser choosing(freedoms);
  PlainChooser plain;
  Chooser& chooser = chooses ? static_cast<Chooser&>(choosing) : plain;
  tracker::MonitorObserver observer(set);
  WatchedScript played(version, profile, {}, chooser, {&observer}, delays ? &network : nullptr);
  played.run(script);
  played.settle();
  set.finish(true);
}

class EveryProfileMonitored : public ::testing::TestWithParam<Profile> {
 protected:
  /// What the monitors of the server find.
  std::string findings(const std::string& script, Version version, std::uint64_t seed, bool chooses,
                       bool delays) {
    MonitorSet set;
    watch(set, GetParam(), script, version, seed, chooses, delays);
    return testing::describe(set.findings(Actor::server));
  }
};

TEST_P(EveryProfileMonitored, FindNothingOnTheScriptsOfTheFaults) {
  for (const auto& script : fault_scripts)
    for (const Version version : {Version::v3_1_1, Version::v5_0})
      for (const bool chooses : {false, true})
        EXPECT_EQ(findings(script.lines, version, 1, chooses, chooses), "") << script.lines;
}

TEST_P(EveryProfileMonitored, FindNothingOnRandomScripts) {
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    const auto script = random_lines(seed);
    EXPECT_EQ(findings(script, Version::v5_0, seed, seed % 2 == 1, seed % 3 == 1), "")
        << "seed " << seed << "\n"
        << script;
  }
}

INSTANTIATE_TEST_SUITE_P(Profiles, EveryProfileMonitored,
                         ::testing::ValuesIn(profiles().begin(), profiles().end()),
                         [](const auto& each) {
                           std::string name(each.param.name);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

// A monitor whose precondition is never met finds nothing either.
TEST(ServerMonitors, ApplyInTheseRuns) {
  std::vector<std::size_t> antecedents(monitor_rows().size());
  const auto count = [&](const Profile& profile, const std::string& script, Version version,
                         std::uint64_t seed, bool chooses) {
    MonitorSet set;
    watch(set, profile, script, version, seed, chooses, chooses);
    std::ranges::transform(antecedents, set.antecedents(), antecedents.begin(), std::plus<>());
  };
  for (const auto& script : fault_scripts)
    for (const Version version : {Version::v3_1_1, Version::v5_0})
      for (const bool chooses : {false, true})
        count(*find_profile(script.profile), script.lines, version, 1, chooses);
  for (const Profile& profile : profiles())
    for (std::uint64_t seed = 0; seed < 24; ++seed)
      count(profile, random_lines(seed), Version::v5_0, seed, seed % 2 == 1);
  for (std::size_t i = 0; i < antecedents.size(); ++i) {
    const MonitorRow& row = monitor_rows()[i];
    // The model is told of malformed packets and reads no flags: see fault_controls_test.cpp.
    if (row.subject != Actor::server || row.guarantee == "P12 ErrorCloses") continue;
    EXPECT_GT(antecedents[i], 0U) << row.guarantee;
  }
}

}  // namespace
}  // namespace mqttspec::model::monitors
