// `mqttspec search --mutants`: how many faulty brokers the search finds out, no case helping.
#pragma once

#include <ostream>
#include <stop_token>

#include "conformance/commands/search.hpp"

namespace mqttspec::conformance::commands {

/// Searches a sample of the brokers in a table of `selftest --conditions --matrix`: lines of a
/// switch, a condition and a profile, separated by tabs. Each gets the same processor time, and
/// nothing of what was learned of others. Prints a line for each, and totals.
int search_mutants(const SearchOptions& options, const std::stop_token& stop, std::ostream& out);

}  // namespace mqttspec::conformance::commands
