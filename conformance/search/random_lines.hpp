// The scripts of a search: those of the model's own generator, fitted for a live target.
#pragma once

#include <string>
#include <vector>

#include "codec/choices.hpp"
#include "conformance/search/scripted_clients.hpp"

namespace mqttspec::conformance::search {

/// Up to `most` lines and no fewer than half of that, beginning with a connect for each of three
/// Clients. Payloads differ, so that each message is known again.
std::vector<std::string> random_lines(Choices& choices, const ScriptKind& kind, unsigned most);

}  // namespace mqttspec::conformance::search
