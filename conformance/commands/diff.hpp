// `mqttspec diff`: what one report has that another has not.
#pragma once

#include <iosfwd>
#include <string>

namespace mqttspec::conformance::commands {

struct DiffOptions {
  std::string before;  // paths of JSON reports
  std::string now;
  std::string junit;  // paths of what is written
  std::string sarif;
  bool github = false;
  bool strict = false;
};

/// Prints what changed and returns the exit code of the contract, by what is new alone.
int diff_command(const DiffOptions& options, std::ostream& out);

}  // namespace mqttspec::conformance::commands
