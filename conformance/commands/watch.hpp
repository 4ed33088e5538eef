// `mqttspec watch`: judges traffic while it passes.
#pragma once

#include <iosfwd>
#include <string>

#include "conformance/wire/tls.hpp"

namespace mqttspec::conformance::commands {

struct WatchOptions {
  std::string listen = "127.0.0.1:1884";
  std::string upstream;
  std::string certificate;  // of ours, where Clients come by TLS
  std::string key;
  wire::TlsSettings tls;  // to the Server
  std::string json;
  bool all = false;
  bool only_relays = false;
};

/// Relays connections to a Server and says what is violated, while it runs. ^C ends it with a
/// summary. Returns 0 if nothing was violated, 1 if something was, 2 for wrong addresses, 3 if it
/// cannot listen.
int watch_command(const WatchOptions& options, std::ostream& out);

}  // namespace mqttspec::conformance::commands
