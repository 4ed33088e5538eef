// The contract of `mqttspec explore`: exit codes, table, counter-examples, files.
#include "conformance/commands/explore.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "conformance/commands/usage.hpp"

namespace mqttspec::conformance::commands {
namespace {

struct Explored {
  int status;
  std::string out;
};

Explored explored(const ExploreCommand& command) {
  std::ostringstream out;
  const int status = explore_command(command, out);
  return {status, out.str()};
}

std::string read(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(ExploreCommand, ExitCodes) {
  struct {
    ExploreCommand command;
    int status;
    std::string_view says;
  } const table[] = {
      {{.slices = {"S1"}, .losses = 0}, exit_fine, "| holds   |"},
      {{.slices = {"S1"}, .losses = 0, .fault = "pubcomp_omitted"}, exit_violated, "P25"},
      {{.slices = {"S1"}, .most_states = 1}, exit_unreachable, "partial"},
      {{.slices = {"S0"}}, exit_usage, ""},
      {{.slices = {"S1"}, .fault = "no_such_fault"}, exit_usage, ""},
      {{.slices = {"S1"}, .json = "/no such folder/x"}, exit_usage, ""},
      {{.list = true}, exit_fine, "QoS x session x reconnect"},
  };
  for (const auto& [command, status, says] : table) {
    const auto result = explored(command);
    EXPECT_EQ(result.status, status) << result.out;
    EXPECT_NE(result.out.find(says), std::string::npos) << result.out;
  }
}

TEST(ExploreCommand, ShowsACounterExampleAsALadder) {
  const auto result = explored({.slices = {"S1"}, .losses = 0, .fault = "pubcomp_omitted"});
  for (const char* const part :
       {"after 4 steps", "PUBLISH t \"1\" q2 id=1", "PUBREL id=1", "broker\n"})
    EXPECT_NE(result.out.find(part), std::string::npos) << part << " in\n" << result.out;
}

TEST(ExploreCommand, WritesWhatItFound) {
  const auto folder = std::filesystem::temp_directory_path() / "mqttspec-explore-test";
  std::filesystem::create_directories(folder);
  ExploreCommand command{.slices = {"S1", "S1-clean"}, .losses = 0, .jobs = 2};
  command.json = folder / "explored.json";
  command.report = folder / "explored.md";
  const auto result = explored(command);
  EXPECT_EQ(result.status, exit_fine);
  const auto json = nlohmann::json::parse(read(command.json));
  ASSERT_EQ(json["slices"].size(), 2U);
  const auto& first = json["slices"][0];
  EXPECT_EQ(first["name"], "S1");
  EXPECT_EQ(first["complete"], true);
  EXPECT_GT(first["states"], 100);
  EXPECT_GT(first["transitions"], first["states"]);
  EXPECT_GT(first["antecedents"]["P23 QoS2ExactlyOnce"], 0);
  const auto report = read(command.report);
  EXPECT_NE(report.find("`mqttspec explore S1 S1-clean --losses 0"), std::string::npos) << report;
  EXPECT_NE(report.find(std::to_string(first["states"].get<int>())), std::string::npos) << report;
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace mqttspec::conformance::commands
