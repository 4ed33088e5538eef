// See page_data.hpp.
#include "conformance/report/html/page_data.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "conformance/client_cases/index.hpp"
#include "conformance/report/html/ladder.hpp"
#include "conformance/report/html/target_data.hpp"
#include "conformance/report/json.hpp"
#include "conformance/report/tables.hpp"
#include "spec/register.hpp"

namespace mqttspec::conformance::report::html {

using namespace play;

namespace {

constexpr Version versions[] = {Version::v3_1_1, Version::v5_0};

template <class Enum>
Document words(Enum last) {
  Document all = Document::array();
  for (int i = 0; i <= static_cast<int>(last); ++i) all.push_back(to_string(Enum(i)));
  return all;
}

Document cited(const Case& which) {
  Document all = Document::object();
  for (const auto version : versions)
    for (const auto& each : which.statements)
      if (const auto id = each.of(version))
        all[std::string(to_string(version))].push_back(id->id());
  return all;
}

// Every statement that some report speaks of, by version, in the order of the register.
Document statements_data(std::span<const Document> reports) {
  Document all = Document::object();
  for (const auto version : versions) {
    std::map<std::size_t, StatementId> found;
    for (const auto& report : reports)
      for (const auto& each : report.at("statements"))
        if (text_of(each, "version") == to_string(version))
          if (const auto id = find_statement(version, text_of(each, "id")))
            found.emplace(id->index(), *id);
    auto& rows = all[std::string(to_string(version))] = Document::array();
    for (const auto& [index, id] : found)
      rows.push_back(
          Document::array({id.id(), to_string(id.level()), id.row().section, id.row().summary}));
  }
  return all;
}

// A case that this program does not have: what the reports say of it is put together.
void add_to(Document& all, const Document& which) {
  const auto same = std::ranges::find_if(
      all, [&](const Document& each) { return text_of(each, "name") == text_of(which, "name"); });
  const bool is_new = same == all.end();
  if (is_new)
    all.push_back({{"name", which.at("name")},
                   {"section", which.at("section")},
                   {"statements", Document::object()}});
  auto& known = is_new ? all.back() : *same;
  if (!which.at("statements").empty())
    known["statements"][std::string(text_of(which, "version"))] = which.at("statements");
}

// The cases of the reports, in the program's order; what it does not know comes last.
Document cases_data(std::span<const Document> reports) {
  std::set<std::string_view> played;
  for (const auto& report : reports)
    for (const auto& each : report.at("cases")) played.insert(text_of(each, "name"));
  Document all = Document::array();
  for (const auto* group : client_cases::groups_of_both())
    for (const auto& which : group->cases)
      if (played.erase(which.name) > 0)
        all.push_back(
            {{"name", which.name}, {"section", group->section}, {"statements", cited(which)}});
  Document unknown = Document::array();
  for (const auto& report : reports)
    for (const auto& each : report.at("cases"))
      if (played.contains(text_of(each, "name"))) add_to(unknown, each);
  for (auto& each : unknown) all.push_back(std::move(each));
  return all;
}

Document sections_data(const Document& cases) {
  Document all = Document::object();
  for (const auto& each : cases) {
    const auto section = text_of(each, "section");
    all[std::string(section)] = section_title(section);
  }
  return all;
}

}  // namespace

Document page_data(std::span<const Document> reports, Traces traces) {
  LadderTables tables;
  auto cases = cases_data(reports);
  const auto statements = statements_data(reports);
  Document targets = Document::array();
  for (const auto& report : reports)
    targets.push_back(target_data(report, cases, statements, traces, tables));
  return {{"tool", tool_version},
          {"verdicts", words(Verdict::error)},
          {"statement_verdicts", words(StatementVerdict::violated)},
          {"sections", sections_data(cases)},
          {"statements", statements},
          {"cases", std::move(cases)},
          {"targets", std::move(targets)},
          {"texts", tables.texts.all()},
          {"labels", tables.labels.all()},
          {"fields", tables.fields.all()}};
}

}  // namespace mqttspec::conformance::report::html
