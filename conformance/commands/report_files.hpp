// The files of a run: what is known beforehand, and the reports that are written.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "conformance/commands/output_file.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/report/known.hpp"
#include "conformance/report/report.hpp"

namespace mqttspec::conformance::commands {

/// A complaint with the exit code that it leads to.
struct Refusal {
  int status;
  std::string text;
};
template <class T>
using Wanted = std::expected<T, Refusal>;

/// The complaint that the command line is wrong.
std::unexpected<Refusal> usage(std::string text);

/// The text of a file that the command line names.
Wanted<std::string> read_file(const std::string& path);

/// Opened before the run, so that a path that cannot be written is found out in time.
struct ReportFiles {
  std::vector<report::KnownLine> known = {};
  std::optional<OutputFile> json = {};
  std::optional<OutputFile> junit = {};

  /// Marks what is known and writes the reports. Exit code of the writing alone.
  int take(report::RunReport& report);
};

/// Empty paths are left out. Lines of the known file that match no case are complained of.
Wanted<ReportFiles> open_report_files(const std::string& known, const std::string& json,
                                      const std::string& junit);

}  // namespace mqttspec::conformance::commands
