// A target of several nodes: how long it takes until one of them knows what another was told. A
// target that serves the versions apart: whether that is one Server.
#pragma once

#include <stop_token>

#include "conformance/play/settings.hpp"

namespace mqttspec::conformance::runner {

struct Settling {
  play::Time settle = 0;        // milliseconds that a case waits, with a margin
  play::Time longest = 0;       // that a message took to a subscription just made at another node
  bool shares_sessions = true;  // a Session that was made at one node is there at another
  std::string unusable;         // why the nodes are not one Server, or empty
};

/// How many Names it uses.
inline constexpr unsigned settling_names = 2;

/// Measures it both ways between the first node and the last, with Names from `number` on. A
/// message that is not there after `settle_limit` milliseconds is not coming.
inline constexpr play::Time settle_limit = 5'000;
Settling measure_settling(wire::Target& target, Version version, const std::string& nonce,
                          unsigned number, const play::Settings& settings,
                          const std::stop_token& stop);

/// Why the addresses at which a target serves 3.1.1 and 5.0 are not known to be of one Server, or
/// nothing. They are if what is published at one reaches a Client at the other at once, and a
/// Client takes over from one with its ClientId there. Uses as many Names.
std::string why_two_servers(wire::Target& target, const std::string& nonce, unsigned number,
                            const play::Settings& settings, const std::stop_token& stop);

/// "what one node is told …", for people.
std::string settling_text(const Settling& settling);

}  // namespace mqttspec::conformance::runner
