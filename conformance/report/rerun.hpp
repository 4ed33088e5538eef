// The command line that runs one case of a report again.
#pragma once

#include <string>

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::report {

/// What the run's own command says, but for this case in its version alone: the target (a word with
/// "://") and the options stay, selectors and the paths of reports go. Empty if the report does not
/// know its command.
std::string rerun_command(const RunReport& report, const CaseReport& which);

}  // namespace mqttspec::conformance::report
