// `mqttspec selftest`: the cases prove themselves.
#pragma once

#include <string>

namespace mqttspec::conformance::commands {

struct SelftestOptions {
  std::string matrix;       // path of the kill matrix, or of the one with conditions
  bool conditions = false;  // every fault under every condition
  bool thorough = false;    // in all circumstances
  std::string only;         // "servers" or "clients"
};

/// Plays, prints what is not as it should be, and returns the exit code of the program.
int selftest_command(const SelftestOptions& options);

}  // namespace mqttspec::conformance::commands
