// The blocks that `mqttspec explain` prints, one function for each kind of thing.
#pragma once

#include <iosfwd>

#include "conformance/commands/catalogue.hpp"
#include "spec/property_table.hpp"
#include "spec/reason_code_table.hpp"

namespace mqttspec::conformance::commands {

/// Section, level, summary, where it is checked or why not, and what cites it.
void explain_statement(StatementId id, std::ostream& out);
/// What the case judges, in the versions in which it runs.
void explain_case(const play::CaseGroup& group, const play::Case& which, std::ostream& out);
/// What the switch makes the broker do, or the Client.
void explain_fault(const model::FaultRow& fault, std::ostream& out);
void explain_fault(const model::client::FaultRow& fault, std::ostream& out);
/// The names of the code in that version, with the packets that carry it. False if it has none.
bool explain_code(Version version, ReasonCode code, std::ostream& out);
/// Type and places of the property.
void explain_property(const PropertyRow& row, std::ostream& out);
/// Who sends the packet, its properties and Reason Codes.
void explain_packet(const PacketRow& row, std::ostream& out);
/// The statements of the section, one line each. False if it has none.
bool explain_section(Version version, std::string_view section, std::ostream& out);

}  // namespace mqttspec::conformance::commands
