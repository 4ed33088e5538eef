// No monitor accuses a broker that is right: under every profile, whatever the freedoms and the
// network decide, and with Clients that do anything.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "model/fault_scripts.hpp"
#include "model/monitors/booked_monitor.hpp"
#include "model/random_script.hpp"
#include "model/tracker/witnesses.hpp"

namespace mqttspec::model {
namespace {

/// Monitors know nothing of a broker that is started again.
std::string playable(const std::string& script) {
  std::istringstream lines(script);
  std::string kept;
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("restart")) kept += line + "\n";
  return kept;
}

class EveryProfileMonitored : public ::testing::TestWithParam<Profile> {
 protected:
  /// What the monitors of the server find in a run; the seed also decides freedoms and network.
  std::string findings(const std::string& script, Version version, std::uint64_t seed, bool chooses,
                       bool delays) {
    const auto free_bytes = seeded_choices(seed + 1'000, 2'000);
    const auto network_bytes = seeded_choices(seed + 2'000, 2'000);
    Choices freedoms{Bytes(free_bytes)};
    Choices network{Bytes(network_bytes)};
    ByteChooser choosing(freedoms);
    PlainChooser plain;
    Chooser& chooser = chooses ? static_cast<Chooser&>(choosing) : plain;
    MonitorSet set(Actor::server);
    MonitorWitness witness(set);
    WatchedScript played(version, GetParam(), {}, chooser, {&witness}, delays ? &network : nullptr);
    played.run(script);
    played.settle();
    set.finish(true);
    std::string out;
    for (const Finding& finding : set.findings())
      out += text_of("\n  ", finding.property, " [", finding.statement.id(), "] at ", finding.event,
                     ": ", finding.text);
    return out;
  }
};

TEST_P(EveryProfileMonitored, IsNotAccusedOnTheScriptsOfTheFaults) {
  for (const auto& script : fault_scripts)
    for (const Version version : {Version::v3_1_1, Version::v5_0})
      for (const bool chooses : {false, true})
        EXPECT_EQ(findings(script.lines, version, 1, chooses, chooses), "") << script.lines;
}

TEST_P(EveryProfileMonitored, IsNotAccusedOnRandomScripts) {
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

}  // namespace
}  // namespace mqttspec::model
