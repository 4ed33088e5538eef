// What is exercised stays exercised: the statements that the cases judge on the reference broker or
// one of its profiles are frozen in cases/exercised.tsv, those that the cases for Clients judge on
// the reference Client in client_cases/exercised.tsv. With MQTTSPEC_UPDATE set both are written.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "conformance/cases/index.hpp"
#include "conformance/client_cases/index.hpp"
#include "conformance/runner/client_runner.hpp"
#include "conformance/selftest/kill_matrix.hpp"
#include "conformance/subject/in_process.hpp"

namespace mqttspec::conformance::selftest {
namespace {

using Counts = std::map<std::string, std::size_t>;  // "version<tab>id", or "cases"

std::filesystem::path file_of(std::string_view folder) {
  return std::filesystem::path(MQTTSPEC_SOURCE_DIR) / "conformance" / folder / "exercised.tsv";
}

Counts count_exercised(std::span<const report::RunReport> reports,
                       std::span<const play::CaseGroup> groups) {
  std::map<StatementId, std::set<std::string_view>> judged;
  for (const auto& report : reports)
    for (const auto& each : report.cases)
      for (const auto& judgement : each.result.judgements)
        if (judgement.verdict != play::StatementVerdict::undecided)
          judged[judgement.statement].insert(each.which->name);
  Counts counts;
  for (const auto& [id, cases] : judged)
    counts[fmt::format("{}\t{}", to_string(id.version()), id.id())] = cases.size();
  for (const auto& group : groups) counts["all\tcases"] += group.cases.size();
  return counts;
}

Counts count_of_brokers() {
  std::vector<report::RunReport> reports;
  for (const auto& profile : model::profiles()) reports.push_back(run_on_reference(profile, {}));
  return count_exercised(reports, cases::case_groups());
}

Counts count_of_clients() {
  std::vector<report::RunReport> reports;
  for (const auto& profile : model::client::profiles()) {
    const auto subjects = subject::make_reference_subjects(profile);
    reports.push_back(runner::run_client_cases(*subjects, {}, {}, {}));
  }
  return count_exercised(reports, client_cases::case_groups());
}

std::string in_text(const Counts& counts) {
  std::string text = "version\tstatement\tcases\n";
  for (const auto& [name, count] : counts) text += fmt::format("{}\t{}\n", name, count);
  return text;
}

Counts parse(const std::string& text) {
  Counts counts;
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const auto tab = line.rfind('\t');
    counts[line.substr(0, tab)] = std::stoul(line.substr(tab + 1));
  }
  return counts;
}

// What the file has and there is no more.
std::vector<std::string> lost(const Counts& frozen, const Counts& now) {
  std::vector<std::string> names;
  for (const auto& [name, count] : frozen) {
    const auto found = now.find(name);
    if (found == now.end() || found->second < count) names.push_back(name);
  }
  return names;
}

void expect_frozen(const Counts& now, const std::filesystem::path& file) {
  if (std::getenv("MQTTSPEC_UPDATE") != nullptr) std::ofstream(file) << in_text(now);
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  for (const auto& name : lost(parse(text.str()), now)) ADD_FAILURE() << "fewer cases: " << name;
  EXPECT_TRUE(text.str() == in_text(now))
      << "MQTTSPEC_UPDATE=1 conformance_test --gtest_filter='Exercised*' brings it up to date";
}

TEST(Exercised, NothingIsLost) { expect_frozen(count_of_brokers(), file_of("cases")); }

TEST(Exercised, NothingIsLostOnClients) {
  expect_frozen(count_of_clients(), file_of("client_cases"));
}

// A name stands for one case in reports, known files and here.
TEST(Exercised, EveryCaseHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const auto* group : client_cases::groups_of_both())
    for (const auto& each : group->cases) EXPECT_TRUE(names.insert(each.name).second) << each.name;
}

TEST(Exercised, LossIsNoticed) {
  const Counts frozen = {{"5.0\tMQTT-3.1.0-1", 3}, {"5.0\tMQTT-3.1.0-2", 1}, {"all\tcases", 4}};
  EXPECT_EQ(parse(in_text(frozen)), frozen);
  EXPECT_TRUE(lost(frozen, frozen).empty());
  const Counts now = {{"5.0\tMQTT-3.1.0-1", 2}, {"5.0\tMQTT-3.1.0-3", 9}, {"all\tcases", 5}};
  EXPECT_EQ(lost(frozen, now),
            (std::vector<std::string>{"5.0\tMQTT-3.1.0-1", "5.0\tMQTT-3.1.0-2"}));
}

}  // namespace
}  // namespace mqttspec::conformance::selftest
