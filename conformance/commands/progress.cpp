// See progress.hpp.
#include "conformance/commands/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace mqttspec::conformance::commands {

using namespace play;
using namespace report;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view clear_line = "\r\x1b[K";
constexpr auto between_texts = std::chrono::milliseconds(100);

}  // namespace

// Some runners of actions make believe that they are terminals; an annotation behind the line would
// not be seen, for it has to begin one.
ProgressLine::ProgressLine()
    : terminal_(::isatty(STDERR_FILENO) == 1 && std::getenv("GITHUB_ACTIONS") == nullptr) {}

ProgressLine::~ProgressLine() {
  if (terminal_) fmt::print(stderr, "{}", clear_line);
}

void ProgressLine::show(const std::function<std::string()>& text) {
  if (!terminal_) return;
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  if (now - shown_ < between_texts) return;
  shown_ = now;
  fmt::print(stderr, "{}{}", clear_line, text());
  std::fflush(stderr);
}

void CaseProgress::operator()(const CaseReport& report, std::size_t done, std::size_t all) {
  if (report.result.verdict >= Verdict::fail) ++failed_;
  line_.show([&] { return fmt::format("{}/{} cases, {} failed", done, all, failed_); });
}

}  // namespace mqttspec::conformance::commands
