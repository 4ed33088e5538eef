// What a report has to be told about case by case, to those who look at continuous integration.
#pragma once

#include <string>
#include <vector>

#include "conformance/report/difference.hpp"

namespace mqttspec::conformance::report {

/// A case that went wrong and is news, or that is right though the known file says otherwise.
struct Finding {
  const Document* which;
  std::string was;  // its verdict in the older of two reports, or empty
};

/// What is news in a report, the worst first.
std::vector<Finding> findings(const Document& report);
/// What is worse or wrong otherwise than in the older report, and not known; the worst first.
std::vector<Finding> findings(const Difference& difference);

/// "fail", "unexpected pass", …
std::string_view verdict_word(const Document& which);
/// True for what makes a run fail.
bool is_failure(const Document& which);

/// "[MQTT-4.3.3-10] must, …", a line for each statement that is broken or, if none is, that the
/// case cites.
std::string statement_lines(const Document& which);
/// "expected …\nactual …", or why it counts.
std::string what_came(const Document& which);

}  // namespace mqttspec::conformance::report
