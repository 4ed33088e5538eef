// The Clients of a script, played on a target: what they send stands in the lines, what reaches
// them in the trace.
#pragma once

#include <span>
#include <string>

#include "conformance/play/case_result.hpp"
#include "conformance/play/names.hpp"
#include "conformance/wire/network.hpp"

namespace mqttspec::conformance::search {

/// What the target serves, and what costs time.
struct ScriptKind {
  bool v3_1_1 = true;
  bool v5_0 = true;
  bool virtual_time = false;  // waiting costs nothing
};

/// Plays lines in the language of model/scripts, on topics and with ClientIds of these names. The
/// lines say what applications ask of Clients; the Clients are those of the model, which do nothing
/// illegal, and see to Packet Identifiers and acknowledgements by themselves. There is more than in
/// the language of the model:
///
///     together            no line behind it waits for the answers to the line before
///     NAME slow           from now on what arrives is looked at later,
///     NAME awake          that is, now
///     NAME VERB … cut=N   sends N bytes of the packet alone, and loses the connection
///     NAME illegal KIND   sends what no Client may send (illegal_packet.hpp)
///     in world WORD..     wherever it stands, the script is played in these circumstances of
///     cases:
///                         those of topics, payloads, properties, identifiers and bytes
///
/// What cannot be done as things are, and what asks for a version that the target does not serve,
/// is passed over. Behind each line its connection is asked for a PINGRESP. At the end nothing has
/// come for as long as the settings' patience. The Sessions and retained messages that were made
/// are ended and cleared.
///
/// Returns the trace; the verdict is `inconclusive` if a connection could not be made or somebody
/// got no answer, `warn` if the target has not noticed an illegal packet, with which the script
/// ends, and else `note`. Pure but for the target.
play::CaseResult play_script(std::span<const std::string> lines, wire::Network& network,
                             const play::Names& names, const play::Settings& settings,
                             const ScriptKind& kind = {});

}  // namespace mqttspec::conformance::search
