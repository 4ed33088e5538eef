// `mqttspec client`: the cases against a Client.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conformance/commands/report_files.hpp"
#include "conformance/commands/world_options.hpp"

namespace mqttspec::conformance::commands {

struct ClientOptions : WorldOptions {
  std::vector<std::string> select;
  std::vector<std::string> command;  // line of the Client; without one the reference Client
  std::string version = "both";      // "3.1.1", "5.0"
  ReportPaths files;
  bool strict = false;  // warnings count like failures
  unsigned jobs = 32;
  double patience = 3;  // seconds
  bool wire = false;    // print the bytes of packets
  bool all = false;     // print all that is wrong, not a part
  bool errors = false;  // let the Client write to standard error
  std::string shard;    // "2/5"
  std::string profile;  // of the reference Client
  std::string fault;
  std::string transport = "tcp";  // "tls", "ws", "wss": by what the Client is to reach us
  std::string certificate;        // files, for TLS: of the certificate, and of its private key
  std::string key;
  std::string ca;                    // what a driver is told to trust; empty: the certificate
  std::vector<std::string> exclude;  // "SELECTOR # reason"
  unsigned repeat = 1;
};

/// Runs, reports, and returns the exit code of the program.
int client_command(const ClientOptions& options);

}  // namespace mqttspec::conformance::commands
