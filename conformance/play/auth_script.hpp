// What a client of the run says when it authenticates by a method that the target knows (5.0,
// section 4.12). A method needs data that nobody but its user knows, so that cases play it from
// this script.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace mqttspec::conformance::play {

struct AuthScript {
  std::string method;  // empty: the run knows none
  std::string first;   // Authentication Data of CONNECT, none if it is empty
  /// The Authentication Data with which each AUTH of the Server is answered in turn; nothing stands
  /// for the data that the Server sent.
  std::vector<std::optional<std::string>> answers;
};

/// The script in which a Client sends back what it gets, as `mqttspec-echo` of the reference broker
/// asks for.
inline AuthScript echo_script(std::string method) { return {std::move(method), "", {{}}}; }

}  // namespace mqttspec::conformance::play
