// Runs every case of every monitor, and checks that each monitor has cases of both kinds.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "model/monitors/monitor.hpp"
#include "model/monitors/monitor_set.hpp"
#include "model/monitors/testing/monitor_case.hpp"

namespace mqttspec::model::monitors::testing {

namespace {

std::vector<MonitorCase> all_cases() {
  std::vector<MonitorCase> all;
  for (const auto cases :
       {connection_cases(), session_cases(), exchange_cases(), dup_cases(), flow_cases(),
        delivery_cases(), retained_cases(), property_cases(), will_cases(), subscription_cases()})
    all.insert(all.end(), cases.begin(), cases.end());
  return all;
}

/// What the set of monitors of one side finds, and how often the named monitor applied.
std::pair<std::vector<Finding>, std::size_t> run(const MonitorCase& row, Actor subject) {
  const TraceOf built = row.trace();
  MonitorSet set;
  for (const TraceEvent& event : built.trace()) set.observe(event);
  set.finish(row.complete);
  std::size_t antecedents = 0;
  for (std::size_t i = 0; i < monitor_rows().size(); ++i)
    if (monitor_rows()[i].guarantee == row.guarantee && monitor_rows()[i].subject == subject)
      antecedents = set.antecedents()[i];
  return {set.findings(subject), antecedents};
}

class MonitorCases : public ::testing::TestWithParam<MonitorCase> {};

TEST_P(MonitorCases, are_judged_rightly) {
  const MonitorCase& row = GetParam();
  const auto [findings, antecedents] = run(row, row.subject);
  if (!row.guarantee.empty()) {
    EXPECT_GT(antecedents, 0U) << "the case does not reach the guarantee";
  }
  if (row.broken.empty()) {
    EXPECT_TRUE(findings.empty()) << describe(findings);
    return;
  }
  EXPECT_TRUE(std::ranges::any_of(findings,
                                  [&](const Finding& finding) {
                                    return finding.guarantee == row.guarantee &&
                                           finding.statement.id() == row.broken;
                                  }))
      << "found only:" << describe(findings);
  if (row.alone) {
    EXPECT_EQ(findings.size(), 1U) << describe(findings);
  }
  for (const Finding& finding : findings) {
    if (finding.guarantee == row.guarantee) {
      EXPECT_EQ(finding.statement.id(), row.broken);
    }
  }
}

// Findings of the server's monitors must not rest on a client that broke the protocol.
TEST_P(MonitorCases, have_clients_without_errors) {
  MonitorCase row = GetParam();
  if (row.subject == Actor::client || row.guarantee.starts_with("P06")) return;
  row.complete = false;  // a client that is slow to answer breaks nothing
  const auto [findings, antecedents] = run(row, Actor::client);
  EXPECT_TRUE(findings.empty()) << describe(findings);
}

std::string name_of(const ::testing::TestParamInfo<MonitorCase>& row) {
  std::string name = fmt::format("{}_{}_{}{}", row.param.guarantee, to_string(row.param.subject),
                                 row.param.name, row.param.broken.empty() ? "" : "_caught");
  std::ranges::replace_if(name, [](char symbol) { return std::isalnum(symbol) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, MonitorCases, ::testing::ValuesIn(all_cases()), name_of);

TEST(Monitors, each_has_a_case_that_it_accepts_and_one_that_it_catches) {
  for (const MonitorRow& row : monitor_rows()) {
    const auto is_about = [&](const MonitorCase& entry, bool breach) {
      return entry.guarantee == row.guarantee && entry.subject == row.subject &&
             entry.broken.empty() != breach;
    };
    std::size_t accepted = 0;
    std::size_t caught = 0;
    for (const MonitorCase& entry : all_cases()) {
      accepted += is_about(entry, false) ? 1 : 0;
      caught += is_about(entry, true) ? 1 : 0;
    }
    EXPECT_GT(accepted, 0U) << row.guarantee << " of the " << to_string(row.subject);
    EXPECT_GT(caught, 0U) << row.guarantee << " of the " << to_string(row.subject);
  }
}

TEST(Monitors, conclude_nothing_from_absence_when_the_run_was_cut_short) {
  std::size_t concluded = 0;
  for (const MonitorCase& entry : all_cases()) {
    const TraceOf built = entry.trace();
    MonitorSet set;
    for (const TraceEvent& event : built.trace()) set.observe(event);
    const std::size_t seen = set.findings(entry.subject).size();
    set.finish(false);
    // P01 and P04 put findings off until the session has been seen to go on, or not.
    if (!entry.guarantee.starts_with("P01") && !entry.guarantee.starts_with("P04")) {
      EXPECT_EQ(set.findings(entry.subject).size(), seen) << entry.name;
    }
    set.finish(true);
    concluded += set.findings(entry.subject).size() - seen;
  }
  EXPECT_GT(concluded, 0U);
}

// In a set they are shown what they are interested in, alone everything.
TEST(Monitors, find_the_same_alone_as_in_a_set) {
  for (const MonitorCase& entry : all_cases()) {
    const TraceOf built = entry.trace();
    MonitorSet set;
    for (const TraceEvent& event : built.trace()) set.observe(event);
    set.finish(entry.complete);
    std::vector<Finding> alone[2];  // by Actor
    std::vector<std::size_t> antecedents;
    for (const MonitorRow& row : monitor_rows()) {
      TraceFacts facts;
      const auto monitor = row.make();
      monitor->report_to(alone[row.subject == Actor::server ? 0 : 1], row.guarantee);
      for (const TraceEvent& event : built.trace()) {
        facts.observe(event);
        monitor->judge(facts, event);
      }
      monitor->settle(facts);
      if (entry.complete) monitor->conclude(facts);
      antecedents.push_back(monitor->antecedents());
    }
    EXPECT_EQ(alone[0].size(), set.findings(Actor::server).size()) << entry.name;
    EXPECT_EQ(alone[1].size(), set.findings(Actor::client).size()) << entry.name;
    EXPECT_EQ(antecedents, set.antecedents()) << entry.name;
  }
}

}  // namespace
}  // namespace mqttspec::model::monitors::testing
