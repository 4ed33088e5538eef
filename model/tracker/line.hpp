// What the Client's end of a Network Connection can say by itself about a packet that arrives on
// it, and how a broker may read what a Client sends.
#pragma once

#include <optional>
#include <string>

#include "model/profile.hpp"
#include "model/trace.hpp"
#include "model/tracker/steps.hpp"

namespace mqttspec::model::tracker {

/// The ways in which a broker with these faults may read what the Client did. `garbage` if it is
/// known already.
ClientInput sent_by(const TraceEvent& event, const Malformed* garbage, const Profile& declared,
                    const FaultSet& faults);

/// Notes what the Client asks for in its CONNECT.
void note_wishes(Line& line, const Packet& packet);

/// Puts the topic in place of its alias. Otherwise, what no broker may do to this Client whatever
/// its state: aliases and sizes beyond what it permits, diagnostics that it did not want.
std::optional<std::string> objection_to(Line& line, const TraceEvent& event, owned::Packet& packet);

}  // namespace mqttspec::model::tracker
