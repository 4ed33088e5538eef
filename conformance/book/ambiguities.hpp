// The entries of spec/ambiguities.md, which is part of the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "spec/register.hpp"

namespace mqttspec::conformance::book {

struct Ambiguity {
  unsigned number;
  std::string chapter;                  // "Connecting"
  std::string title;                    // "CONNACK before anything"
  std::string texts;                    // what the Standards have
  std::string reading;                  // what we make of it
  std::vector<StatementId> statements;  // that it names or concerns
};

/// Reads the list out of the page. What does not look like an entry is passed over.
std::vector<Ambiguity> parse_ambiguities(std::string_view page);

/// All of them, by number.
const std::vector<Ambiguity>& ambiguities();

/// Those that name the statement.
std::vector<const Ambiguity*> ambiguities_of(StatementId id);

/// The statements that a text names in brackets. Which version is meant is said behind them ("of
/// 5.0", "of both"), or last before them ("3.1.1 asks …"), or else by there being one of that
/// identifier.
std::vector<StatementId> statements_in(std::string_view text);

}  // namespace mqttspec::conformance::book
