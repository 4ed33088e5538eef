// Options that a team keeps in a file instead of typing them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/commands/report_files.hpp"

namespace mqttspec::conformance::commands {

/// The file that is read unasked from the current folder, if it is there.
inline constexpr const char* usual_configuration = "mqttspec.toml";

/// Whether a command has an option of that name, "json"; of none, whether there is that command.
using HasOption = std::function<bool(std::string_view command, std::string_view option)>;

/// What the command line says after its program, a command first, and behind it the options that
/// the file has for that command: `known = "deviations"` below [run] is --known=deviations. An
/// option that the command line has stays as it is there. The file is that of --config, which is
/// taken away, or the usual one. Refuses a file that is no TOML, and whatever in it no command
/// knows.
Wanted<std::vector<std::string>> with_configuration(std::vector<std::string> arguments,
                                                    const HasOption& has_option);

}  // namespace mqttspec::conformance::commands
