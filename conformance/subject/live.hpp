// Real Clients: a process for each, which connects to a port of its own.
#pragma once

#include "conformance/subject/protocol.hpp"

namespace mqttspec::conformance::subject {

struct LiveOptions {
  /// The command line; {host} and {port} in it are replaced.
  std::vector<std::string> command;
  Time start_limit = 20'000;  // milliseconds until a driver is ready, or any Client connects
  bool show_errors = false;   // what it writes to standard error
};

/// Clients that are started by that command. Whether it is a driver is found out when the first is
/// started: a driver says so in its first line, and anything else connects by itself.
std::unique_ptr<Subjects> make_live_subjects(LiveOptions options);

}  // namespace mqttspec::conformance::subject
