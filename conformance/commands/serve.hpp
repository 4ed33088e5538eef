// `mqttspec serve`: the reference broker for anybody to connect to.
#pragma once

#include <string>

namespace mqttspec::conformance::commands {

struct ServeOptions {
  std::string listen = "127.0.0.1:1883";
  std::string certificate;  // files, for TLS
  std::string key;
  std::string client_ca;
  std::string profile = "plain";
  std::string fault;
  std::string log;  // a file, `-` for standard error, or nothing
  bool list_profiles = false;
  bool list_faults = false;
};

/// Serves until SIGINT or SIGTERM, or prints a list; returns the exit code of the program.
int serve_command(const ServeOptions& options);

}  // namespace mqttspec::conformance::commands
