// Test suites and test cases, written with pugixml.
#include "conformance/report/junit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "conformance/report/case_block.hpp"
#include "conformance/report/tables.hpp"
#include "conformance/report/text.hpp"

namespace mqttspec::conformance::report {

using namespace play;
using namespace wire;

namespace {

std::string time_text(double seconds) { return fmt::format("{:.3f}", seconds); }

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(valid_text(value).c_str());
}
void set_text(pugi::xml_node node, std::string_view value) {
  node.text().set(valid_text(value).c_str());
}

bool is_unexpected_pass(const Document& which) {
  return text_of(which, "news") == "unexpected pass";
}

// What stands inside a test case; `tag` is null for a success.
struct Outcome {
  const char* tag;
  std::string type;
  std::string message;
};

Outcome outcome(const Document& which, bool is_as_before) {
  const auto verdict = verdict_of(which);
  const auto word = std::string(text_of(which, "verdict"));
  const auto expected = text_of(which, "expected");
  const auto actual = text_of(which, "actual");
  if (is_unexpected_pass(which))
    return {"failure", "unexpected pass",
            fmt::format("known as: {}", text_of(which, "known_reason"))};
  if (is_known(which) && verdict >= Verdict::inconclusive)
    return {"skipped", "", fmt::format("known {}: {}", word, text_of(which, "known_reason"))};
  if (is_as_before && verdict >= Verdict::inconclusive)
    return {"skipped", "", fmt::format("{} as before: {}", word, actual)};
  switch (verdict) {
    case Verdict::not_run:
    case Verdict::declined:
      return {"skipped", "",
              fmt::format("{}: {}", word, actual.empty() ? text_of(which, "explanation") : actual)};
    case Verdict::fail:
      return {"failure", word, fmt::format("expected {}; {}", expected, actual)};
    case Verdict::inconclusive:
    case Verdict::error:
      return {"error", word, fmt::format("expected {}; {}", expected, actual)};
    default:
      return {nullptr, "", ""};
  }
}

std::string closing_of(const Document& which) {
  constexpr std::pair<std::string_view, Closing> words[] = {{"none", Closing::none},
                                                            {"fin", Closing::fin},
                                                            {"reset", Closing::reset},
                                                            {"ours", Closing::ours}};
  const auto* const found = std::ranges::find(words, text_of(which, "closing"),
                                              [](const auto& each) { return each.first; });
  const auto& code = which.at("closing_code");
  return closing_text(
      found == std::end(words) ? Closing::none : found->second,
      code.is_number_integer() ? std::optional(ReasonCode{code.get<std::uint8_t>()}) : std::nullopt,
      text_of(which, "version") == "5.0" ? Version::v5_0 : Version::v3_1_1);
}

// "40 02 00 07"
std::string in_pairs(std::string_view hexadecimal) {
  std::string text;
  for (std::size_t i = 0; i < hexadecimal.size(); i += 2)
    text += fmt::format("{}{}", i == 0 ? "" : " ", hexadecimal.substr(i, 2));
  return text;
}

// Every event with time, connection, arrow and text; packets are followed by their bytes.
std::string plain_lines(const Document& which) {
  std::string text;
  for (const auto& event : which.at("wire")) {
    const auto kind = text_of(event, "event");
    const auto from = text_of(event, "from");
    const bool is_transfer = kind == "packet" || kind == "garbage";
    const auto what = is_transfer        ? std::string(text_of(event, "packet"))
                      : kind == "opened" ? "connection opened"
                                         : fmt::format("connection closed by the {}", from);
    text += fmt::format("{:9.3f} s  {} {} {}\n", event.at("at_s").get<double>(),
                        text_of(event, "connection"),
                        !is_transfer       ? ""
                        : from == "client" ? "->"
                                           : "<-",
                        what);
    if (is_transfer) text += fmt::format("             {}\n", in_pairs(text_of(event, "bytes")));
  }
  return text;
}

std::string details(const Document& which) {
  std::string text = fmt::format("verdict: {}\n", text_of(which, "verdict"));
  const auto add = [&](std::string_view label, std::string_view value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", label, value);
  };
  for (const auto& each : which.at("statements")) {
    const auto& id = each.get_ref<const std::string&>();
    add("statement", fmt::format("[{}] {}", id, statement_text(text_of(which, "version"), id)));
  }
  add("expected", text_of(which, "expected"));
  add("actual", text_of(which, "actual"));
  add("closing", closing_of(which));
  add("behaves", attribution_text(which.at("attribution").get<std::vector<std::string>>()));
  add("beside it", text_of(which, "explanation"));
  add("again", text_of(which, "again"));
  return text + plain_lines(which);
}

struct Totals {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  double seconds = 0;

