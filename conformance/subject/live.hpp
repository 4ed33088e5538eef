// Real Clients: a process for each, which connects to a port of its own.
#pragma once

#include "conformance/subject/protocol.hpp"
#include "conformance/wire/transport.hpp"

namespace mqttspec::conformance::subject {

struct LiveOptions {
  /// The command line; {host}, {port}, {url} and {ca} in it are replaced.
  std::vector<std::string> command;
  Time start_limit = 20'000;  // milliseconds until a driver is ready, or any Client connects
  bool show_errors = false;   // what it writes to standard error
  /// By what it is to reach us, at any port of that address. None: by TCP alone.
  std::optional<wire::Transport> transport = {};
  std::string ca = {};  // file of certificates that it is to trust
};

/// Clients that are started by that command. Whether it is a driver is found out when the first is
/// started: a driver says so in its first line, and anything else connects by itself. A few drivers
/// wait in advance for `start`; they end with what is returned here.
std::unique_ptr<Subjects> make_live_subjects(LiveOptions options);

}  // namespace mqttspec::conformance::subject
