// See grid.hpp.
#include "conformance/book/grid.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/book/paths.hpp"
#include "conformance/client_cases/index.hpp"

namespace mqttspec::conformance::book {

using namespace play;
using report::Document;
using report::text_of;

namespace {

constexpr Version grid_versions[] = {Version::v3_1_1, Version::v5_0};

std::optional<Version> version_of(const Document& object) {
  for (const auto version : grid_versions)
    if (text_of(object, "version") == to_string(version)) return version;
  return std::nullopt;
}

bool is_known_case(std::string_view name) {
  return std::ranges::any_of(client_cases::groups_of_both(), [&](const CaseGroup* group) {
    return std::ranges::any_of(group->cases, [&](const Case& each) { return each.name == name; });
  });
}

// The case that came to the verdict on the statement; where none says so, the first that cites it.
std::string deciding_case(const Document& statement, const Document& cases) {
  const auto& cited = statement.at("cases");
  const bool is_told = report::statement_verdict_of(statement) >= StatementVerdict::not_followed;
  for (const auto& which : cases) {
    if (!is_told || text_of(which, "version") != text_of(statement, "version")) continue;
    if (std::ranges::find(cited, which.at("name")) == cited.end()) continue;
    for (const auto& check : which.at("checks"))
      if (text_of(check, "statement") == text_of(statement, "id") &&
          text_of(check, "verdict") == text_of(statement, "verdict"))
        return std::string(text_of(which, "name"));
  }
  return cited.empty() ? "" : cited.front().get<std::string>();
}

void add_statement_verdicts(const Document& report, GridTarget& target) {
  for (const auto& each : report.at("statements")) {
    const auto version = version_of(each);
    const auto id = version ? find_statement(*version, text_of(each, "id")) : std::nullopt;
    const auto verdict = report::statement_verdict_of(each);
    if (!id || verdict == StatementVerdict::not_exercised ||
        verdict == StatementVerdict::not_testable)
      continue;
    target.statements[*id] = {verdict, deciding_case(each, report.at("cases"))};
  }
}

void add_case_verdicts(const Document& report, GridTarget& target) {
  for (const auto& each : report.at("cases")) {
    const auto version = version_of(each);
    if (!version) continue;
    const auto verdict = report::verdict_of(each);
    GridTarget::Came came{verdict, "", ""};
    if (verdict >= Verdict::warn) {
      came.expected = text_of(each, "expected");
      came.actual = text_of(each, "actual");
    }
    target.cases.emplace(std::pair(std::string(text_of(each, "name")), *version), std::move(came));
  }
}

GridTarget make_target(const Document& report) {
  const auto& cases = report.at("cases");
  GridTarget target{
      .name = report::target_name(report),
      .version = "",
      .date = std::string(text_of(report, "date")),
      .is_client = !cases.empty() && text_of(cases.front(), "name").starts_with("client/")};
  const auto& broker = report.at("broker");
  if (const auto name = text_of(broker, "name"); !name.empty()) {
    target.name = name;
    target.version = text_of(broker, "version");
  }
  for (const auto& facts : report.at("facts"))
    if (const auto version = version_of(facts); version && facts.at("served").get<bool>())
      target.served.push_back(*version);
  add_statement_verdicts(report, target);
  add_case_verdicts(report, target);
  return target;
}

bool serves(const GridTarget& target, Version version) {
  return target.served.empty() || std::ranges::find(target.served, version) != target.served.end();
}

bool is_wrong(StatementVerdict verdict) { return verdict == StatementVerdict::violated; }
bool is_warned(StatementVerdict verdict) {
  return verdict >= StatementVerdict::not_followed && !is_wrong(verdict);
}

void add_statement_cells(StatementId id, const Grid& grid, std::vector<Cell>& cells) {
  for (const auto& target : grid) {
    const auto said = target.statements.find(id);
    if (said == target.statements.end() || !serves(target, id.version())) continue;
    const auto& [verdict, name] = said->second;
    Cell cell{&target, id.version(), shown(verdict), "", ""};
    if (is_known_case(name)) cell.case_path = case_path(name);
    const auto came = target.cases.find({name, id.version()});
    if (verdict >= StatementVerdict::not_followed && came != target.cases.end())
      cell.note = came->second.actual;
    cells.push_back(std::move(cell));
  }
}

void add_case_cells(const std::string& name, const Grid& grid, std::vector<Cell>& cells) {
  for (const auto version : grid_versions)
    for (const auto& target : grid)
      if (const auto came = target.cases.find({name, version});
          came != target.cases.end() && serves(target, version))
        cells.push_back({&target, version, shown(came->second.verdict), "", came->second.actual});
}

}  // namespace

Grid make_grid(std::span<const Document> reports) {
  Grid grid;
  for (const auto& report : reports) grid.push_back(make_target(report));
  std::ranges::stable_sort(grid, {}, &GridTarget::is_client);
  return grid;
}

Shown shown(StatementVerdict verdict) {
  const auto word = to_string(verdict);
  if (verdict <= StatementVerdict::not_testable) return {word, "·", "not-run"};
  if (verdict == StatementVerdict::declined) return {word, "–", "declined"};
  if (verdict == StatementVerdict::observed) return {word, "i", "note"};
  if (verdict == StatementVerdict::satisfied) return {word, "✓", "pass"};
  if (verdict == StatementVerdict::undecided) return {word, "?", "inconclusive"};
  return is_wrong(verdict) ? Shown{word, "✗", "fail"} : Shown{word, "!", "warn"};
}

Shown shown(Verdict verdict) {
  constexpr std::string_view signs[] = {"·", "–", "i", "✓", "!", "?", "✗", "E"};
  const auto word = to_string(verdict);
  return {word, signs[static_cast<std::size_t>(verdict)],
          verdict == Verdict::not_run ? "not-run" : word};
}

std::vector<Cell> cells_of(const Entry& entry, const Grid& grid) {
  std::vector<Cell> cells;
  if (entry.kind == Kind::statement) add_statement_cells(entry.judged.front(), grid, cells);
  if (entry.kind == Kind::case_) add_case_cells(entry.title, grid, cells);
  return cells;
}

std::string without(Version version, bool is_client, const Grid& grid) {
  std::vector<std::string_view> names;
  for (const auto& target : grid)
    if (target.is_client == is_client && !serves(target, version)) names.push_back(target.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

Tally tally_of(StatementId id, const Grid& grid) {
  Tally tally;
  for (const auto& target : grid) {
    const auto said = target.statements.find(id);
    if (said == target.statements.end()) continue;
    const auto verdict = said->second.verdict;
    if (verdict < StatementVerdict::satisfied || verdict == StatementVerdict::undecided) continue;
    ++tally.judged;
    if (is_wrong(verdict)) ++tally.wrong;
    if (is_warned(verdict)) ++tally.warned;
  }
  return tally;
}

}  // namespace mqttspec::conformance::book
