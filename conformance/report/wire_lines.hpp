// What was on the wires of a case, as indented lines of 80 columns.
#pragma once

#include <iosfwd>

#include "conformance/report/paint.hpp"
#include "conformance/run.hpp"

namespace mqttspec::conformance {

/// Writes the events of the trace with time since the first, connection, direction, packet and
/// bytes; the decisive one is marked `>`. Unless `all`, a long trace is cut to the part around that
/// event, and bytes to one line.
void print_wire(const CaseResult& result, bool all, const Paint& paint, std::ostream& out);

}  // namespace mqttspec::conformance
