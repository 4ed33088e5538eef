// Every fault switch is consulted at exactly one place, and what it does can be seen on the wire.
#include "model/fault.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "model/mutations/stream.hpp"
#include "model/scripts/testing/fault_scripts.hpp"
#include "model/scripts/testing/script.hpp"

namespace mqttspec::model {

using namespace scripts;
namespace {

std::map<std::string, int> consultations() {
  std::map<std::string, int> count;
  const std::regex consulted("\\bFaultId::([a-z0-9_]+)");
  const std::filesystem::path folder = std::filesystem::path(MQTTSPEC_SOURCE_DIR) / "model";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (entry.path().string().contains("/model/client/")) continue;  // has switches of its own
    if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const std::string source = text.str();
    for (std::sregex_iterator match(source.begin(), source.end(), consulted), end; match != end;
         ++match)
      ++count[(*match)[1]];
  }
  return count;
}

TEST(FaultTest, ConsultedAtOnePlace) {
  auto count = consultations();
  for (const auto& row : faults()) EXPECT_EQ(count[std::string(row.name)], 1) << row.name;
}

TEST(FaultTest, FoundByName) {
  std::set<std::string_view> names;
  for (const auto& row : faults()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(find_fault(row.name), &row);
    EXPECT_FALSE(row.text.empty());
    EXPECT_FALSE(to_string(row.kind).empty());
  }
  EXPECT_EQ(find_fault("no such fault"), nullptr);
}

std::string run(const FaultScript& script, Version version, const FaultSet& faults) {
  PlainChooser chooser;
  return Script(version, *find_profile(script.profile), faults, chooser).run(script.lines);
}

bool is_visible(const FaultRow& row, Version version) {
  for (const auto& script : fault_scripts)
    if (run(script, version, FaultSet::of(row.id)) != run(script, version, {})) return true;
  return false;
}

// Scripts have packets and no bytes: reference_broker_test.cpp shows these.
bool is_of_streams(FaultId fault) {
  return mutations::stream_fault(FaultSet::of(fault)) != mutations::StreamFault::none;
}

TEST(FaultTest, VisibleInEachVersionThatItBreaks) {
  for (const auto& row : faults())
    for (const Version version : {Version::v3_1_1, Version::v5_0})
      if (row.cited.of(version) && !is_of_streams(row.id)) {
        EXPECT_TRUE(is_visible(row, version)) << row.name << " in " << to_string(version);
      }
}

TEST(FaultTest, ScriptsAreUnderstood) {
  for (const auto& script : fault_scripts) {
    ASSERT_NE(find_profile(script.profile), nullptr) << script.profile;
    for (const Version version : {Version::v3_1_1, Version::v5_0})
      EXPECT_EQ(run(script, version, {}).find("? "), std::string::npos) << run(script, version, {});
  }
}

}  // namespace
}  // namespace mqttspec::model
