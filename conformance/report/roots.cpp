// Gathering what went wrong by statement.
#include "conformance/report/roots.hpp"

#include <algorithm>
#include <map>
#include <ostream>

#include "conformance/report/case_block.hpp"
#include "conformance/report/text.hpp"

namespace mqttspec::conformance::report {

using namespace play;

namespace {

constexpr std::size_t shown_whole = 1;  // roots with the block of a case
constexpr std::size_t shown_roots = 8;  // of each verdict
constexpr std::size_t shown_cases = 6;  // that come to no statement
constexpr std::size_t shown_names = 2;

// The judgements for which a case has its verdict.
bool counts(const Judgement& judgement, Verdict verdict) {
  if (verdict == Verdict::fail) return judgement.verdict == StatementVerdict::violated;
  return judgement.verdict > StatementVerdict::undecided;
}

std::size_t faults(const CaseReport& which, Verdict verdict) {
  return static_cast<std::size_t>(std::ranges::count_if(
      which.result.judgements, [&](const Judgement& each) { return counts(each, verdict); }));
}

std::string names(const std::vector<const CaseReport*>& cases) {
  std::string list;
  for (std::size_t i = 0; i < std::min(cases.size(), shown_names); ++i)
    list += (i == 0 ? "" : ", ") + std::string(cases[i]->which->name);
  if (cases.size() > shown_names) list += fmt::format(" and {} more", cases.size() - shown_names);
  return list;
}

std::string plural(std::size_t count) {
  return fmt::format("{} case{}", count, count == 1 ? "" : "s");
}

// A statement, the cases in which it is not met and, of failures, what it demands and what came.
void print_root(const Root& root, Verdict verdict, const Paint& paint, std::ostream& out) {
  const auto& first = *root.cases.front();
  if (verdict == Verdict::fail) out << "\n";
  out << paint(colour_of(verdict), fmt::format("[{}]", root.statement.id())) << " "
      << to_string(root.statement.version()) << ", " << to_string(root.statement.level()) << ", "
      << to_string(root.verdict) << ": " << plural(root.cases.size()) << "\n";
  if (verdict == Verdict::fail) print_field("", root.statement.row().summary, out);
  print_field("cases", names(root.cases), out);
  // Where more went wrong, what came may be about something else.
  if (verdict == Verdict::fail && faults(first, verdict) == 1)
    print_field("actual", valid_text(first.result.actual), out);
}

// Cases with this verdict that no statement is to blame for.
void print_rest(const RunReport& report, Verdict verdict, const Paint& paint, std::ostream& out) {
  std::vector<const CaseReport*> rest;
  for (const auto& each : report.cases)
    if (is_news(each) && each.result.verdict == verdict && faults(each, verdict) == 0)
      rest.push_back(&each);
  if (rest.empty()) return;
  out << "\n"
      << paint(colour_of(verdict), to_string(verdict))
      << " without a statement: " << plural(rest.size()) << "\n";
  for (std::size_t i = 0; i < std::min(rest.size(), shown_cases); ++i)
    print_field("",
                fmt::format("{} ({}): {}", rest[i]->which->name, to_string(rest[i]->version),
                            valid_text(rest[i]->result.actual)),
                out);
  if (rest.size() > shown_cases)
    print_field("", fmt::format("and {} more (--all)", rest.size() - shown_cases), out);
}

}  // namespace

bool is_news(const CaseReport& which) {
  return which.result.verdict >= Verdict::warn && which.news != News::known &&
         which.news != News::unexpected_pass;
}

std::vector<Root> roots(const RunReport& report, Verdict verdict) {
  std::map<StatementId, Root> by_statement;
  for (const auto& each : report.cases) {
    if (!is_news(each) || each.result.verdict != verdict) continue;
    for (const auto& judgement : each.result.judgements) {
      if (!counts(judgement, verdict)) continue;
      auto& root =
          by_statement.try_emplace(judgement.statement, judgement.statement, judgement.verdict)
              .first->second;
      root.verdict = worst(root.verdict, judgement.verdict);
      if (root.cases.empty() || root.cases.back() != &each) root.cases.push_back(&each);
    }
  }
  std::vector<Root> all;
  for (auto& [id, root] : by_statement) {
    std::ranges::stable_sort(root.cases, {},
                             [&](const CaseReport* each) { return faults(*each, verdict); });
    all.push_back(std::move(root));
  }
  std::ranges::stable_sort(all, std::greater(), [](const Root& each) { return each.cases.size(); });
  return all;
}

void print_roots(const RunReport& report, const ConsoleOptions& options, const Paint& paint,
                 std::ostream& out) {
  for (const auto& each : report.cases)
    if (is_news(each) && each.result.verdict == Verdict::error)
      print_case_block(report, each, options, paint, out);
  for (const auto& each : report.cases)
    if (each.news == News::unexpected_pass) print_case_block(report, each, options, paint, out);
  for (const auto verdict : {Verdict::fail, Verdict::inconclusive, Verdict::warn}) {
    const auto all =
        verdict == Verdict::inconclusive ? std::vector<Root>{} : roots(report, verdict);
    if (verdict == Verdict::warn && !all.empty()) out << "\n";
    for (std::size_t i = 0; i < std::min(all.size(), shown_roots); ++i) {
      print_root(all[i], verdict, paint, out);
      if (verdict == Verdict::fail && i < shown_whole)
        print_case_block(report, *all[i].cases.front(), options, paint, out);
    }
    if (all.size() > shown_roots)
      out << fmt::format("and {} more statements (--all)\n", all.size() - shown_roots);
    print_rest(report, verdict, paint, out);
  }
}

}  // namespace mqttspec::conformance::report
