// No monitor finds anything in a broker that is right: under every profile, whatever the freedoms
// and the network decide, and with Clients that do anything.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <sstream>

#include "model/fault_scripts.hpp"
#include "model/monitors/monitor_set.hpp"
#include "model/monitors/testing/monitor_case.hpp"
#include "model/random_script.hpp"
#include "model/tracker/witnesses.hpp"

namespace mqttspec::model::monitors {
namespace {

/// Monitors know nothing of a broker that is started again.
std::string playable(const std::string& script) {
  std::istringstream lines(script);
  std::string kept;
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("restart")) kept += line + "\n";
  return kept;
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
  MonitorWitness witness(set);
  WatchedScript played(version, profile, {}, chooser, {&witness}, delays ? &network : nullptr);
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
    const auto bytes = seeded_choices(seed, 1'200);
    Choices choices{Bytes(bytes)};
    const auto script = playable(random_script(choices, 60));
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
TEST(ServerMonitors, ApplyOnTheScriptsOfTheFaults) {
  std::vector<std::size_t> antecedents(monitor_rows().size());
  for (const auto& script : fault_scripts)
    for (const Version version : {Version::v3_1_1, Version::v5_0}) {
      MonitorSet set;
      watch(set, *find_profile(script.profile), script.lines, version, 1, false, false);
      const auto counts = set.antecedents();
      std::ranges::transform(antecedents, counts, antecedents.begin(), std::plus<>());
    }
  for (std::size_t i = 0; i < antecedents.size(); ++i)
    if (monitor_rows()[i].subject == Actor::server) {
      EXPECT_GT(antecedents[i], 0U) << monitor_rows()[i].guarantee;
    }
}

}  // namespace
}  // namespace mqttspec::model::monitors
