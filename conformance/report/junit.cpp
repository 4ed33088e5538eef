// Test suites and test cases, written with pugixml.
#include "conformance/report/junit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "conformance/report/case_block.hpp"
#include "conformance/report/rerun.hpp"
#include "conformance/report/tables.hpp"
#include "conformance/report/text.hpp"
#include "conformance/report/transcript.hpp"

namespace mqttspec::conformance::report {

using namespace play;

namespace {

std::string time_text(Time milliseconds) {
  return fmt::format("{:.3f}", static_cast<double>(milliseconds) / 1000);
}

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(valid_text(value).c_str());
}
void set_text(pugi::xml_node node, std::string_view value) {
  node.text().set(valid_text(value).c_str());
}

// What stands inside a test case; `tag` is null for a success.
struct Outcome {
  const char* tag;
  std::string type;
  std::string message;
};

Outcome outcome(const CaseReport& which) {
  const auto& result = which.result;
  const auto verdict = std::string(to_string(result.verdict));
  const auto reason = result.actual.empty() ? result.explanation : result.actual;
  if (which.news == News::unexpected_pass)
    return {"failure", "unexpected pass", "known as: " + which.known_reason};
  if (which.news == News::known && result.verdict >= Verdict::inconclusive)
    return {"skipped", "", fmt::format("known {}: {}", verdict, which.known_reason)};
  switch (result.verdict) {
    case Verdict::not_run:
    case Verdict::declined:
      return {"skipped", "", fmt::format("{}: {}", verdict, reason)};
    case Verdict::fail:
      return {"failure", verdict, fmt::format("expected {}; {}", result.expected, result.actual)};
    case Verdict::inconclusive:
    case Verdict::error:
      return {"error", verdict, fmt::format("expected {}; {}", result.expected, result.actual)};
    default:
      return {nullptr, "", ""};
  }
}

std::string details(const RunReport& report, const CaseReport& which) {
  const auto& result = which.result;
  std::string text = fmt::format("verdict: {}\n", to_string(result.verdict));
  const auto add = [&](std::string_view label, std::string_view value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", label, value);
  };
  for (const auto& cited : which.which->statements)
    if (const auto id = cited.of(which.version))
      add("statement",
          fmt::format("[{}] {}, {}", id->id(), to_string(id->level()), id->row().summary));
  add("expected", result.expected);
  add("actual", result.actual);
  add("closing", closing_text(which));
  add("behaves", attribution_text(which));
  add("beside it", result.explanation);
  add("again", rerun_command(report, which));
  return text + plain_transcript(result.trace, result.connection_names, result.topic_prefix);
}

void add_case(pugi::xml_node suite, const RunReport& report, const CaseReport& which) {
  auto node = suite.append_child("testcase");
  set(node, "classname",
      fmt::format("mqtt {}.{}", which.version == Version::v3_1_1 ? "3_1_1" : "5_0", which.section));
  set(node, "name", which.which->name);
  set(node, "time", time_text(which.result.duration));
  const auto [tag, type, message] = outcome(which);
  const bool is_bad = tag != nullptr && !type.empty();
  if (tag != nullptr) {
    auto child = node.append_child(tag);
    set(child, "message", message);
    if (is_bad) set(child, "type", type);
    // GitLab and Jenkins show the text of a failure, and nothing else of a case that failed.
    if (is_bad) set_text(child, details(report, which));
  }
  if (!is_bad && which.result.verdict >= Verdict::warn)
    set_text(node.append_child("system-out"), details(report, which));
}

struct Totals {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  Time duration = 0;

  void count(const CaseReport& which) {
    const auto* const tag = outcome(which).tag;
    const std::string_view name = tag == nullptr ? "" : tag;
    ++tests;
    failures += name == "failure" ? 1 : 0;
    errors += name == "error" ? 1 : 0;
    skipped += name == "skipped" ? 1 : 0;
    duration += which.result.duration;
  }
  void write(pugi::xml_node node) const {
    set(node, "tests", fmt::format("{}", tests));
    set(node, "failures", fmt::format("{}", failures));
    set(node, "errors", fmt::format("{}", errors));
    set(node, "skipped", fmt::format("{}", skipped));
    set(node, "time", time_text(duration));
  }
};

struct Suite {
  std::string_view section;
  Version version;
  std::vector<const CaseReport*> cases;
};

std::vector<Suite> suites(const RunReport& report) {
  std::vector<Suite> all;
  for (const auto& each : report.cases) {
    const auto same = std::ranges::find_if(all, [&](const Suite& suite) {
      return suite.section == each.section && suite.version == each.version;
    });
    if (same == all.end())
      all.push_back({each.section, each.version, {&each}});
    else
      same->cases.push_back(&each);
  }
  return all;
}

void add_property(pugi::xml_node properties, std::string_view name, std::string_view value) {
  auto property = properties.append_child("property");
  set(property, "name", name);
  set(property, "value", value);
}

void add_suite(pugi::xml_node root, const RunReport& report, const Suite& suite) {
  auto node = root.append_child("testsuite");
  set(node, "name", fmt::format("{} [{}]", section_title(suite.section), to_string(suite.version)));
  Totals totals;
  for (const auto* each : suite.cases) totals.count(*each);
  totals.write(node);
  auto properties = node.append_child("properties");
  add_property(properties, "target", report.target);
  add_property(properties, "version", to_string(suite.version));
  add_property(properties, "command", report.command);
  for (const auto* each : suite.cases) add_case(node, report, *each);
}

}  // namespace

std::string to_junit(const RunReport& report) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto root = document.append_child("testsuites");
  set(root, "name", "mqttspec");
  Totals totals;
  for (const auto& each : report.cases) totals.count(each);
  totals.write(root);
  for (const auto& suite : suites(report)) add_suite(root, report, suite);
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace mqttspec::conformance::report
