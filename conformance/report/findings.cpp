// See findings.hpp.
#include "conformance/report/findings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mqttspec::conformance::report {

using namespace play;

namespace {

bool is_unexpected(const Document& which) { return text_of(which, "news") == "unexpected pass"; }

Verdict weight(const Finding& finding) {
  return is_unexpected(*finding.which) ? Verdict::fail : verdict_of(*finding.which);
}

void sort(std::vector<Finding>& all) { std::ranges::stable_sort(all, std::greater<>(), weight); }

}  // namespace

std::vector<Finding> findings(const Document& report) {
  std::vector<Finding> all;
  for (const auto& each : report.at("cases"))
    if (text_of(each, "news") == "fresh" || is_unexpected(each)) all.push_back({&each, ""});
  sort(all);
  return all;
}

std::vector<Finding> findings(const Difference& difference) {
  std::vector<Finding> all;
  for (const auto& [change, before, after] : difference.cases)
    if ((change == Change::worse || change == Change::otherwise) && !is_known(*after))
      all.push_back({after, before != nullptr ? std::string(text_of(*before, "verdict")) : ""});
  sort(all);
  return all;
}

std::string_view verdict_word(const Document& which) {
  return text_of(which, is_unexpected(which) ? "news" : "verdict");
}

bool is_failure(const Document& which) {
  return is_unexpected(which) || verdict_of(which) >= Verdict::fail;
}

std::string statement_lines(const Document& which) {
  std::vector<std::string_view> ids = broken_statements(which);
  if (ids.empty())
    for (const auto& each : which.at("statements"))
      ids.push_back(each.get_ref<const std::string&>());
  std::string lines;
  for (const auto id : ids)
    lines += fmt::format("{}[{}] {}", lines.empty() ? "" : "\n", id,
                         statement_text(text_of(which, "version"), id));
  return lines;
}

std::string what_came(const Document& which) {
  if (is_unexpected(which)) return fmt::format("known as: {}", text_of(which, "known_reason"));
  std::string lines;
  for (const char* const member : {"expected", "actual"})
    if (const auto text = text_of(which, member); !text.empty())
      lines += fmt::format("{}{} {}", lines.empty() ? "" : "\n", member, text);
  return lines.empty() ? std::string(text_of(which, "explanation")) : lines;
}

}  // namespace mqttspec::conformance::report
