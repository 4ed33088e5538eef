// `mqttspec explain`: everything that is known of one statement, case, fault, code or property, or
// what is found by words.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "spec/statement.hpp"

namespace mqttspec::conformance::commands {

struct ExplainOptions {
  std::string subject;  // an identifier, a name, a code as in 0x8E, a section, or words
  std::optional<Version> version = {};  // only what belongs to this one
  std::vector<std::string> grid = {};  // reports, or folders of them: how each target behaves there
  bool json = false;
};

/// Writes all that the subject names: in 80 columns, one block each, or as a JSON array. Words that
/// are no name are searched for. Returns 0, or 2 with the nearest names on `err` if there is no
/// such thing.
int explain_command(const ExplainOptions& options, std::istream& in, std::ostream& out,
                    std::ostream& err);

}  // namespace mqttspec::conformance::commands
