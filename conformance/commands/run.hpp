// `mqttspec run`: the cases against a broker.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "conformance/commands/report_files.hpp"
#include "conformance/commands/world_options.hpp"
#include "conformance/wire/tls.hpp"

namespace mqttspec::conformance::commands {

struct RunOptions : WorldOptions {
  std::vector<std::string> words;  // a target, if the first looks like one, and selectors
  std::string target;              // where none of the words is one
  std::string also;                // another node of it
  std::string target_v5;           // where it serves 5.0, if that is apart
  std::string version = "both";    // "3.1.1", "5.0"
  ReportPaths files;
  bool strict = false;  // warnings count like failures
  std::optional<unsigned> jobs;
  std::optional<std::uint32_t> seed;  // below seeds
  double patience = 2;                // seconds
  bool wire = false;                  // print the bytes of packets
  std::string shard;                  // "2/5"
  std::string profile;                // of the embedded broker
  std::string fault;
  std::string condition;             // under which the fault works
  std::string about;                 // path of the target's profile
  std::vector<std::string> exclude;  // "SELECTOR # reason"
  unsigned repeat = 1;
  bool all = false;  // print all that is wrong, not a part
  std::string topic_prefix = "mqttspec/";
  std::string client_id_prefix = "m";
  std::string auth_method;
  std::vector<std::string> auth_data;  // hexadecimal, "-" or "="
  std::string user_name;
  std::string password;
  wire::TlsSettings tls;
};

/// How many seeds there are: each makes another nonce.
inline constexpr std::uint32_t seeds = 36 * 36 * 36 * 36;

/// Four of 0-9a-z.
std::string nonce_of(std::uint32_t seed);

/// Runs, reports, and returns the exit code of the program.
int run_command(RunOptions options);

}  // namespace mqttspec::conformance::commands
