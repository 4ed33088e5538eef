// What GitHub Actions show of a run: annotations, and the summary of a step.
#pragma once

#include <span>
#include <string>

#include "conformance/report/findings.hpp"

namespace mqttspec::conformance::report {

/// Workflow commands for standard output, a line each: what fails as error, what is less wrong as
/// warning. GitHub shows ten of each in a step, so there are no more.
std::string github_annotations(std::span<const Finding> findings);

/// Markdown for the file that GITHUB_STEP_SUMMARY names: a title, the totals, a table of what was
/// found, and behind each of the first the packets and the command that shows it again.
std::string github_summary(std::string_view title, std::string_view totals,
                           std::span<const Finding> findings);

}  // namespace mqttspec::conformance::report
