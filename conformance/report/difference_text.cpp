// See difference_text.hpp.
#include "conformance/report/difference_text.hpp"

#include <fmt/format.h>

#include <ostream>

#include "conformance/report/case_block.hpp"

namespace mqttspec::conformance::report {

using namespace play;

namespace {

std::string_view word_of(const Document* which) {
  return which != nullptr ? text_of(*which, "verdict") : "not there";
}

void print_title(const CaseChange& each, const Paint& paint, std::ostream& out) {
  const auto colour = each.after != nullptr ? colour_of(verdict_of(*each.after)) : Colour::dim;
  out << paint(colour, word_of(each.after))
      << fmt::format(" (was {})  {} ({})\n", word_of(each.before), text_of(each.either(), "name"),
                     text_of(each.either(), "version"));
}

void print_broken(const CaseChange& each, const Paint& paint, std::ostream& out) {
  const auto& which = *each.after;
  const auto version = text_of(which, "version");
  print_title(each, paint, out);
  for (const auto id : broken_statements(which))
    print_field("statement", fmt::format("[{}] {}", id, statement_text(version, id)), out);
  print_field("expected", text_of(which, "expected"), out);
  print_field("actual", text_of(which, "actual"), out);
  print_field("again", text_of(which, "again"), out);
}

// Why a case came to nothing or is no news, where it says so.
void print_reason(const CaseChange& each, const Paint& paint, std::ostream& out) {
  print_title(each, paint, out);
  if (each.after == nullptr) return;
  if (is_known(*each.after)) print_field("known as", text_of(*each.after, "known_reason"), out);
  if (each.change != Change::less_tested) return;
  const auto actual = text_of(*each.after, "actual");
  print_field("", actual.empty() ? text_of(*each.after, "explanation") : actual, out);
}

void print_all(Change change, const Difference& difference, const Paint& paint, std::ostream& out) {
  const bool in_full = change == Change::worse || change == Change::otherwise;
  bool is_first = true;
  for (const auto& each : difference.cases) {
    if (each.change != change) continue;
    if (is_first) out << "\n" << paint(Colour::bold, to_string(change)) << "\n";
    is_first = false;
    if (in_full && !is_known(*each.after))
      print_broken(each, paint, out);
    else
      print_reason(each, paint, out);
  }
}

void print_statements(std::string_view title, const std::vector<StatementChange>& changes,
                      const Paint& paint, std::ostream& out) {
  if (changes.empty()) return;
  out << "\n" << paint(Colour::bold, title) << "\n";
  for (const auto& [after, before] : changes)
    out << fmt::format("  {} (was {})  [{}] of {}\n", text_of(*after, "verdict"), to_string(before),
                       text_of(*after, "id"), text_of(*after, "version"));
}

}  // namespace

void print_difference(const Document& before, const Document& after, const Difference& difference,
                      const Paint& paint, std::ostream& out) {
  print_field("before", target_name(before), out);
  print_field("now", target_name(after), out);
  if (difference.newly_incomplete)
    print_field("", fmt::format("not whole: {}", text_of(after, "cut_short")), out);
  for (const auto change : {Change::worse, Change::otherwise, Change::better, Change::less_tested})
    print_all(change, difference, paint, out);
  print_statements("statements newly broken", difference.newly_broken, paint, out);
  print_statements("statements no longer broken", difference.mended, paint, out);
  out << "\n" << totals_line(difference) << "\n";
}

std::string totals_line(const Difference& difference) {
  const auto counts = difference.counts();
  std::string line;
  for (const auto change : {Change::worse, Change::otherwise, Change::better, Change::less_tested,
                            Change::more_tested, Change::none}) {
    const auto count = counts[static_cast<std::size_t>(change)];
    if (count == 0 && change != Change::worse) continue;
    line += fmt::format("{}{} {}", line.empty() ? "cases: " : ", ", count, to_string(change));
  }
  return line;
}

}  // namespace mqttspec::conformance::report
