// The options of `mqttspec check`.
#pragma once

namespace CLI {
class App;
}

namespace mqttspec::conformance::commands {

/// Adds the command; when it has run, `status` is its exit code.
void add_check(CLI::App& app, int& status);

}  // namespace mqttspec::conformance::commands
