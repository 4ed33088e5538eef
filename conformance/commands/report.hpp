// `mqttspec report`: one page of any number of reports.
#pragma once

#include <string>
#include <vector>

namespace mqttspec::conformance::commands {

struct ReportOptions {
  std::vector<std::string> reports;  // paths of JSON reports
  std::string output;                // a file, or a folder for index.html
};

/// Writes the page; returns the exit code of the program.
int report_command(const ReportOptions& options);

}  // namespace mqttspec::conformance::commands
