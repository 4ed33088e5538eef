// The shortest script that still shows it.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace mqttspec::conformance::search {

using Lines = std::vector<std::string>;
/// Whether a script shows what is looked for. Is asked of several at a time.
using Shows = std::function<bool(const Lines&)>;

/// Takes whole lines away, then words of lines, as long as what is left shows it. `jobs` scripts
/// are tried at a time. What is returned shows it, or is the script itself.
Lines shrink(Lines lines, const Shows& shows, std::size_t jobs);

}  // namespace mqttspec::conformance::search
