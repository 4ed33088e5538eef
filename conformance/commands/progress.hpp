// How far a run is, on one line of the terminal.
#pragma once

#include <cstddef>

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::commands {

/// Rewrites one line of standard error as cases end; says nothing if that is no terminal.
class ProgressLine {
 public:
  ProgressLine();
  /// Takes the line away.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void operator()(const report::CaseReport& report, std::size_t done, std::size_t all);

 private:
  bool terminal_;
  std::size_t failed_ = 0;
};

}  // namespace mqttspec::conformance::commands
