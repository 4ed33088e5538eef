// `mqttspec search`: random scripts on a broker, and what is wrong with what they show.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

#include "conformance/wire/tls.hpp"

namespace mqttspec::conformance::commands {

struct SearchOptions {
  std::string target;      // empty: the embedded broker
  double seconds = 60;     // to look for; on each of the mutants, of processor time
  std::uint32_t seed = 1;  // of the scripts
  std::optional<unsigned> jobs;
  unsigned lines = 24;      // of a script, at most
  std::string replay;       // file of one script to be played instead
  bool shrink = false;      // look for a shorter one
  std::string reproducers;  // folder to write them to
  std::string json;
  std::string mutants;    // file of faulty brokers to search instead, of selftest --matrix
  unsigned sample = 200;  // of them
  std::string about;      // path of the target's profile
  std::string profile;    // of the embedded broker
  std::string fault;
  std::string condition;
  std::string user_name;
  std::string password;
  bool wire = false;
  wire::TlsSettings tls;
};

/// Searches, tells what was found, and returns the exit code of the program: 1 if something breaks
/// a MUST, 3 if what was found, or a target that went away, has to be looked at.
int search_command(const SearchOptions& options, std::ostream& out);

}  // namespace mqttspec::conformance::commands
