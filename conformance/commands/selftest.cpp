// The kill matrix as a command.
#include "conformance/commands/selftest.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "conformance/commands/interrupt.hpp"
#include "conformance/commands/output_file.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/selftest/kill_matrix.hpp"

namespace mqttspec::conformance::commands {

using namespace selftest;

int selftest_command(const std::string& matrix_path) {
  std::optional<OutputFile> file;
  if (!matrix_path.empty()) {
    auto opened = OutputFile::open(matrix_path);
    if (!opened) return complain(exit_usage, opened.error());
    file = *std::move(opened);
  }
  const Interrupt interrupt;
  const auto matrix = make_kill_matrix(interrupt.token());
  fmt::print("{}", in_words(matrix));
  if (file)
    if (const auto written = file->commit(as_table(matrix)); !written)
      return complain(exit_own_fault, written.error());
  return matrix.clean() ? exit_fine : exit_violated;
}

}  // namespace mqttspec::conformance::commands
