// The report that continuous integration reads: JUnit's XML.
#pragma once

#include <string>

#include "conformance/report/difference.hpp"

namespace mqttspec::conformance::report {

/// One test suite for each section and version, one test case for each case. What is wrong and not
/// known is a failure or an error, what did not run or is known to fail is skipped; README.md has
/// the whole mapping. With a difference, whose newer report it is, what is as wrong as before is
/// skipped.
std::string to_junit(const Document& report, const Difference* since = nullptr);

}  // namespace mqttspec::conformance::report
