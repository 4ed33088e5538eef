// The tables of a report: cases by section, statements by version.
#pragma once

#include <iosfwd>

#include "conformance/report/paint.hpp"
#include "conformance/report/report.hpp"

namespace mqttspec::conformance::report {

/// How many cases of each section came to which verdict, in the order of the sections.
void print_sections(const RunReport& report, const Paint& paint, std::ostream& out);

/// How many statements of each version came to which verdict, the worst first.
void print_statements(const RunReport& report, const Paint& paint, std::ostream& out);

/// "3.1 CONNECT".
std::string section_title(std::string_view section);

}  // namespace mqttspec::conformance::report