  void add(const Totals& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    seconds += other.seconds;
  }
  void write(pugi::xml_node node) const {
    set(node, "tests", fmt::format("{}", tests));
    set(node, "failures", fmt::format("{}", failures));
    set(node, "errors", fmt::format("{}", errors));
    set(node, "skipped", fmt::format("{}", skipped));
    set(node, "time", time_text(seconds));
  }
};

struct Suite {
  std::string_view section;
  std::string_view version;
  std::vector<const Document*> cases;
};

std::vector<Suite> suites(const Document& report) {
  std::vector<Suite> all;
  for (const auto& each : report.at("cases")) {
    const auto section = text_of(each, "section");
    const auto version = text_of(each, "version");
    const auto same = std::ranges::find_if(all, [&](const Suite& suite) {
      return suite.section == section && suite.version == version;
    });
    if (same == all.end())
      all.push_back({section, version, {&each}});
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

class Writer {
 public:
  Writer(const Document& report, const Difference* since) : report_(report), since_(since) {
    if (since == nullptr) return;
    for (const auto& [change, before, after] : since->cases)
      if (change == Change::worse || change == Change::otherwise) news_.insert(after);
  }

  void write(pugi::xml_node root) const {
    Totals totals;
    const auto all = suites(report_);
    for (const auto& suite : all) totals.add(totals_of(suite));
    totals.write(root);
    for (const auto& suite : all) add_suite(root, suite);
  }

 private:
  Outcome outcome_of(const Document& which) const {
    return outcome(which, since_ != nullptr && !news_.contains(&which));
  }
  Totals totals_of(const Suite& suite) const {
    Totals totals;
    for (const auto* each : suite.cases) {
      const auto* const tag = outcome_of(*each).tag;
      const std::string_view name = tag == nullptr ? "" : tag;
      totals.add({1, name == "failure" ? 1U : 0U, name == "error" ? 1U : 0U,
                  name == "skipped" ? 1U : 0U, each->at("duration_s").get<double>()});
    }
    return totals;
  }
  void add_suite(pugi::xml_node root, const Suite& suite) const;
  void add_case(pugi::xml_node suite, const Document& which) const;

  const Document& report_;
  const Difference* since_;
  std::set<const Document*> news_;
};

void Writer::add_suite(pugi::xml_node root, const Suite& suite) const {
  auto node = root.append_child("testsuite");
  set(node, "name", fmt::format("{} [{}]", section_title(suite.section), suite.version));
  totals_of(suite).write(node);
  auto properties = node.append_child("properties");
  add_property(properties, "target", text_of(report_, "target"));
  add_property(properties, "version", suite.version);
  add_property(properties, "command", text_of(report_, "command"));
  for (const auto* each : suite.cases) add_case(node, *each);
}

void Writer::add_case(pugi::xml_node suite, const Document& which) const {
  auto node = suite.append_child("testcase");
  const bool is_v5 = text_of(which, "version") == "5.0";
  set(node, "classname",
      fmt::format("mqtt {}.{}", is_v5 ? "5_0" : "3_1_1", text_of(which, "section")));
  set(node, "name", text_of(which, "name"));
  set(node, "time", time_text(which.at("duration_s").get<double>()));
  const auto [tag, type, message] = outcome_of(which);
  const bool is_bad = tag != nullptr && !type.empty();
  if (tag != nullptr) {
    auto child = node.append_child(tag);
    set(child, "message", message);
    if (is_bad) set(child, "type", type);
    // GitLab and Jenkins show the text of a failure, and nothing else of a case that failed.
    if (is_bad) set_text(child, details(which));
  }
  if (!is_bad && verdict_of(which) >= Verdict::warn)
    set_text(node.append_child("system-out"), details(which));
}

}  // namespace

std::string to_junit(const Document& report, const Difference* since) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto root = document.append_child("testsuites");
  set(root, "name", "mqttspec");
  Writer(report, since).write(root);
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace mqttspec::conformance::report
