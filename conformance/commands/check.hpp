// `mqttspec check`: judges traffic that was recorded.
#pragma once

#include <iosfwd>
#include <set>
#include <string>

namespace mqttspec::conformance::commands {

struct CheckOptions {
  std::string file;               // "-": standard input
  std::set<std::uint16_t> ports;  // where Servers listen; without any, 1883
  std::string json;
  bool all = false;
};

/// Judges a capture, or lines of packets, and says what is violated. Returns 0 if nothing is, 1 if
/// something is, 2 if the file cannot be read or is neither.
int check_command(const CheckOptions& options, std::ostream& out);

}  // namespace mqttspec::conformance::commands
