// The files of a run: what is known beforehand, and the reports that are written.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "conformance/commands/output_file.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/report/document.hpp"
#include "conformance/report/findings.hpp"
#include "conformance/report/known.hpp"
#include "conformance/report/merge.hpp"
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

/// What the command line says of files; paths may be empty.
struct ReportPaths {
  std::string known = {};  // of known deviations
  std::string json = {};
  std::string junit = {};
  std::string html = {};
  std::string sarif = {};
  bool github = false;  // annotations on standard output, and the summary of the step
};

/// Opened before the run, so that a path that cannot be written is found out in time.
struct ReportFiles {
  std::vector<report::KnownLine> known = {};
  std::optional<OutputFile> json = {};
  std::optional<OutputFile> junit = {};
  std::optional<OutputFile> html = {};
  std::optional<OutputFile> sarif = {};
  bool github = false;

  /// True if there is any to write.
  bool any() const { return json || junit || html || sarif || github; }
  /// Marks what is known and writes the reports. Exit code of the writing alone.
  int take(report::RunReport& report);
  /// Writes what is made from a document: all of them.
  std::expected<void, std::string> write(const report::Document& report);
};

/// Empty paths are left out. Lines of the known file that match no case are complained of.
Wanted<ReportFiles> open_report_files(const ReportPaths& paths);

/// Reads a report that the command line names.
Wanted<report::Document> read_report(const std::string& path);

/// Tells GitHub Actions: annotations on standard output, and Markdown in the file that the
/// environment's GITHUB_STEP_SUMMARY names, if it does.
std::expected<void, std::string> tell_github(std::string_view title, std::string_view totals,
                                             std::span<const report::Finding> findings);

/// Of "2/5"; without text everything.
Wanted<report::Shard> make_shard(const std::string& text);

/// The names of the cases of a shard, as selectors; of an empty one, a selector that fits nothing.
std::vector<std::string> names_in(
    const report::Shard& shard,
    const std::vector<std::pair<const play::CaseGroup*, const play::Case*>>& selected);

}  // namespace mqttspec::conformance::commands
