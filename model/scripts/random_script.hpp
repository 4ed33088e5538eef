// Random runs of the broker as lines of a script, read off choice bytes: likely enough to reach
// deep states, and readable when they fail.
#pragma once

#include <string>

#include "codec/choices.hpp"

namespace mqttspec::model::scripts {

/// One line that Script understands, from a small world: three Clients, a few topics, identifiers
/// and times. Choice bytes that are used up give `a ping`.
std::string random_line(Choices& choices);

/// As many lines, a connect for each Client first.
std::string random_script(Choices& choices, unsigned lines);

}  // namespace mqttspec::model::scripts
