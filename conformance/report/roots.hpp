// Which statements a report comes down to: one fault of a broker makes many cases fail.
#pragma once

#include <iosfwd>

#include "conformance/report/console.hpp"
#include "conformance/report/paint.hpp"

namespace mqttspec::conformance::report {

/// A statement that is not met, and the cases in which it was not.
struct Root {
  StatementId statement;
  play::StatementVerdict verdict;        // the worst of them
  std::vector<const CaseReport*> cases;  // the one with the fewest other faults first
};

/// The statements that the cases with this verdict find unmet, those of most cases first. Only what
/// is news counts.
std::vector<Root> roots(const RunReport& report, play::Verdict verdict);

/// Writes what is wrong by statement: the commonest two with a whole case, the others in a few
/// lines, then what came to no statement.
void print_roots(const RunReport& report, const ConsoleOptions& options, const Paint& paint,
                 std::ostream& out);

/// True if the case went wrong and the known file says nothing of it.
bool is_news(const CaseReport& which);

}  // namespace mqttspec::conformance::report
