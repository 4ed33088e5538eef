// What was on the wires of a case, as indented lines of 80 columns.
#pragma once

#include <iosfwd>

#include "conformance/play/run.hpp"
#include "conformance/report/paint.hpp"

namespace mqttspec::conformance::report {

/// Writes the events of the trace with time since the first, connection, direction, packet and
/// bytes; the decisive one is marked `>`. Unless `all`, a long trace is cut to the part around that
/// event, and bytes to one line.
void print_wire(const play::CaseResult& result, bool all, const Paint& paint, std::ostream& out);

}  // namespace mqttspec::conformance::report
