// One line, rewritten.
#include "conformance/commands/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace mqttspec::conformance::commands {

using namespace play;
using namespace report;

namespace {

constexpr std::string_view clear_line = "\r\x1b[K";

}  // namespace

ProgressLine::ProgressLine() : terminal_(::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (terminal_) fmt::print(stderr, "{}", clear_line);
}

void ProgressLine::operator()(const CaseReport& report, std::size_t done, std::size_t all) {
  if (report.result.verdict >= Verdict::fail) ++failed_;
  if (!terminal_) return;
  fmt::print(stderr, "{}{}/{} cases, {} failed", clear_line, done, all, failed_);
  std::fflush(stderr);
}

}  // namespace mqttspec::conformance::commands
