// The command line of the program.
#pragma once

namespace mqttspec::conformance::commands {

/// Reads the command line, carries the command out, and returns the exit code of the program. A
/// command line that makes no sense is complained of on standard error, and is exit code 2.
int run_program(int argc, char** argv);

}  // namespace mqttspec::conformance::commands
