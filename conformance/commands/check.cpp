// See check.hpp.
#include "conformance/commands/check.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "conformance/commands/check_lines.hpp"
#include "conformance/commands/interrupt.hpp"
#include "conformance/commands/output_file.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/traffic/capture.hpp"

namespace mqttspec::conformance::commands {

using namespace traffic;

namespace {

// By their first byte: pcap in either order of bytes, in microseconds or nanoseconds, and pcapng.
bool begins_like_capture(int byte) {
  return byte == 0xA1 || byte == 0xD4 || byte == 0x4D || byte == 0x0A;
}

std::expected<void, std::string> judge_file(const CheckOptions& options, TrafficReport& report,
                                            const std::stop_token& stop) {
  std::FILE* file = options.file == "-" ? stdin : std::fopen(options.file.c_str(), "rbe");
  if (file == nullptr) return std::unexpected("it cannot be opened");
  const int first = std::getc(file);
  if (first == EOF) return std::unexpected("it is empty, or cannot be read");
  std::ungetc(first, file);
  if (begins_like_capture(first)) {
    CaptureSettings settings;
    if (!options.ports.empty()) settings.ports = options.ports;
    return judge_capture(file, settings, report, stop);
  }
  std::ifstream lines;  // standard input is shared with `file`
  if (options.file != "-") {
    std::fclose(file);
    lines.open(options.file);
  }
  return judge_lines(options.file == "-" ? std::cin : lines, report);
}

}  // namespace

int check_command(const CheckOptions& options, std::ostream& out) {
  std::optional<OutputFile> json;
  if (!options.json.empty()) {
    auto file = OutputFile::open(options.json);
    if (!file) return complain(exit_usage, file.error());
    json.emplace(*std::move(file));
  }
  const Interrupt interrupt;
  TrafficReport report({.all = options.all, .paint = isatty(STDOUT_FILENO) != 0}, out);
  const auto begin = std::chrono::steady_clock::now();
  if (const auto judged = judge_file(options, report, interrupt.token()); !judged)
    return complain(exit_usage, fmt::format("{}: {}", options.file, judged.error()));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  if (interrupt.token().stop_requested()) report.note("stopped before the end");
  report.write_summary(took.count());
  if (json) {
    if (const auto written = json->commit(report.to_json().dump(2) + "\n"); !written)
      return complain(exit_own_fault, written.error());
  }
  return report.has_violations() ? exit_violated : exit_fine;
}

}  // namespace mqttspec::conformance::commands
