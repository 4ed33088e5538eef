// Every fault that can be told from right behaviour has a short script on which the tracker does,
// kept in distinguishing_scripts.txt. With MQTTSPEC_UPDATE set those that are missing are looked
// for, which takes a while for each.
#include "model/tracker/testing/distinguish.hpp"

#include "model/mutations/stream.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace mqttspec::model::tracker {
namespace {

const auto path =
    std::filesystem::path(MQTTSPEC_SOURCE_DIR) / "model/tracker/distinguishing_scripts.txt";
constexpr Version versions[] = {Version::v3_1_1, Version::v5_0};

/// What a right Server may do as well: refuse a subscription, close without a word, not follow a
/// SHOULD. And the tracker
/// does not look at which failure a Reason Code names, nor into Authentication Data and identifiers
/// that the Server assigns.
constexpr FaultId explained[] = {FaultId::subscribe_above_maximum_qos_refused,
                                 FaultId::barred_disconnect_not_answered,
                                 FaultId::errors_not_named,
                                 FaultId::misplaced_property_misnamed,
                                 FaultId::server_reference_in_other_refusal,
                                 FaultId::server_reference_in_other_disconnect,
                                 FaultId::authentication_data_omitted,
                                 FaultId::dollar_topics_carried,
                                 FaultId::assigned_client_identifier_with_control_character};

// Scripts have packets and no bytes.
bool is_of_streams(FaultId fault) {
  return mutations::stream_fault(FaultSet::of(fault)) != mutations::StreamFault::none;
}

struct Line {
  const FaultRow* fault;
  Version version;
  const Profile* profile;
  std::string script;
};

/// `fault version profile: script`, a line each.
std::vector<Line> stored() {
  std::vector<Line> lines;
  std::ifstream in(path);
  for (std::string text; std::getline(in, text);) {
    std::istringstream words(text);
    std::string fault;
    std::string version;
    std::string profile;
    words >> fault >> version >> profile;
    profile.pop_back();
    Line line{find_fault(fault), version == "5.0" ? Version::v5_0 : Version::v3_1_1,
              find_profile(profile), text.substr(text.find(": ") + 2)};
    EXPECT_NE(line.fault, nullptr) << text;
    EXPECT_NE(line.profile, nullptr) << text;
    lines.push_back(std::move(line));
  }
  return lines;
}

/// Keeps what is there.
void update() {
  const auto lines = stored();
  std::ofstream out(path);
  const auto write = [&](const FaultRow& row, Version version, std::string_view profile,
                         const std::string& script) {
    out << fmt::format("{} {} {}: {}\n", row.name, to_string(version), profile, script);
  };
  for (const auto& row : faults())
    for (const Version version : versions) {
      if (!row.cited.of(version) || is_of_streams(row.id)) continue;
      const auto known = std::ranges::find_if(
          lines, [&](const Line& line) { return line.fault == &row && line.version == version; });
      if (known != lines.end())
        write(row, version, known->profile->name, known->script);
      else if (const auto found = distinguishing_script(FaultSet::of(row.id), version, 300))
        write(row, version, found->profile, found->lines);
    }
}

TEST(Distinguish, FindsAScriptAndMakesItShort) {
  const auto found =
      distinguishing_script(FaultSet::of(FaultId::pingresp_omitted), Version::v5_0, 1);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->lines, "a connect; a ping");
  EXPECT_FALSE(distinguishing_script({}, Version::v5_0, 2).has_value());
}

TEST(Distinguish, EveryFaultHasAScript) {
  if (std::getenv("MQTTSPEC_UPDATE") != nullptr) update();
  std::set<std::pair<FaultId, Version>> known;
  for (const auto& line : stored())
    EXPECT_TRUE(known.emplace(line.fault->id, line.version).second) << line.fault->name;
  for (const auto& row : faults())
    for (const Version version : versions)
      if (row.cited.of(version) && !is_of_streams(row.id)) {
        const bool told = std::ranges::find(explained, row.id) == std::end(explained);
        EXPECT_EQ(known.contains({row.id, version}), told)
            << row.name << " in " << to_string(version);
      }
}

TEST(Distinguish, ScriptsTellFaultyFromRight) {
  for (const auto& [fault, version, profile, script] : stored()) {
    SCOPED_TRACE(fmt::format("{} {}: {}", fault->name, to_string(version), script));
    EXPECT_TRUE(is_rejected(script, version, *profile, FaultSet::of(fault->id)));
    EXPECT_FALSE(is_rejected(script, version, *profile, {}));
  }
}

TEST(Distinguish, NothingCanBeLeftOutOfTheScripts) {
  for (const auto& [fault, version, profile, script] : stored())
    EXPECT_EQ(shortened(script, version, *profile, FaultSet::of(fault->id)), script)
        << fault->name << " " << to_string(version);
}

}  // namespace
}  // namespace mqttspec::model::tracker
