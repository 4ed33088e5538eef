// The reports that --grid names.
#pragma once

#include "conformance/book/grid.hpp"
#include "conformance/commands/report_files.hpp"

namespace mqttspec::conformance::commands {

/// Reads reports, and all reports (*.json) of folders and of the folders in them, in the order of
/// their names. Without paths the grid is empty.
Wanted<book::Grid> read_grid(const std::vector<std::string>& paths);

}  // namespace mqttspec::conformance::commands
