// What all commands of the program share: exit codes and complaints.
#pragma once

#include <string_view>

namespace mqttspec::conformance::commands {

/// The exit codes of the contract; those of a run that came to its end are exit_code()'s.
enum ExitStatus : int {
  exit_fine = 0,
  exit_violated = 1,
  exit_usage = 2,
  exit_unreachable = 3,
  exit_own_fault = 4,
};

/// Prints "mqttspec: <text>" on standard error and returns `status`.
int complain(int status, std::string_view text);

}  // namespace mqttspec::conformance::commands
