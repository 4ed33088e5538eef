// See grid_files.hpp.
#include "conformance/commands/grid_files.hpp"

#include <algorithm>
#include <filesystem>

namespace mqttspec::conformance::commands {
namespace {

namespace fs = std::filesystem;

void add_reports(const fs::path& path, std::vector<std::string>& files) {
  if (!fs::is_directory(path)) return files.push_back(path.string());
  std::vector<fs::path> inside;
  for (const auto& each : fs::directory_iterator(path))
    if (each.is_directory() || each.path().extension() == ".json") inside.push_back(each.path());
  std::ranges::sort(inside);
  for (const auto& each : inside) add_reports(each, files);
}

}  // namespace

Wanted<book::Grid> read_grid(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const auto& path : paths) add_reports(path, files);
  if (files.empty() && !paths.empty())
    return usage("--grid: there is no report in " + paths.front());
  std::vector<report::Document> reports;
  for (const auto& file : files) {
    auto report = read_report(file);
    if (!report) return std::unexpected(report.error());
    reports.push_back(*std::move(report));
  }
  return book::make_grid(reports);
}

}  // namespace mqttspec::conformance::commands
