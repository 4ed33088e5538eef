// What is exercised stays exercised: the statements that the cases judge on the reference broker or
// one of its profiles are frozen in cases/exercised.tsv. With MQTTSPEC_UPDATE set it is written.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "conformance/cases/index.hpp"
#include "conformance/selftest/kill_matrix.hpp"

namespace mqttspec::conformance::selftest {
namespace {

using Counts = std::map<std::string, std::size_t>;  // "version<tab>id", or "cases"

const auto file =
    std::filesystem::path(MQTTSPEC_SOURCE_DIR) / "conformance" / "cases" / "exercised.tsv";

Counts count_exercised() {
  std::map<StatementId, std::set<std::string_view>> judged;
  for (const auto& profile : model::profiles())
    for (const auto& report : run_on_reference(profile, {}).cases)
      for (const auto& judgement : report.result.judgements)
        if (judgement.verdict != play::StatementVerdict::undecided)
          judged[judgement.statement].insert(report.which->name);
  Counts counts;
  for (const auto& [id, cases] : judged)
    counts[fmt::format("{}\t{}", to_string(id.version()), id.id())] = cases.size();
  for (const auto& group : cases::case_groups()) counts["all\tcases"] += group.cases.size();
  return counts;
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

std::string read_file() {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

TEST(Exercised, NothingIsLost) {
  const auto now = count_exercised();
  if (std::getenv("MQTTSPEC_UPDATE") != nullptr) std::ofstream(file) << in_text(now);
  const auto text = read_file();
  for (const auto& name : lost(parse(text), now)) ADD_FAILURE() << "fewer cases: " << name;
  EXPECT_TRUE(text == in_text(now))
      << "MQTTSPEC_UPDATE=1 conformance_test --gtest_filter='Exercised*' brings it up to date";
}

// A name stands for one case in reports, known files and here.
TEST(Exercised, EveryCaseHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const auto& group : cases::case_groups())
    for (const auto& each : group.cases) EXPECT_TRUE(names.insert(each.name).second) << each.name;
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
