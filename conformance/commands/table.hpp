// `mqttspec table`: who gets what, by the Standards and on a broker.
#pragma once

#include <iosfwd>
#include <string>

#include "conformance/wire/tls.hpp"

namespace mqttspec::conformance::commands {

struct TableOptions {
  std::string target;   // its address; without one only what the Standards ask
  std::string json;     // path of a report
  unsigned jobs = 16;   // rows at a time
  double patience = 2;  // seconds that a prompt answer may take
  std::string user_name;
  std::string password;
  wire::TlsSettings tls;
};

/// Prints the table; with a target measures it too. Returns the exit code of the program: 1 if a
/// cell departs from a MUST or MUST NOT, 3 if a version that is served could not be measured.
int table_command(const TableOptions& options, std::ostream& out);

}  // namespace mqttspec::conformance::commands
