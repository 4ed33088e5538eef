// `mqttspec merge`: one report from those of the shards of a run.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "conformance/commands/report_files.hpp"

namespace mqttspec::conformance::commands {

struct MergeOptions {
  std::vector<std::string> reports;  // paths of JSON reports
  ReportPaths files;                 // but for `known` and `junit`
  bool strict = false;
};

/// Writes the whole report and returns the exit code that the whole run would have had.
int merge_command(const MergeOptions& options, std::ostream& out);

}  // namespace mqttspec::conformance::commands
