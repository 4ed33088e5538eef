// The Client as transcripts, lines with `>` being what the application and the Server do; and its
// faults, each of which has to show in one of the runs.
#include "model/client/client.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "model/client/testing/transcripts.hpp"
#include "model/scripts/testing/client_script.hpp"

namespace mqttspec::model::client {

using namespace scripts;
namespace {

/// The transcript that the Client really gives, for the inputs of this one.
std::string replay(const ClientTranscript& row, Version version, const FaultSet& faults) {
  PlainChooser chooser;
  const auto* profile = find_profile(row.profile);
  ScriptedClient script(version, *profile, faults, chooser);
  std::string result;
  std::string_view text = row.text;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with('>')) result += std::string(line) + "\n" + script.run(line.substr(1));
  }
  return result;
}

/// The transcript as it is in 3.1.1, which has no properties, and where no DISCONNECT says why.
std::string of_3_1_1(std::string text) {
  const auto replace = [&](std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
      text.replace(at, what.size(), by);
  };
  replace("CONNECT 5.0", "CONNECT 3.1.1");
  replace(" clean-start", " clean-session");
  replace(" {Session Expiry Interval 9}", "");
  replace("DISCONNECT 0x82 Protocol Error\n", "");
  return text;
}

TEST(ClientTest, Transcripts) {
  for (const auto& row : client_transcripts)
    for (const Version version : row.versions) {
      SCOPED_TRACE(std::string(row.name) + ", " + std::string(to_string(version)));
      std::string expected = row.text + 1;
      if (version == Version::v3_1_1) expected = of_3_1_1(expected);
      EXPECT_EQ(replay(row, version, {}), expected);
    }
}

TEST(ClientTest, FaultsAreConsultedAtOnePlace) {
  std::map<std::string, int> count;
  const std::regex consulted("\\bFaultId::([a-z0-9_]+)");
  const auto folder = std::filesystem::path(MQTTSPEC_SOURCE_DIR) / "model" / "client";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const std::string source = text.str();
    for (std::sregex_iterator match(source.begin(), source.end(), consulted), end; match != end;
         ++match)
      ++count[(*match)[1]];
  }
  for (const auto& row : faults()) EXPECT_EQ(count[std::string(row.name)], 1) << row.name;
}

TEST(ClientTest, FaultsAreFoundByName) {
  for (const auto& row : faults()) EXPECT_EQ(find_fault(row.name), &row);
  EXPECT_EQ(find_fault("no such fault"), nullptr);
}

/// A step gives the next state and leaves the one that it is given.
TEST(ClientTest, StepsArePure) {
  const State state;
  PlainChooser chooser;
  Connect connect;
  connect.client_id = "a";
  const Packet packet = connect;
  const auto& profile = profiles().front();
  const auto one = step(state, Asked{&packet}, profile, {}, chooser);
  const auto other = step(state, Asked{&packet}, profile, {}, chooser);
  EXPECT_EQ(state.link, Link::none);
  EXPECT_NE(one.next.link, Link::none);
  EXPECT_EQ(one.next.link, other.next.link);
  EXPECT_EQ(one.outputs.size(), other.outputs.size());
  EXPECT_EQ(next_deadline(one.next), next_deadline(other.next));
}

TEST(ClientTest, ProfilesAreFoundByName) {
  for (const auto& profile : profiles()) EXPECT_EQ(find_profile(profile.name), &profile);
  EXPECT_EQ(find_profile("no such profile"), nullptr);
}

}  // namespace
}  // namespace mqttspec::model::client
