// From an arrived message to the sessions that get it: section 3.3.5 of 3.1.1, 3.3.4 of 5.0.
#pragma once

#include <span>

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// A message that the broker has taken ownership of.
struct Arrival {
  Message message;  // with QoS and RETAIN as published
  Time received_at = 0;
  std::string_view publisher;       // Client Identifier
  Version version = Version::v5_0;  // that it was published with
  bool dup = false;                 // DUP of the packet that brought it
};

/// Retains the message if it asks for that and delivers it to every session that is to have it.
/// False if no subscription matches it.
bool publish_message(Turn& turn, const Arrival& arrival);

/// The message as the subscriptions that it matches, all of one session, give it to that session.
Delivery delivery_for(Turn& turn, const Session& session, const Arrival& arrival,
                      std::span<const HeldSubscription* const> matching);

}  // namespace mqttspec::model::broker
