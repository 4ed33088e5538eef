// All that a report says of one case that went wrong.
#pragma once

#include <iosfwd>

#include "conformance/report/console.hpp"
#include "conformance/report/paint.hpp"

namespace mqttspec::conformance::report {

/// "FAIL  name (5.0)", the statements and what they ask for, expected and actual, how the target
/// closed, the wire, and the command that runs the case again.
void print_case_block(const RunReport& report, const CaseReport& which,
                      const ConsoleOptions& options, const Paint& paint, std::ostream& out);

/// "label     text" in 80 columns, each line of the text on lines of its own.
void print_field(std::string_view label, std::string_view text, std::ostream& out);

/// "as if it re-delivers with DUP 0", with a line for each further fault that would explain
/// the failure. Empty if there is none.
std::string attribution_text(const std::vector<std::string>& attribution);

/// How the target closed the connection: "closed in order (FIN) after 0x82 Protocol Error". Empty
/// if closing was not the point.
std::string closing_text(wire::Closing closing, std::optional<ReasonCode> code, Version version);
std::string closing_text(const CaseReport& which);

/// Green if all is well, yellow if something should be better, red if something is wrong.
Colour colour_of(play::Verdict verdict);

}  // namespace mqttspec::conformance::report
