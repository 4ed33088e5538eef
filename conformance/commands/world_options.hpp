// The options that say in which worlds cases are played, of `run` and of `client`.
#pragma once

#include <string>
#include <vector>

#include "conformance/circumstances/circumstance.hpp"
#include "conformance/commands/report_files.hpp"

namespace mqttspec::conformance::commands {

struct WorldOptions {
  bool plain = false;               // the plain world alone
  bool thorough = false;            // every circumstance by itself
  std::vector<std::string> worlds;  // "deep-topics,cut"
};

/// The worlds beside the plain one. Refuses names that there are not, and circumstances of others.
Wanted<std::vector<circumstances::World>> chosen_worlds(const WorldOptions& options,
                                                        circumstances::Tested tested);

}  // namespace mqttspec::conformance::commands
