// Drivers that do not do what they are told: a verdict comes soon, it blames nobody for what was
// not seen, and nothing is left running.
#include <gtest/gtest.h>

#include <chrono>
#include <future>

#include "conformance/runner/client_runner.hpp"
#include "conformance/subject/live.hpp"

namespace mqttspec::conformance::subject {
namespace {

using play::Verdict;

// $in is the command, $port where we listen; send HEX.. and stay are for the rows.
constexpr const char* beginning = R"bash(
echo '{"ev":"ready","protocol":1,"name":"bash","version":"1","versions":{"5.0":{}}}'
read -r in; [[ $in =~ \"port\":([0-9]+) ]]; port=${BASH_REMATCH[1]}
connect() { exec {wire}<>/dev/tcp/127.0.0.1/$port; }
send() { printf "$(printf '\\x%s' "$@")" >&$wire; }
stay() { while read -r in; do :; done; }
)bash";

// Clean Start 1, Keep Alive 60, Client Identifier "mqttspec".
constexpr const char* connect_packet =
    "send 10 15 00 04 4d 51 54 54 05 02 00 3c 00 00 08 6d 71 74 74 73 70 65 63\n";

struct HostileRow {
  const char* name;
  std::string script;
  Verdict verdict;
};

const std::vector<HostileRow>& hostile_rows() {
  const std::string connects = std::string("connect; ") + connect_packet;
  static const std::vector<HostileRow> rows = {
      {"never connects", "stay", Verdict::inconclusive},
      {"connects and is silent", "connect; stay", Verdict::inconclusive},
      {"sends half a packet", "connect; send 10 15 00 04; stay", Verdict::inconclusive},
      {"sends what is no packet", "connect; send 47 45 54 20 2f; stay", Verdict::fail},
      {"connects twice", connects + connects + "stay", Verdict::fail},
      {"acknowledges nothing", connects + "stay", Verdict::fail},
      {"ends before it connects", "exit 3", Verdict::inconclusive},
      {"ends once it is connected", connects + "exit 0", Verdict::inconclusive},
      {"prints without end", "yes '{\"ev\":' & " + connects + "stay", Verdict::error},
      {"prints a line without end", "tr '\\0' x </dev/zero & " + connects + "stay", Verdict::fail},
      {"leaves children behind", "sleep 300 & sleep 300 & exit 0", Verdict::inconclusive},
  };
  return rows;
}

play::CaseResult result_on(const HostileRow& row) {
  const auto subjects = make_live_subjects({.command = {"bash", "-c", beginning + row.script}});
  runner::ClientRunPlan plan;
  plan.versions = {Version::v5_0};
  plan.select = {"client/qos1/message-is-acknowledged"};
  plan.settings = {.patience = 700, .connect_limit = 2'500};
  const auto report = runner::run_client_cases(*subjects, plan, {}, {});
  EXPECT_EQ(report.unusable, "") << row.name;
  return report.cases.at(0).result;
}

TEST(HostileDrivers, GetAVerdictSoon) {
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::future<play::CaseResult>> results;
  for (const auto& row : hostile_rows())
    results.push_back(std::async(std::launch::async, result_on, row));
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto result = results[i].get();
    EXPECT_EQ(result.verdict, hostile_rows()[i].verdict)
        << hostile_rows()[i].name << ": " << to_string(result.verdict) << ": " << result.expected
        << "; " << result.actual << "; " << result.explanation;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

}  // namespace
}  // namespace mqttspec::conformance::subject
