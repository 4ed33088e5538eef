// Counting by section and by version.
#include "conformance/report/tables.hpp"

#include <algorithm>
#include <ostream>

#include "conformance/cases/index.hpp"
#include "conformance/report/case_block.hpp"

namespace mqttspec::conformance::report {

using namespace play;

namespace {

constexpr std::size_t title_width = 31;

struct Column {
  Verdict verdict;
  std::string_view name;
};
constexpr Column section_columns[] = {
    {Verdict::pass, "pass"},          {Verdict::note, "note"},     {Verdict::warn, "warn"},
    {Verdict::inconclusive, "incon"}, {Verdict::fail, "fail"},     {Verdict::error, "error"},
    {Verdict::declined, "decl"},      {Verdict::not_run, "unrun"},
};

using Counts = std::array<std::size_t, 8>;

struct SectionRow {
  std::string_view section;
  Counts counts{};
};

std::vector<SectionRow> count_sections(const RunReport& report) {
  std::vector<SectionRow> rows;
  for (const auto& each : report.cases) {
    auto row = std::ranges::find(rows, each.section, &SectionRow::section);
    if (row == rows.end()) row = rows.insert(rows.end(), SectionRow{each.section});
    ++row->counts[static_cast<std::size_t>(each.result.verdict)];
  }
  return rows;
}

void print_row(std::string_view title, const Counts& counts, const Paint& paint,
               std::ostream& out) {
  std::string line = fmt::format("{:<{}.{}}", title, title_width, title_width);
  for (const auto& [verdict, name] : section_columns) {
    const auto count = counts[static_cast<std::size_t>(verdict)];
    const auto cell = count == 0 ? fmt::format("{:>6}", "") : fmt::format("{:>6}", count);
    line += paint(colour_of(verdict), cell);
  }
  out << line << "\n";
}

}  // namespace

std::string section_title(std::string_view section) {
  for (const auto& group : cases::case_groups())
    if (group.section == section) return fmt::format("{} {}", section, group.title);
  return std::string(section);
}

void print_sections(const RunReport& report, const Paint& paint, std::ostream& out) {
  std::string head = fmt::format("{:<{}}", "cases by section", title_width);
  for (const auto& column : section_columns) head += fmt::format("{:>6}", column.name);
  out << paint(Colour::bold, head) << "\n";
  for (const auto& [section, counts] : count_sections(report))
    print_row(section_title(section), counts, paint, out);
  print_row("all", count_verdicts(report), paint, out);
}

void print_statements(const RunReport& report, const Paint& paint, std::ostream& out) {
  constexpr auto verdicts = static_cast<std::size_t>(StatementVerdict::violated) + 1;
  constexpr Version versions[] = {Version::v3_1_1, Version::v5_0};
  std::array<std::array<std::size_t, verdicts>, 2> counts{};
  for (const auto& each : report.statements)
    ++counts[static_cast<std::size_t>(each.id.version())][static_cast<std::size_t>(each.verdict)];

  out << paint(Colour::bold, fmt::format("{:<{}}{:>6}{:>6}", "statements", title_width,
                                         to_string(versions[0]), to_string(versions[1])))
      << "\n";
  for (std::size_t verdict = verdicts; verdict-- > 0;) {
    const auto count_3_1_1 = counts[0][verdict];
    const auto count_5_0 = counts[1][verdict];
    if (count_3_1_1 + count_5_0 == 0) continue;
    out << fmt::format("{:<{}}{:>6}{:>6}\n", to_string(StatementVerdict(verdict)), title_width,
                       count_3_1_1, count_5_0);
  }
}

}  // namespace mqttspec::conformance::report
