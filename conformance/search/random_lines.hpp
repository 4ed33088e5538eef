// The scripts of a search: those of the model's own generator, fitted for a live target.
#pragma once

#include <string>
#include <vector>

#include "codec/choices.hpp"
#include "conformance/search/scripted_clients.hpp"

namespace mqttspec::conformance::search {

/// A connect for each of three Clients, and from half of `most` up to `most` things that they do.
/// What these need comes beside it, as a connect of who is away; sometimes a world and a crowd of
/// other Clients come before all. Payloads differ, so that each message is known again.
std::vector<std::string> random_lines(Choices& choices, const ScriptKind& kind, unsigned most);

}  // namespace mqttspec::conformance::search
