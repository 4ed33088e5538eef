// The kill matrix as a command.
#include "conformance/commands/selftest.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "conformance/commands/interrupt.hpp"
#include "conformance/commands/output_file.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/selftest/client_condition_matrix.hpp"
#include "conformance/selftest/client_matrix.hpp"
#include "conformance/selftest/condition_matrix.hpp"

namespace mqttspec::conformance::commands {

using namespace selftest;

namespace {

std::span<const circumstances::World> worlds_of(const SelftestOptions& options,
                                                circumstances::Tested tested) {
  return options.thorough ? circumstances::all_worlds(tested)
                          : circumstances::default_worlds(tested);
}

bool take_servers(const SelftestOptions& options, const std::stop_token& stop, std::string& table) {
  const auto worlds = options.conditions ? worlds_of(options, circumstances::Tested::servers)
                                         : std::span<const circumstances::World>();
  const auto matrix = make_kill_matrix(stop, worlds);
  fmt::print("{}", in_words(matrix));
  table += as_table(matrix);
  if (!options.conditions) return matrix.clean();
  const auto conditional = make_condition_matrix(matrix, worlds, stop);
  fmt::print("{}", in_words(conditional));
  table = as_table(conditional);
  return matrix.clean() && conditional.is_good_enough();
}

bool take_clients(const SelftestOptions& options, const std::stop_token& stop, std::string& table) {
  const auto matrix = make_client_matrix(stop);
  fmt::print("{}", in_words(matrix));
  if (!options.conditions) return matrix.clean();
  const auto conditional = make_client_condition_matrix(
      matrix, worlds_of(options, circumstances::Tested::clients), stop);
  fmt::print("{}", in_words(conditional));
  table += as_table(conditional);
  return matrix.clean() && conditional.is_good_enough();
}

}  // namespace

int selftest_command(const SelftestOptions& options) {
  std::optional<OutputFile> file;
  if (!options.matrix.empty()) {
    auto opened = OutputFile::open(options.matrix);
    if (!opened) return complain(exit_usage, opened.error());
    file = *std::move(opened);
  }
  const Interrupt interrupt;
  bool clean = true;
  std::string table;
  if (options.only != "clients") clean = take_servers(options, interrupt.token(), table) && clean;
  if (options.only != "servers") clean = take_clients(options, interrupt.token(), table) && clean;
  if (file)
    if (const auto written = file->commit(table); !written)
      return complain(exit_own_fault, written.error());
  return clean ? exit_fine : exit_violated;
}

}  // namespace mqttspec::conformance::commands
