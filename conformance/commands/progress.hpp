// How far the work is, on one line of the terminal.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::commands {

/// Rewrites one line of standard error; does nothing if that is no terminal, or in a
/// workflow of GitHub. Used by many threads.
class ProgressLine {
 public:
  ProgressLine();
  /// Takes the line away.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Asks for the text only if it is time to show another one.
  void show(const std::function<std::string()>& text);

 private:
  bool terminal_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point shown_{};
};

/// The same of a run, as its cases end.
class CaseProgress {
 public:
  void operator()(const report::CaseReport& report, std::size_t done, std::size_t all);

 private:
  ProgressLine line_;
  std::size_t failed_ = 0;
};

}  // namespace mqttspec::conformance::commands
