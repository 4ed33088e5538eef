// The report that people read: what is wrong first, in blocks, then tables, then one closing line.
#pragma once

#include <iosfwd>

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::report {

struct ConsoleOptions {
  bool colours = false;  // with the escape sequences of terminals
  bool wire = false;     // every event and byte of what went wrong, not a part
  bool all = false;      // each case that went wrong, not one for those that go wrong alike
};

/// Writes the report in 80 columns; only what has no space in it is longer.
void print_console(const RunReport& report, const ConsoleOptions& options, std::ostream& out);

/// True if standard output is a terminal and the environment has no NO_COLOR.
bool use_colours();

}  // namespace mqttspec::conformance::report
