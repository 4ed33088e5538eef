// `mqttspec explain`: everything that is known of one statement, case, fault, code or property.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "spec/statement.hpp"

namespace mqttspec::conformance::commands {

struct ExplainOptions {
  std::string subject;             // an identifier, a name, a code as in 0x8E, or a section
  std::optional<Version> version;  // only what belongs to this one
};

/// Writes all that the subject names: in 80 columns, one block each. Returns 0, or 2 with the
/// nearest names on `err` if there is no such thing.
int explain_command(const ExplainOptions& options, std::istream& in, std::ostream& out,
                    std::ostream& err);

}  // namespace mqttspec::conformance::commands
