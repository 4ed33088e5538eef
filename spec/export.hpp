// The register and the tables as JSON, so that other programs can use what is written down here.
#pragma once

#include <nlohmann/json.hpp>

#include "spec/property_table.hpp"
#include "spec/register.hpp"

namespace mqttspec {

/// Keeps the members of an object in the order in which they were put in.
using Json = nlohmann::ordered_json;

/// One row: version, id, numbered, section, level, actor, check (of "codec", "model", "live"),
/// excuse, summary; and `printed` where the Standard prints the identifier in another form.
Json export_statement(StatementId id);

/// Every statement of both Standards, 3.1.1 first.
Json export_statements();
/// The properties of 5.0, each with its places: host, section, occurrence, and the range of
/// integers.
Json export_properties();
/// The return codes of 3.1.1 and the Reason Codes of 5.0, each name with the packets that carry it.
Json export_reason_codes();
/// The MQTT Control Packets, with who may send them in which version.
Json export_packets();

/// All of it: {statements, properties, reason_codes, packets}.
Json export_specification();

/// The members of a set of checks as words: {"codec", "live"}.
std::vector<std::string_view> words(Check checks);

/// "PUBLISH", or "Will Properties" for what stands in CONNECT's Payload.
std::string_view to_string(PropertyHost host);
/// "Byte", "UTF-8 String Pair", … (section 1.5).
std::string_view to_string(PropertyType type);
/// "once", "many", "required" or "unstated".
std::string_view to_string(Occurrence occurrence);

}  // namespace mqttspec
