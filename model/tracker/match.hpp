// Whether a packet that arrived is one that the broker may have sent, whatever its own identifiers
// are and however it orders, words and delays what the Standard leaves to it.
#pragma once

#include <string_view>
#include <vector>

#include "model/tracker/steps.hpp"

namespace mqttspec::model::tracker {

/// A packet, or the closing of the connection, as the Client saw it.
struct Seen {
  ConnectionId connection = 0;
  Time at = 0;
  std::optional<owned::Packet> packet;  // with its Topic Alias resolved; nothing: a closing
};

/// What is not the broker's duty.
struct Leniency {
  std::string_view unordered_topic;  // beginning of the topics that are not ordered (F25)
  bool closing_loses_output = false;
  bool learns_numbers = false;  // of CONNACK
  bool only_musts = false;
  bool is_faulty = false;  // the numbers that a fault makes up are examples
};

/// Adds what the explanation becomes by what was seen, if it explains it; in several ways if there
/// are. True if no later step of the broker could explain it better.
bool match(const Hypothesis& hypothesis, const Seen& seen, const Leniency& leniency,
           Hypotheses& to);

/// True if the broker is at rest with everything still pending never having been sent.
bool may_rest(const Hypothesis& hypothesis, Time now);

}  // namespace mqttspec::model::tracker
