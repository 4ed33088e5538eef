// Rows of each kind, selected and printed alike.
#include "conformance/commands/list.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <ostream>

#include "conformance/book/catalogue.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/report/needs.hpp"
#include "conformance/runner/client_runner.hpp"
#include "model/client/fault.hpp"
#include "model/profile.hpp"
#include "spec/export.hpp"

namespace mqttspec::conformance::commands {

using namespace play;
using namespace report;
using namespace runner;

namespace {

/// One thing that can be listed.
struct Row {
  std::string name;
  std::vector<StatementId> statements;  // that it is or cites
  std::string line;
  Json json;
};

std::vector<StatementId> ids_of(const Cited& cited) {
  std::vector<StatementId> ids;
  for (const auto version : book::both_versions)
    if (const auto id = cited.of(version)) ids.push_back(*id);
  return ids;
}

Json ids_json(std::span<const StatementId> ids) {
  Json json = Json::array();
  for (const auto id : ids) json.push_back({{"version", to_string(id.version())}, {"id", id.id()}});
  return json;
}

Row case_row(const CaseGroup& group, const Case& which) {
  Row row{std::string(which.name), {}, "", {}};
  std::string citations;
  for (const auto& cited : which.statements) {
    for (const auto id : ids_of(cited)) row.statements.push_back(id);
    citations += " " + book::citation_text(cited);
  }
  Json versions = Json::array();
  for (const auto version : book::versions_of(which)) versions.push_back(to_string(version));
  const auto needs = words(which.needs);
  row.line = fmt::format("{:<10} {}{}{}{}", group.section, which.name, citations,
                         needs.empty() ? "" : " needs ", fmt::join(needs, ", "));
  row.json = {{"name", which.name},
              {"section", group.section},
              {"title", group.title},
              {"versions", std::move(versions)},
              {"statements", ids_json(row.statements)},
              {"needs", needs}};
  return row;
}

std::vector<Row> case_rows(std::span<const std::string> select) {
  std::vector<Row> rows;
  for (const auto& [group, which] : select_cases(select)) rows.push_back(case_row(*group, *which));
  for (const auto& [group, which] : select_client_cases(select))
    rows.push_back(case_row(*group, *which));
  return rows;
}

Row statement_row(StatementId id) {
  const auto& row = id.row();
  Json names = Json::array();
  for (const auto* each : book::cases_of(id)) names.push_back(each->name);
  const auto checks = words(row.checks);
  const auto where = checks.empty() ? fmt::format("unchecked ({})", row.excuse)
                                    : fmt::format("{}", fmt::join(checks, "+"));
  Json json = export_statement(id);
  const auto line =
      fmt::format("{:<5} {:<20} {:<8} {:<6} {:>3} cases  {}", to_string(row.version), row.id,
                  to_string(row.level), to_string(row.actor), names.size(), where);
  json["cases"] = std::move(names);
  return {std::string(row.id), {id}, line, std::move(json)};
}

std::vector<Row> statement_rows() {
  std::vector<Row> rows;
  for (const auto version : book::both_versions)
    for (std::size_t i = 0; i < statements(version).size(); ++i)
      rows.push_back(statement_row(StatementId::at(version, i)));
  return rows;
}

// Of the reference broker, or of the reference Client.
template <class Faults>
std::vector<Row> fault_rows(Faults faults) {
  std::vector<Row> rows;
  for (const auto& fault : faults) {
    auto ids = ids_of(fault.cited);
    Json json = {{"name", fault.name},
                 {"kind", model::to_string(fault.kind)},
                 {"statements", ids_json(ids)},
                 {"text", fault.text}};
    rows.push_back({std::string(fault.name), std::move(ids),
                    fmt::format("{} {} {}: {}", fault.name, model::to_string(fault.kind),
                                book::citation_text(fault.cited), fault.text),
                    std::move(json)});
  }
  return rows;
}

std::vector<Row> profile_rows() {
  std::vector<Row> rows;
  for (const auto& profile : model::profiles())
    rows.push_back({std::string(profile.name),
                    {},
                    fmt::format("{:<24} {}", profile.name, profile.summary),
                    {{"name", profile.name}, {"summary", profile.summary}}});
  return rows;
}

std::string_view to_string(circumstances::Tested tested) {
  switch (tested) {
    case circumstances::Tested::servers:
      return "servers";
    case circumstances::Tested::clients:
      return "clients";
    case circumstances::Tested::both:
      break;
  }
  return "both";
}

// With the cases that they change the meaning of.
std::vector<Row> circumstance_rows() {
  std::vector<Row> rows;
  for (const auto& each : circumstances::circumstances()) {
    auto line = fmt::format("{:<26} {:<8} {}", each.name, to_string(each.tested), each.text);
    Json but = Json::array();
    for (const auto& exception : circumstances::exceptions()) {
      if (exception.circumstance != each.id) continue;
      line += fmt::format("\n  but not {}: {}", exception.cases, exception.reason);
      but.push_back({{"cases", exception.cases}, {"reason", exception.reason}});
    }
    Json json = {{"name", each.name},
                 {"tested", to_string(each.tested)},
                 {"text", each.text},
                 {"exceptions", std::move(but)}};
    rows.push_back({std::string(each.name), {}, std::move(line), std::move(json)});
  }
  return rows;
}

std::vector<Row> condition_rows() {
  std::vector<Row> rows;
  for (const auto& each : model::conditions::conditions())
    rows.push_back({std::string(each.name),
                    {},
                    fmt::format("{:<32} {}", each.name, each.text),
                    {{"name", each.name}, {"text", each.text}}});
  return rows;
}

bool is_at_or_below(std::string_view section, std::string_view top) {
  return section.starts_with(top) && (section.size() == top.size() || section[top.size()] == '.');
}

// A statement identifier, a section, or a glob over names.
bool selects(const std::string& selector, const Row& row) {
  return std::ranges::any_of(row.statements,
                             [&](StatementId id) {
                               return find_statement(id.version(), selector) == id ||
                                      is_at_or_below(id.row().section, selector);
                             }) ||
         ::fnmatch(selector.c_str(), row.name.c_str(), 0) == 0;
}

// Keeps what is selected; returns the selectors that name nothing.
std::vector<std::string> filter(std::vector<Row>& rows, std::span<const std::string> select) {
  std::vector<std::string> idle;
  for (const auto& selector : select)
    if (std::ranges::none_of(rows, [&](const Row& row) { return selects(selector, row); }))
      idle.push_back(selector);
  if (!select.empty())
    std::erase_if(rows, [&](const Row& row) {
      return std::ranges::none_of(
          select, [&](const std::string& selector) { return selects(selector, row); });
    });
  return idle;
}

std::vector<Row> all_rows(ListSubject subject) {
  if (subject == ListSubject::statements) return statement_rows();
  if (subject == ListSubject::faults) return fault_rows(model::faults());
  if (subject == ListSubject::client_faults) return fault_rows(model::client::faults());
  if (subject == ListSubject::circumstances) return circumstance_rows();
  if (subject == ListSubject::conditions) return condition_rows();
  return profile_rows();
}

}  // namespace

int list_command(const ListOptions& options, std::istream&, std::ostream& out, std::ostream& err) {
  const bool is_cases = options.subject == ListSubject::cases;
  auto rows = is_cases ? case_rows(options.select) : all_rows(options.subject);
  auto idle = is_cases ? idle_selectors(options.select) : filter(rows, options.select);
  if (is_cases)
    std::erase_if(idle, [](const std::string& each) {
      return !select_client_cases(std::span(&each, 1)).empty();
    });
  for (const auto& selector : idle) err << "mqttspec: nothing is named by " << selector << "\n";
  if (!idle.empty()) return exit_usage;
  if (options.json) {
    Json all = Json::array();
    for (auto& row : rows) all.push_back(std::move(row.json));
    out << all.dump(2) << "\n";
    return exit_fine;
  }
  for (const auto& row : rows) out << row.line << "\n";
  return exit_fine;
}

}  // namespace mqttspec::conformance::commands
