// Blocks of labels and texts.
#include "conformance/book/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "conformance/book/parts.hpp"
#include "conformance/report/case_block.hpp"
#include "conformance/report/text.hpp"

namespace mqttspec::conformance::book {

using report::print_field;
using report::valid_text;

namespace {

constexpr std::size_t most_hits = 12;
constexpr std::size_t most_letters = 200;

std::string heading(const Entry& entry) {
  return fmt::format("{}{} {}", entry.title, entry.kind == Kind::statement ? " " : ",",
                     entry.about);
}

std::string target_text(const Cell& cell) {
  return fmt::format("{} {}{}{}", cell.target->name, cell.target->version,
                     cell.note.empty() ? "" : ": ", valid_text(cell.note));
}

void print_row(const std::vector<std::string>& row, std::ostream& out) {
  print_field(row.front(), fmt::format("{}", fmt::join(row.begin() + 1, row.end(), " | ")), out);
}

// A packet has its sections, which have their statements.
bool lists_statements(const Entry& entry) {
  return entry.kind != Kind::statement && entry.kind != Kind::packet;
}

}  // namespace

void print_entry(const Entry& entry, const Grid& grid, std::ostream& out) {
  out << heading(entry) << "\n";
  if (has_summary_of_its_own(entry.kind)) print_field("summary", entry.summary, out);
  for (const auto& field : entry.fields) print_field(field.label, field.link + field.text, out);
  if (lists_statements(entry))
    for (const auto id : entry.judged) {
      const auto field = statement_field("", id);
      print_field(to_string(id.version()), field.link + field.text, out);
    }
  for (const auto& table : entry.tables) {
    if (!table.title.empty()) out << "\n" << table.title << "\n";
    print_row(table.head, out);
    for (const auto& row : table.rows) print_row(row, out);
  }
  for (const auto& cell : cells_of(entry, grid))
    print_field(cell.shown.word, target_text(cell), out);
}

void print_hits(const Book& book, std::string_view query, std::span<const SearchIndex::Hit> hits,
                std::ostream& out) {
  out << fmt::format("{} for \"{}\", the best first; mqttspec explain NAME tells all of one\n",
                     hits.size() == 1 ? "one" : fmt::format("{}", hits.size()), query);
  for (const auto& hit : hits.first(std::min(hits.size(), most_hits))) {
    const auto& entry = book.entries()[hit.entry];
    auto summary = entry.summary.substr(0, most_letters);
    if (summary.size() < entry.summary.size())
      summary = summary.substr(0, summary.rfind(' ')) + " …";
    const auto version = entry.kind == Kind::statement || entry.kind == Kind::section ||
                                 entry.kind == Kind::reason_code
                             ? fmt::format(" {}", to_string(*entry.version))
                             : "";
    print_field(to_string(entry.kind), fmt::format("{}{}  {}", entry.title, version, summary), out);
  }
}

}  // namespace mqttspec::conformance::book
