// Telling the three kinds of selectors apart by their looks.
#include "conformance/runner/selection.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <string>

#include "conformance/cases/index.hpp"
#include "conformance/runner/runner.hpp"

namespace mqttspec::conformance::runner {

using namespace play;

namespace {

constexpr Version both[] = {Version::v3_1_1, Version::v5_0};

bool is_section(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && digit(text.front()) && digit(text.back()) &&
         std::ranges::all_of(text, [&](char c) { return digit(c) || c == '.'; });
}

bool is_at_or_below(std::string_view section, std::string_view top) {
  return section.starts_with(top) && (section.size() == top.size() || section[top.size()] == '.');
}

template <class Test>
bool judges(const Case& which, Test test) {
  return std::ranges::any_of(which.statements, [&](const Cited& cited) {
    return std::ranges::any_of(both, [&](Version version) {
      const auto id = cited.of(version);
      return id && test(*id);
    });
  });
}

}  // namespace

bool selects(std::string_view selector, const CaseGroup& group, const Case& which) {
  if (is_section(selector))
    return is_at_or_below(group.section, selector) || judges(which, [&](StatementId id) {
             return is_at_or_below(id.row().section, selector);
           });
  const auto v3_1_1 = find_statement(Version::v3_1_1, selector);
  const auto v5_0 = find_statement(Version::v5_0, selector);
  if (v3_1_1 || v5_0)
    return judges(which, [&](StatementId id) { return id == v3_1_1 || id == v5_0; });
  return ::fnmatch(std::string(selector).c_str(), std::string(which.name).c_str(), 0) == 0;
}

std::vector<std::pair<const CaseGroup*, const Case*>> select_cases(
    std::span<const CaseGroup> groups, std::span<const std::string> select) {
  std::vector<std::pair<const CaseGroup*, const Case*>> selected;
  for (const auto& group : groups)
    for (const auto& which : group.cases)
      if (select.empty() || std::ranges::any_of(select, [&](const std::string& selector) {
            return selects(selector, group, which);
          }))
        selected.emplace_back(&group, &which);
  return selected;
}

std::vector<std::pair<const CaseGroup*, const Case*>> select_cases(
    std::span<const std::string> select) {
  return select_cases(cases::case_groups(), select);
}

std::vector<std::string> idle_selectors(std::span<const std::string> select) {
  std::vector<std::string> idle;
  for (const auto& selector : select)
    if (select_cases(std::span(&selector, 1)).empty()) idle.push_back(selector);
  return idle;
}

}  // namespace mqttspec::conformance::runner
