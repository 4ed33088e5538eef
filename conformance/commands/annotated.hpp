// The fields of a packet as lines of text, with the offending byte underlined.
#pragma once

#include <iosfwd>
#include <optional>

#include "codec/decode.hpp"

namespace mqttspec::conformance::commands {

/// Writes the fields of the first packet in `bytes`: offset, bytes, name, value, section. Below the
/// byte of the violation stand ^^ and the statement with its summary. `base` is added to the
/// offsets that are shown; that of the violation counts from the packet's first byte.
void print_fields(Bytes bytes, const DecodeContext& context,
                  const std::optional<Violation>& violation, std::size_t base, std::ostream& out);

}  // namespace mqttspec::conformance::commands
