// See report_files.hpp.
#include "conformance/commands/report_files.hpp"

#include <fmt/chrono.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/report/github.hpp"
#include "conformance/report/html/page.hpp"
#include "conformance/report/json.hpp"
#include "conformance/report/junit.hpp"
#include "conformance/report/sarif.hpp"

namespace mqttspec::conformance::commands {

using namespace report;

std::unexpected<Refusal> usage(std::string text) {
  return std::unexpected(Refusal{exit_usage, std::move(text)});
}

Wanted<std::string> read_file(const std::string& path) {
  std::ifstream file(path);
  if (!file || std::filesystem::is_directory(path))
    return usage(fmt::format("cannot read {}", path));
  return std::string(std::istreambuf_iterator<char>(file), {});
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

// "2026-03-01", in UTC.
std::string today() { return fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr))); }

}  // namespace

int ReportFiles::take(RunReport& report) {
  apply_known(report, known);
  report.date = today();
  std::expected<void, std::string> written;
  if (json || junit || html || sarif || github) written = write(to_json(report));
  return written ? exit_fine : complain(exit_own_fault, written.error());
}

std::expected<void, std::string> ReportFiles::write(const Document& report) {
  std::expected<void, std::string> written;
  if (json) written = json->commit(report.dump(2) + "\n");
  if (!written || !(junit || html || sarif || github)) return written;
  const auto document = checked(report);
  if (!document) return std::unexpected(document.error());
  if (junit) written = junit->commit(to_junit(*document));
  if (written && html) written = html->commit(html::make_page(std::span(&*document, 1)));
  if (written && sarif) written = sarif->commit(to_sarif(*document).dump(2) + "\n");
  if (written && github)
    written = tell_github(target_name(*document), text_of(document->at("summary"), "text"),
                          findings(*document));
  return written;
}

Wanted<ReportFiles> open_report_files(const ReportPaths& paths) {
  ReportFiles files;
  auto lines = read_known(paths.known);
  if (!lines) return std::unexpected(lines.error());
  files.known = *std::move(lines);
  files.github = paths.github;
  const std::pair<const std::string*, std::optional<OutputFile>*> all[] = {
      {&paths.json, &files.json},
      {&paths.junit, &files.junit},
      {&paths.html, &files.html},
      {&paths.sarif, &files.sarif}};
  for (const auto& [path, file] : all) {
    auto opened = open_report(*path);
    if (!opened) return std::unexpected(opened.error());
    *file = *std::move(opened);
  }
  return files;
}

Wanted<Document> read_report(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  auto report = parse_document(*text);
  if (!report) return usage(fmt::format("{}: {}", path, report.error()));
  return *std::move(report);
}

std::expected<void, std::string> tell_github(std::string_view title, std::string_view totals,
                                             std::span<const Finding> findings) {
  std::fputs(github_annotations(findings).c_str(), stdout);
  const char* const path = std::getenv("GITHUB_STEP_SUMMARY");
  if (path == nullptr || *path == '\0') return {};
  std::ofstream summary(path, std::ios::app);
  summary << github_summary(title, totals, findings) << std::flush;
  if (!summary) return std::unexpected(fmt::format("cannot write {}", path));
  return {};
}

Wanted<Shard> make_shard(const std::string& text) {
  if (text.empty()) return Shard{};
  const auto shard = parse_shard(text);
  if (!shard) return usage(fmt::format("--shard \"{}\" is not i/n with 1 <= i <= n", text));
  return *shard;
}

std::vector<std::string> names_in(
    const Shard& shard,
    const std::vector<std::pair<const play::CaseGroup*, const play::Case*>>& selected) {
  std::vector<std::string> names;
  for (const auto& [group, which] : selected)
    if (shard.has(which->name)) names.emplace_back(which->name);
  if (names.empty()) names.emplace_back("");
  return names;
}

}  // namespace mqttspec::conformance::commands
