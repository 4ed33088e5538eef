// See outcomes.hpp.
#include "conformance/report/outcomes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mqttspec::conformance::report {

using namespace play;

namespace {

// More inconclusive cases than one in this many, and the run says too little.
constexpr std::size_t inconclusive_share = 5;

bool came_to(const CaseOutcome& outcome, Verdict verdict) {
  return outcome.verdict == verdict && outcome.news != News::known;
}

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

// With everything declined by a version that is served, nothing is left to be said.
bool says_too_little(std::span<const CaseOutcome> cases, bool served) {
  std::size_t ran = 0;
  std::size_t concluded = 0;
  std::size_t inconclusive = 0;
  for (const auto& each : cases) {
    if (each.verdict == Verdict::not_run || each.verdict == Verdict::declined) continue;
    ++ran;
    if (each.verdict != Verdict::inconclusive) ++concluded;
    if (came_to(each, Verdict::inconclusive)) ++inconclusive;
  }
  return !served || (ran > 0 && concluded == 0 && inconclusive > 0) ||
         inconclusive * inconclusive_share > ran;
}

News news_of(const Document& which) {
  const auto word = text_of(which, "news");
  if (word == "known") return News::known;
  if (word == "unexpected pass") return News::unexpected_pass;
  return word == "fresh" ? News::fresh : News::none;
}

void count(Document& counts, std::string_view word) {
  auto& place = counts[std::string(word)];
  place = place.is_null() ? 1 : place.get<unsigned>() + 1;
}

}  // namespace

int exit_code(std::span<const CaseOutcome> cases, bool served, bool complete, bool strict) {
  const auto any = [&](auto test) { return std::ranges::any_of(cases, test); };
  if (any([](const CaseOutcome& each) { return came_to(each, Verdict::error); })) return 4;
  if (any([&](const CaseOutcome& each) {
        return each.news == News::unexpected_pass || came_to(each, Verdict::fail) ||
               (strict && came_to(each, Verdict::warn));
      }))
    return 1;
  return !complete || says_too_little(cases, served) ? 3 : 0;
}

std::string closing_line(std::span<const StatementVerdict> statements, std::size_t failed,
                         bool complete, std::string_view cut_short) {
  std::size_t testable = 0;
  std::size_t decided = 0;
  std::size_t violated = 0;
  for (const auto verdict : statements) {
    if (verdict == StatementVerdict::not_testable) continue;
    ++testable;
    if (verdict == StatementVerdict::not_exercised || verdict == StatementVerdict::declined ||
        verdict == StatementVerdict::undecided)
      continue;
    ++decided;
    if (verdict == StatementVerdict::violated) ++violated;
  }
  std::string line;
  if (!complete) line = fmt::format("incomplete ({}): ", cut_short);
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

Document summary_of(const Document& cases, const Document& statements, bool complete,
                    std::string_view cut_short) {
  Document by_verdict = Document::object();
  for (auto i = 0; i <= static_cast<int>(Verdict::error); ++i)
    by_verdict[std::string(to_string(Verdict(i)))] = 0;
  Document tracker = {{"yes", 0}, {"no", 0}, {"unknown", 0}};
  std::size_t failed = 0;
  for (const auto& each : cases) {
    const auto verdict = verdict_of(each);
    count(by_verdict, to_string(verdict));
    if (verdict > Verdict::declined) count(tracker, text_of(each.at("tracker"), "explained"));
    failed += verdict == Verdict::fail ? 1 : 0;
  }
  Document by_version = Document::object();
  std::vector<StatementVerdict> verdicts;
  for (const auto& each : statements) {
    verdicts.push_back(statement_verdict_of(each));
    count(by_version[std::string(text_of(each, "version"))], text_of(each, "verdict"));
  }
  return {{"text", closing_line(verdicts, failed, complete, cut_short)},
          {"cases", std::move(by_verdict)},
          {"tracker", std::move(tracker)},
          {"statements", std::move(by_version)}};
}

int exit_code(const Document& report, bool strict) {
  std::vector<CaseOutcome> cases;
  for (const auto& each : report.at("cases")) cases.push_back({verdict_of(each), news_of(each)});
  const bool served = std::ranges::any_of(
      report.at("facts"), [](const Document& facts) { return facts.at("served").get<bool>(); });
  return exit_code(cases, served, report.at("complete").get<bool>(), strict);
}

}  // namespace mqttspec::conformance::report
