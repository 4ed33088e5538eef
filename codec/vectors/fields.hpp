// A decoded packet as JSON: what a vector promises of a valid packet.
#pragma once

#include "codec/packets.hpp"
#include "spec/export.hpp"

namespace mqttspec::vectors {

/// The fields under the Standard's names in snake_case. Strings are JSON strings, Binary Data and
/// payloads lower case hexadecimal. `properties` exists in 5.0 only and lists {id, name, value} in
/// the order of identifiers; a User Property's value is a pair.
Json fields_of(const Packet& packet, Version version);

}  // namespace mqttspec::vectors
