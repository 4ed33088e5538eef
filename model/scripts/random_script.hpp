// Random runs of the broker as lines of a script, read off choice bytes: likely enough to reach
// deep states, and readable when they fail.
#pragma once

#include <string>
#include <vector>

#include "codec/choices.hpp"
#include "model/scripts/action.hpp"

namespace mqttspec::model::scripts {

/// What one Client does, or all of them, in a small world: three Clients, a few topics, identifiers
/// and times. Choice bytes that are used up give `a ping`.
Action random_action(Choices& choices);

/// The same as a line that Script understands, of the same bytes.
std::string random_line(Choices& choices);

/// A connect for each Client.
std::vector<Action> random_connects(Choices& choices);

/// As many lines behind these.
std::string random_script(Choices& choices, unsigned lines);

}  // namespace mqttspec::model::scripts
