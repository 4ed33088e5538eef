// A difference in words: on the console.
#pragma once

#include <iosfwd>

#include "conformance/report/difference.hpp"
#include "conformance/report/paint.hpp"

namespace mqttspec::conformance::report {

/// Both targets, what is worse with what was expected and what came, then what else changed and a
/// line of totals. What stayed as it was is counted only. In 80 columns.
void print_difference(const Document& before, const Document& after, const Difference& difference,
                      const Paint& paint, std::ostream& out);

/// "cases: 1 worse, 2 better, 1148 as before".
std::string totals_line(const Difference& difference);

}  // namespace mqttspec::conformance::report
