// The Clients of a script, played on a target: what they send stands in the lines, what reaches
// them in the trace.
#pragma once

#include <span>
#include <string>

#include "conformance/play/case_result.hpp"
#include "conformance/play/names.hpp"
#include "conformance/wire/network.hpp"

namespace mqttspec::conformance::search {

/// Plays lines in the language of model/scripts, on topics and with ClientIds of these names. There
/// is more than in the language of the model:
///
///     together            no line behind it waits for the answers to the line before
///     NAME by-hand        from now on acknowledges nothing but by lines
///     NAME VERB … cut=N   sends N bytes of the packet alone, and loses the connection
///
/// What a Client cannot do as things are, or no Client can send, is passed over. Behind each line
/// its connection is asked for a PINGRESP. At the end nothing has come for as long as the settings'
/// patience. The Sessions and retained messages that were made are ended and cleared.
///
/// Returns the trace; the verdict is `inconclusive` if a connection could not be made or somebody
/// got no answer, and else `note`. Pure but for the target.
play::CaseResult play_script(std::span<const std::string> lines, wire::Network& network,
                             const play::Names& names, const play::Settings& settings);

}  // namespace mqttspec::conformance::search
