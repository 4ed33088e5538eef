// See report.hpp.
#include "conformance/commands/report.hpp"

#include <filesystem>

#include "conformance/commands/report_files.hpp"
#include "conformance/report/html/page.hpp"

namespace mqttspec::conformance::commands {

using namespace report;

namespace {

// What has no extension, or ends in a slash, is a folder; it is made if it is not there.
std::string page_path(const std::string& output) {
  namespace fs = std::filesystem;
  const fs::path path(output);
  if (!fs::is_directory(path) && path.has_extension()) return output;
  std::error_code ignored;
  fs::create_directories(path, ignored);
  return (path / "index.html").string();
}

}  // namespace

int report_command(const ReportOptions& options) {
  const auto refuse = [](const Refusal& refusal) { return complain(refusal.status, refusal.text); };
  auto page = open_report_files({.html = page_path(options.output)});
  if (!page) return refuse(page.error());
  std::vector<Document> reports;
  for (const auto& path : options.reports) {
    auto report = read_report(path);
    if (!report) return refuse(report.error());
    reports.push_back(*std::move(report));
  }
  if (const auto written = page->html->commit(html::make_page(reports)); !written)
    return complain(exit_own_fault, written.error());
  return exit_fine;
}

}  // namespace mqttspec::conformance::commands
