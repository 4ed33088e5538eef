// `mqttspec selftest`: do the cases notice every fault, and nothing else?
#pragma once

#include <string>

namespace mqttspec::conformance::commands {

/// Makes the kill matrix and prints it in words; writes it as a table to `matrix_path` unless that
/// is empty. Returns 0 if it is clean, else 1.
int selftest_command(const std::string& matrix_path);

}  // namespace mqttspec::conformance::commands
