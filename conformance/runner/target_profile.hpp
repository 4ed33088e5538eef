// What is said of a target beforehand: a file beside its start script.
#pragma once

#include <expected>
#include <string>

#include "conformance/play/settings.hpp"

namespace mqttspec::conformance::runner {

/// Name and version stand in reports; what is lacking is declined.
struct TargetProfile {
  std::string name;
  std::string version;
  std::string package;
  std::string user_name;  // of a user that it lets in, if it asks
  std::string password;
  unsigned jobs = 0;  // cases at a time that it bears, or 0 if it does not say
  play::Limits limits;
  play::Time restart_limit = 2'000;  // milliseconds that it takes to be there again
};

/// Reads JSON: {"name", "version", "package", "user_name", "password", "restart_s", "jobs",
/// "lacks": [..], "lacks_because", "packet_size", "session_s", "queued"}, all optional, and other
/// members for people. On failure says what is wrong.
std::expected<TargetProfile, std::string> parse_target_profile(const std::string& text);

}  // namespace mqttspec::conformance::runner
