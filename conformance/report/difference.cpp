// See difference.hpp.
#include "conformance/report/difference.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace mqttspec::conformance::report {

using namespace play;

namespace {

// Shortened reports have several cases of one name: the number tells them apart.
using Key = std::tuple<std::string_view, std::string_view, std::size_t>;

std::vector<std::pair<Key, const Document*>> keyed_cases(const Document& report) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> seen;
  std::vector<std::pair<Key, const Document*>> all;
  for (const auto& each : report.at("cases")) {
    const auto name = text_of(each, "name");
    const auto version = text_of(each, "version");
    all.push_back({{name, version, seen[{name, version}]++}, &each});
  }
  return all;
}

bool came_to_something(Verdict verdict) { return verdict > Verdict::declined; }

bool is_broken_otherwise(const Document& before, const Document& after) {
  const auto known = broken_statements(before);
  return std::ranges::any_of(broken_statements(after), [&](std::string_view each) {
    return std::ranges::find(known, each) == known.end();
  });
}

Change change_of(const Document* before, const Document* after) {
  const auto was = before != nullptr ? verdict_of(*before) : Verdict::not_run;
  const auto is = after != nullptr ? verdict_of(*after) : Verdict::not_run;
  const bool was_wrong = was >= Verdict::warn;
  const bool is_wrong = is >= Verdict::warn;
  if (is_wrong && is > was) return Change::worse;
  if (came_to_something(was) && !came_to_something(is)) return Change::less_tested;
  if (was_wrong && is < was) return Change::better;
  if (is_wrong && is_broken_otherwise(*before, *after)) return Change::otherwise;
  return came_to_something(is) && !came_to_something(was) ? Change::more_tested : Change::none;
}

void compare_statements(const Document& before, const Document& after, Difference& difference) {
  std::map<std::pair<std::string_view, std::string_view>, StatementVerdict> old;
  for (const auto& each : before.at("statements"))
    old[{text_of(each, "version"), text_of(each, "id")}] = statement_verdict_of(each);
  constexpr auto broken = StatementVerdict::undecided;  // what is above it is
  for (const auto& each : after.at("statements")) {
    const auto is = statement_verdict_of(each);
    const auto found = old.find({text_of(each, "version"), text_of(each, "id")});
    const auto was = found != old.end() ? found->second : StatementVerdict::not_exercised;
    if (is > broken && is > was) difference.newly_broken.push_back({&each, was});
    if (was > broken && (is == StatementVerdict::satisfied || is == StatementVerdict::observed))
      difference.mended.push_back({&each, was});
  }
}

}  // namespace

std::string_view to_string(Change change) {
  constexpr std::string_view names[] = {"as before", "worse",       "wrong otherwise",
                                        "better",    "less tested", "more tested"};
  return names[static_cast<std::size_t>(change)];
}

std::array<std::size_t, change_count> Difference::counts() const {
  std::array<std::size_t, change_count> counts{};
  for (const auto& each : cases) ++counts[static_cast<std::size_t>(each.change)];
  return counts;
}

Difference compare(const Document& before, const Document& after) {
  Difference difference;
  std::map<Key, const Document*> old;
  for (const auto& [key, which] : keyed_cases(before)) old.emplace(key, which);
  for (const auto& [key, which] : keyed_cases(after)) {
    const auto found = old.extract(key);
    const auto* const was = found ? found.mapped() : nullptr;
    difference.cases.push_back({change_of(was, which), was, which});
  }
  for (const auto& [key, which] : old)
    difference.cases.push_back({change_of(which, nullptr), which, nullptr});
  compare_statements(before, after, difference);
  difference.newly_incomplete = !after.at("complete").get<bool>();
  return difference;
}

std::vector<std::string_view> broken_statements(const Document& which) {
  std::vector<std::string_view> all;
  for (const auto& check : which.at("checks")) {
    const auto id = text_of(check, "statement");
    if (statement_verdict_of(check) > StatementVerdict::undecided &&
        std::ranges::find(all, id) == all.end())
      all.push_back(id);
  }
  return all;
}

bool is_known(const Document& which) { return text_of(which, "news") == "known"; }

int exit_code(const Difference& difference, bool strict) {
  int status = difference.newly_incomplete ? 3 : 0;
  for (const auto& [change, before, after] : difference.cases) {
    const bool is_less = change == Change::less_tested;
    const bool is_worse = change == Change::worse || change == Change::otherwise;
    if (is_less && strict) status = 1;
    if (!is_worse || is_known(*after)) continue;
    const auto verdict = verdict_of(*after);
    if (verdict == Verdict::error) return 4;
    if (strict || verdict == Verdict::fail) status = 1;
  }
  return status;
}

}  // namespace mqttspec::conformance::report
