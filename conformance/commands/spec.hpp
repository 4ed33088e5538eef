// `mqttspec spec`: the register and the tables, whole or counted.
#pragma once

#include <iosfwd>

namespace mqttspec::conformance::commands {

struct SpecOptions {
  bool json = false;
};

/// Writes the tables as JSON ({statements, properties, reason_codes, packets}), or how many
/// statements there are by version, level and place of checking. Returns 0.
int spec_command(const SpecOptions& options, std::istream& in, std::ostream& out,
                 std::ostream& err);

}  // namespace mqttspec::conformance::commands
