// The options of the commands that have to do with a live broker or Client.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace mqttspec::conformance::commands {

// Each adds its command to the program; when it was carried out, `status` is its exit code.
void add_run(CLI::App& app, int& status);
void add_search(CLI::App& app, int& status);
void add_reproduce(CLI::App& app, int& status);
void add_serve(CLI::App& app, int& status);
void add_table(CLI::App& app, int& status);
void add_client(CLI::App& app, int& status, const std::vector<std::string>& client);

}  // namespace mqttspec::conformance::commands
