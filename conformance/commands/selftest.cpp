// The kill matrix as a command.
#include "conformance/commands/selftest.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "conformance/commands/interrupt.hpp"
#include "conformance/commands/output_file.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/selftest/client_matrix.hpp"
#include "conformance/selftest/condition_matrix.hpp"

namespace mqttspec::conformance::commands {

using namespace selftest;

int selftest_command(const SelftestOptions& options) {
  std::optional<OutputFile> file;
  if (!options.matrix.empty()) {
    auto opened = OutputFile::open(options.matrix);
    if (!opened) return complain(exit_usage, opened.error());
    file = *std::move(opened);
  }
  const Interrupt interrupt;
  const auto matrix = make_kill_matrix(interrupt.token());
  fmt::print("{}", in_words(matrix));
  auto table = as_table(matrix);
  const auto clients = make_client_matrix(interrupt.token());
  fmt::print("{}", in_words(clients));
  bool clean = matrix.clean() && clients.clean();
  if (options.conditions) {
    auto worlds = circumstances::default_worlds();
    if (options.thorough) worlds = circumstances::all_worlds();
    const auto conditional = make_condition_matrix(matrix, worlds, interrupt.token());
    fmt::print("{}", in_words(conditional));
    table = as_table(conditional);
    clean = clean && conditional.is_good_enough();
  }
  if (file)
    if (const auto written = file->commit(table); !written)
      return complain(exit_own_fault, written.error());
  return clean ? exit_fine : exit_violated;
}

}  // namespace mqttspec::conformance::commands
