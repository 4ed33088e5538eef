// The options of `mqttspec check` and `mqttspec watch`.
#pragma once

namespace CLI {
class App;
}

namespace mqttspec::conformance::commands {

/// Each adds its command; when that has run, `status` is its exit code.
void add_check(CLI::App& app, int& status);
void add_watch(CLI::App& app, int& status);

}  // namespace mqttspec::conformance::commands
