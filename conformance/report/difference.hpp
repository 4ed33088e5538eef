// What one report has that another has not: cases and statements that came to something else.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "conformance/report/document.hpp"

namespace mqttspec::conformance::report {

/// What became of a case between two reports.
enum class Change : std::uint8_t {
  none,
  worse,        // it is wrong, and was not, or less so
  otherwise,    // it is as wrong as before, but by a statement that was not broken before
  better,       // it was wrong, and is not, or less so
  less_tested,  // it came to something, and now it is declined, not run or not there
  more_tested,  // the other way round, and nothing is wrong
};
inline constexpr std::size_t change_count = 6;

std::string_view to_string(Change change);

/// One case in one version. Either side is null where its report has no such case.
struct CaseChange {
  Change change;
  const Document* before;
  const Document* after;

  const Document& either() const { return after != nullptr ? *after : *before; }
};

struct StatementChange {
  const Document* after;
  play::StatementVerdict before;
};

/// Lives no longer than the documents that it was made from.
struct Difference {
  std::vector<CaseChange>
      cases;  // all, also those without a change; in the order of the new report
  std::vector<StatementChange> newly_broken;  // worse than satisfied, and worse than before
  std::vector<StatementChange> mended;
  bool newly_incomplete = false;  // the new report is not whole

  std::array<std::size_t, change_count> counts() const;
};

/// Cases are the same that have the same name and version.
Difference compare(const Document& before, const Document& after);

/// The statements that a case found broken, each once.
std::vector<std::string_view> broken_statements(const Document& which);

/// True if the known file of the new run says of the case that it is wrong.
bool is_known(const Document& which);

/// The exit code of the contract: 1 if a case fails that did not, or by another statement, 4 if an
/// error of our own is new, 3 if the new report is not whole. With `strict` whatever is worse or
/// less tested counts like a failure.
int exit_code(const Difference& difference, bool strict);

}  // namespace mqttspec::conformance::report
