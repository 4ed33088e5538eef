// The report that continuous integration reads: JUnit's XML.
#pragma once

#include <string>

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::report {

/// One test suite for each section and version, one test case for each case. What is wrong and not
/// known is a failure or an error, what did not run or is known to fail is skipped; README.md has
/// the whole mapping.
std::string to_junit(const RunReport& report);

}  // namespace mqttspec::conformance::report
