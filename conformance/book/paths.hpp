// Where the page of each thing stands in the book.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "spec/packet_table.hpp"
#include "spec/property_table.hpp"
#include "spec/reason_code_table.hpp"
#include "spec/register.hpp"

namespace mqttspec::conformance::book {

/// "statements/5.0/MQTT-3.1.0-2"
std::string path_of(StatementId id);
/// "sections/5.0/3.1.2"
std::string section_path(Version version, std::string_view section);
/// "packets/CONNECT"
std::string path_of(PacketType type);
/// "properties/session-expiry-interval"
std::string path_of(Property property);
/// "codes/5.0/0x8E"
std::string code_path(Version version, ReasonCode code);
/// "ambiguities/17"
std::string ambiguity_path(unsigned number);
/// "cases/qos2/…"
std::string case_path(std::string_view name);
/// "faults/broker/…" or "faults/client/…"
std::string fault_path(std::string_view side, std::string_view name);

/// ASCII letters made small.
std::string in_small_letters(std::string_view text);

/// "3.1.2 CONNECT Variable Header"; the number alone if the section has no title here.
std::string titled_section(Version version, std::string_view section);
/// The sections of a version that have a title, in the order of the text.
std::vector<std::string_view> sections_of(Version version);

/// True if `section` is `above` or stands below it: 3.1.2 below 3.1, but 3.10 not.
bool is_at_or_below(std::string_view section, std::string_view above);

}  // namespace mqttspec::conformance::book
