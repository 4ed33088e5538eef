// `mqttspec reproduce`: a case on a live broker, as a program that needs nothing but sockets.
#pragma once

#include <ostream>
#include <string>

#include "conformance/wire/tls.hpp"

namespace mqttspec::conformance::commands {

struct ReproduceOptions {
  std::string target;
  std::string name;             // of the case
  std::string version = "5.0";  // "3.1.1"
  std::string user_name;
  std::string password;
  wire::TlsSettings tls;
};

/// Plays the case in the plain world and writes the program to `out`; it exits with 1 as long as
/// the broker answers as it did. What the case came to stands in its comment. Exit code 2 if there
/// is no such case, 3 if the target is not reachable.
int reproduce_command(const ReproduceOptions& options, std::ostream& out);

}  // namespace mqttspec::conformance::commands
