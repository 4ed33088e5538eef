// See report_files.hpp.
#include "conformance/commands/report_files.hpp"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "conformance/report/json.hpp"
#include "conformance/report/junit.hpp"

namespace mqttspec::conformance::commands {

using namespace report;

std::unexpected<Refusal> usage(std::string text) {
  return std::unexpected(Refusal{exit_usage, std::move(text)});
}

Wanted<std::string> read_file(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf()).good()) return usage(fmt::format("cannot read {}", path));
  return text.str();
}

namespace {

Wanted<std::vector<KnownLine>> read_known(const std::string& path) {
  if (path.empty()) return {};
  const auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  auto known = parse_known(*text);
  if (!known) return usage(fmt::format("{}: {}", path, known.error()));
  for (const auto& complaint : unmatched_lines(*known))
    complain(0, fmt::format("{}: {}", path, complaint));
  return *std::move(known);
}

Wanted<std::optional<OutputFile>> open_report(const std::string& path) {
  if (path.empty()) return std::nullopt;
  auto file = OutputFile::open(path);
  if (!file) return usage(file.error());
  return std::optional(*std::move(file));
}

}  // namespace

int ReportFiles::take(RunReport& report) {
  apply_known(report, known);
  std::expected<void, std::string> written;
  if (json) written = json->commit(to_json(report).dump(2) + "\n");
  if (written && junit) written = junit->commit(to_junit(report));
  return written ? exit_fine : complain(exit_own_fault, written.error());
}

Wanted<ReportFiles> open_report_files(const std::string& known, const std::string& json,
                                      const std::string& junit) {
  ReportFiles files;
  auto lines = read_known(known);
  if (!lines) return std::unexpected(lines.error());
  files.known = *std::move(lines);
  const std::pair<const std::string*, std::optional<OutputFile>*> both[] = {{&json, &files.json},
                                                                            {&junit, &files.junit}};
  for (const auto& [path, file] : both) {
    auto opened = open_report(*path);
    if (!opened) return std::unexpected(opened.error());
    *file = *std::move(opened);
  }
  return files;
}

}  // namespace mqttspec::conformance::commands
