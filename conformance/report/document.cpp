// Reading a report is holding it against a pattern that has every member with its plain value.
#include "conformance/report/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "spec/register.hpp"

namespace mqttspec::conformance::report {

using namespace play;

namespace {

// What has no plain value has to be there, in each element of a list.
constexpr std::string_view required[] = {"name", "version", "verdict", "id", "statement"};
// What only some events have is not filled in: a report that is written again stays what it was.
constexpr std::string_view optional[] = {"bytes", "packet", "decisive"};

// Members that are null fit anything.
const Document& pattern() {
  static const auto parsed = Document::parse(R"({
    "tool": {"name": "", "version": ""},
    "target": "",
    "broker": {"name": "", "version": "", "package": ""},
    "command": "", "date": "", "complete": true, "cut_short": "", "duration_s": 0,
    "facts": [{"version": "", "served": true, "evidence": "", "lacks": [""],
               "limits": {"evidence": {}, "packet_size": null, "session_s": null,
                          "queued": null}}],
    "excluded": [{"select": "", "reason": ""}],
    "summary": null,
    "cases": [{"name": "", "section": "", "version": "", "verdict": "", "news": "none",
               "known_reason": "", "closing": "none", "closing_code": null,
               "unexplained_close": false, "statements": [""],
               "checks": [{"statement": "", "verdict": ""}], "expected": "", "actual": "",
               "explanation": "", "circumstances": [""], "plain_verdict": null,
               "worlds": [{"circumstances": [""], "verdict": ""}],
               "tracker": {"explained": "unknown", "text": ""}, "attribution": [""], "tries": 1,
               "playings": [""], "ends_target": false, "again": "",
               "wire": [{"event": "", "at_s": 0, "connection": "", "from": "", "bytes": "",
                         "packet": "", "decisive": false}],
               "duration_s": 0}],
    "statements": [{"version": "", "id": "", "level": "", "verdict": "", "cases": [""]}]})");
  return parsed;
}

bool is_one_of(std::span<const std::string_view> members, std::string_view member) {
  return std::ranges::find(members, member) != members.end();
}

bool has_type_of(const Document& value, const Document& plain) {
  return plain.is_null() || (value.is_number() && plain.is_number()) ||
         value.type() == plain.type();
}

// Says what does not fit, or nothing.
std::string fit(Document& value, const Document& plain, const std::string& where) {
  if (!has_type_of(value, plain))
    return fmt::format("{} is no {}", where.empty() ? "it" : where, plain.type_name());
  std::string complaint;
  if (plain.is_array())
    for (std::size_t i = 0; i < value.size() && complaint.empty(); ++i)
      complaint = fit(value[i], plain[0], fmt::format("{}[{}]", where, i));
  if (!plain.is_object()) return complaint;
  for (const auto& [key, of_pattern] : plain.items()) {
    if (!complaint.empty()) break;
    const auto path = where.empty() ? key : where + "." + key;
    const auto found = value.find(key);
    if (found != value.end())
      complaint = fit(*found, of_pattern, path);
    else if (is_one_of(required, key) && where.ends_with(']'))
      complaint = path + " is missing";
    else if (!is_one_of(optional, key))
      value[key] = of_pattern.is_array() ? Document::array() : of_pattern;
  }
  return complaint;
}

template <class Enum>
std::optional<Enum> named(std::string_view word, Enum last) {
  for (int i = 0; i <= static_cast<int>(last); ++i)
    if (to_string(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
  return std::nullopt;
}

std::string check_verdicts(Document& report) {
  for (auto& each : report["cases"]) {
    if (!verdict_named(text_of(each, "verdict")))
      return fmt::format("\"{}\" is no verdict of a case", text_of(each, "verdict"));
    if (each["plain_verdict"].is_null()) each["plain_verdict"] = each["verdict"];
    if (!each["plain_verdict"].is_string()) return "a plain_verdict is no string";
    for (const auto& check : each["checks"])
      if (!statement_verdict_named(text_of(check, "verdict")))
        return fmt::format("\"{}\" is no verdict of a statement", text_of(check, "verdict"));
  }
  for (const auto& each : report["statements"])
    if (!statement_verdict_named(text_of(each, "verdict")))
      return fmt::format("\"{}\" is no verdict of a statement", text_of(each, "verdict"));
  return "";
}

}  // namespace

std::expected<Document, std::string> parse_document(std::string_view text) {
  auto report = Document::parse(text, nullptr, false);
  if (report.is_discarded()) return std::unexpected("it is no JSON");
  return checked(std::move(report));
}

std::expected<Document, std::string> checked(Document report) {
  if (!report.is_object() || !report.contains("cases") || !report.contains("tool"))
    return std::unexpected("it is no report of mqttspec run --json");
  auto complaint = fit(report, pattern(), "");
  if (complaint.empty()) complaint = check_verdicts(report);
  if (!complaint.empty()) return std::unexpected(complaint);
  return report;
}

std::optional<Verdict> verdict_named(std::string_view word) { return named(word, Verdict::error); }

std::optional<StatementVerdict> statement_verdict_named(std::string_view word) {
  return named(word, StatementVerdict::violated);
}

Verdict verdict_of(const Document& which) { return *verdict_named(text_of(which, "verdict")); }

StatementVerdict statement_verdict_of(const Document& statement) {
  return *statement_verdict_named(text_of(statement, "verdict"));
}

std::string target_name(const Document& report) {
  const auto& broker = report.at("broker");
  const auto name = text_of(broker, "name");
  if (name.empty()) return std::string(text_of(report, "target"));
  const auto version = text_of(broker, "version");
  return version.empty() ? std::string(name) : fmt::format("{} {}", name, version);
}

std::string_view text_of(const Document& object, std::string_view member) {
  const auto found = object.find(member);
  if (found == object.end()) return {};
  return found->get_ref<const std::string&>();
}

std::string statement_text(std::string_view version, std::string_view statement) {
  const auto id = find_statement(version == "5.0" ? Version::v5_0 : Version::v3_1_1, statement);
  return id ? fmt::format("{}, {}", to_string(id->level()), id->row().summary) : "";
}

}  // namespace mqttspec::conformance::report
