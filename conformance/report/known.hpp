// The file of known deviations of a target: what is wrong as it says is no news.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::report {

/// One line: "<version> <case name> <verdict> # <reason>", the verdict being any, "not run" written
/// as not-run; with a ? behind it, it comes and goes, and a pass is no news. A statement in
/// brackets instead of the name: all cases in which it was noticed, though they are not about it.
/// Empty lines, and lines that begin with #, say nothing.
struct KnownLine {
  std::size_t number;  // in the file, from 1
  Version version;
  std::string name;  // of the case, or "[MQTT-4.4.0-1]"
  play::Verdict verdict;
  std::string reason;
  bool comes_and_goes = false;
};

/// Reads the text of a known file; on failure says which line is wrong and how.
std::expected<std::vector<KnownLine>, std::string> parse_known(std::string_view text);

/// Sets the news of every case: what is wrong but no worse than known is known, what fails not
/// against expectation is an unexpected pass, what is wrong otherwise is fresh.
void apply_known(RunReport& report, const std::vector<KnownLine>& known);

/// A complaint for each line whose case does not exist in that version.
std::vector<std::string> unmatched_lines(const std::vector<KnownLine>& known);

}  // namespace mqttspec::conformance::report
