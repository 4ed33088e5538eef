// Suggestions for a name that does not exist.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mqttspec::conformance::commands {

/// How many characters have to be put in, taken out or replaced to make one text of the other;
/// upper and lower case are the same.
std::size_t distance(std::string_view a, std::string_view b);

/// Up to `most` of the names that are nearest to the word, nearest first, each once: those that
/// need no more than a third of its characters changed, and those that contain it.
std::vector<std::string> nearest(std::string_view word, std::vector<std::string> names,
                                 std::size_t most);

}  // namespace mqttspec::conformance::commands
