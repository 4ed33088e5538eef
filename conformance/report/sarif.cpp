// See sarif.hpp.
#include "conformance/report/sarif.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "conformance/report/findings.hpp"
#include "spec/register.hpp"

namespace mqttspec::conformance::report {

using namespace play;

namespace {

constexpr const char* schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
constexpr std::string_view no_statement = "mqttspec";  // the rule of what comes to no statement

std::string_view level_of(Verdict verdict) {
  if (verdict >= Verdict::fail) return "error";
  return verdict == Verdict::warn ? "note" : "warning";
}

// "5.0/MQTT-3.1.0-2": an identifier says nothing without its version.
std::string rule_id(const Document& which, std::string_view statement) {
  if (statement.empty()) return std::string(no_statement);
  return fmt::format("{}/{}", text_of(which, "version"), statement);
}

Document rule(const std::string& id) {
  const auto slash = id.find('/');
  if (slash == std::string::npos)
    return {{"id", id},
            {"shortDescription", {{"text", "A case came to no statement."}}},
            {"help", {{"text", "mqttspec list has all cases."}}}};
  const auto version = id.starts_with("5.0") ? Version::v5_0 : Version::v3_1_1;
  const auto found = find_statement(version, std::string_view(id).substr(slash + 1));
  if (!found) return {{"id", id}, {"shortDescription", {{"text", id}}}};
  const auto text = fmt::format("{} of MQTT {}, section {}: {}", found->id(), to_string(version),
                                found->row().section, found->row().summary);
  return {
      {"id", id},
      {"shortDescription", {{"text", found->row().summary}}},
      {"fullDescription", {{"text", text}}},
      {"help",
       {{"text", fmt::format("mqttspec explain {} says all that is known of it.", found->id())}}},
      {"properties", {{"tags", {"mqtt", to_string(version), to_string(found->level())}}}}};
}

// No file of a broker is known, so the name of the case stands for the place.
Document place(const Document& which) {
  const auto name = text_of(which, "name");
  return {
      {"physicalLocation", {{"artifactLocation", {{"uri", name}}}, {"region", {{"startLine", 1}}}}},
      {"logicalLocations",
       {{{"fullyQualifiedName", fmt::format("{}/{}", text_of(which, "version"), name)},
         {"kind", "function"}}}}};
}

std::string_view baseline(Change change) {
  if (change == Change::worse) return "new";
  return change == Change::otherwise || change == Change::better ? "updated" : "unchanged";
}

class Results {
 public:
  explicit Results(const Difference* since) {
    if (since == nullptr) return;
    for (const auto& [change, before, after] : since->cases) changes_[after] = change;
  }

  void add(const Document& which) {
    if (verdict_of(which) < Verdict::warn) return;
    const auto ids = broken_statements(which);
    for (const auto id : ids) add(which, id);
    if (ids.empty()) add(which, "");
  }

  Document rules() const {
    Document all = Document::array();
    for (const auto& [id, index] : rules_) all.push_back(rule(id));
    return all;
  }
  Document take() { return std::move(results_); }

 private:
  void add(const Document& which, std::string_view statement) {
    const auto id = rule_id(which, statement);
    rules_.emplace(id, rules_.size());
    const auto again = text_of(which, "again");
    const auto text =
        fmt::format("{} ({}): {}\n{}{}{}", text_of(which, "name"), text_of(which, "version"),
                    verdict_word(which), what_came(which), again.empty() ? "" : "\nagain: ", again);
    Document result = {
        {"ruleId", id},
        {"level", level_of(verdict_of(which))},
        {"message", {{"text", text}}},
        {"locations", Document::array({place(which)})},
        {"partialFingerprints",
         {{"caseAndStatement/v1", fmt::format("{}/{}", id, text_of(which, "name"))}}}};
    if (is_known(which))
      result["suppressions"] = Document::array(
          {{{"kind", "external"}, {"justification", text_of(which, "known_reason")}}});
    if (const auto found = changes_.find(&which); found != changes_.end())
      result["baselineState"] = baseline(found->second);
    results_.push_back(std::move(result));
  }

  std::map<const Document*, Change> changes_;
  std::map<std::string, std::size_t> rules_;
  Document results_ = Document::array();
};

}  // namespace

Document to_sarif(const Document& report, const Difference* since) {
  Results results(since);
  for (const auto& each : report.at("cases")) results.add(each);
  const auto& tool = report.at("tool");
  Document driver = {
      {"name", "mqttspec"}, {"semanticVersion", tool.at("version")}, {"rules", results.rules()}};
  Document run = {{"tool", {{"driver", std::move(driver)}}},
                  {"automationDetails", {{"id", fmt::format("mqttspec/{}/", target_name(report))}}},
                  {"results", results.take()}};
  return {{"$schema", schema}, {"version", "2.1.0"}, {"runs", Document::array({std::move(run)})}};
}

}  // namespace mqttspec::conformance::report
