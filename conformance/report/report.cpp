// Counting verdicts, and what a whole run comes to.
#include "conformance/report/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mqttspec::conformance::report {

using namespace play;

namespace {

// More inconclusive cases than one in this many, and the run says too little.
constexpr std::size_t inconclusive_share = 5;

bool came_to(const CaseReport& report, Verdict verdict) {
  return report.result.verdict == verdict && report.news != News::known;
}

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

bool says_too_little(const RunReport& report) {
  std::size_t ran = 0;
  std::size_t concluded = 0;
  std::size_t inconclusive = 0;
  for (const auto& each : report.cases) {
    const auto verdict = each.result.verdict;
    if (verdict == Verdict::not_run || verdict == Verdict::declined) continue;
    ++ran;
    if (verdict != Verdict::inconclusive) ++concluded;
    if (came_to(each, Verdict::inconclusive)) ++inconclusive;
  }
  // With everything declined by a version that is served, nothing is left to be said.
  const bool served =
      std::ranges::any_of(report.facts, [](const VersionFacts& facts) { return facts.served; });
  return !served || (ran > 0 && concluded == 0 && inconclusive > 0) ||
         inconclusive * inconclusive_share > ran;
}

}  // namespace

std::array<std::size_t, 8> count_verdicts(const RunReport& report) {
  std::array<std::size_t, 8> counts{};
  for (const auto& each : report.cases) ++counts[static_cast<std::size_t>(each.result.verdict)];
  return counts;
}

std::array<std::size_t, 3> count_opinions(const RunReport& report) {
  std::array<std::size_t, 3> counts{};
  for (const auto& each : report.cases)
    if (each.result.verdict > Verdict::declined)
      ++counts[static_cast<std::size_t>(each.opinion.explained)];
  return counts;
}

int exit_code(const RunReport& report, bool strict) {
  const auto any = [&](auto test) { return std::ranges::any_of(report.cases, test); };
  if (any([](const CaseReport& each) { return came_to(each, Verdict::error); })) return 4;
  if (any([&](const CaseReport& each) {
        return each.news == News::unexpected_pass || came_to(each, Verdict::fail) ||
               (strict && came_to(each, Verdict::warn));
      }))
    return 1;
  return !report.complete || says_too_little(report) ? 3 : 0;
}

std::string closing_line(const RunReport& report) {
  std::size_t testable = 0;
  std::size_t decided = 0;
  std::size_t violated = 0;
  for (const auto& statement : report.statements) {
    if (statement.verdict == StatementVerdict::not_testable) continue;
    ++testable;
    if (statement.verdict == StatementVerdict::not_exercised ||
        statement.verdict == StatementVerdict::declined ||
        statement.verdict == StatementVerdict::undecided)
      continue;
    ++decided;
    if (statement.verdict == StatementVerdict::violated) ++violated;
  }
  const auto counts = count_verdicts(report);
  const auto failed = counts[static_cast<std::size_t>(Verdict::fail)];
  std::string line;
  if (!report.complete) line = fmt::format("incomplete ({}): ", report.cut_short);
  if (violated > 0)
    line += fmt::format("{} violated, of {} decided and {} testable statements",
                        plural(violated, "statement"), decided, testable);
  else if (failed > 0)
    line += fmt::format(
        "{} failed; no single statement found violated in {} of {} testable "
        "statements",
        plural(failed, "case"), decided, testable);
  else
    line += fmt::format("no violation found in {} of {} testable statements", decided, testable);
  return line;
}

}  // namespace mqttspec::conformance::report
