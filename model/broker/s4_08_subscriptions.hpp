// Shared Subscriptions: section 4.8.2 of 5.0.
#pragma once

#include "model/broker/s3_03_4_actions.hpp"

namespace mqttspec::model::broker {

/// Gives the message to one session of every Shared Subscription that it matches. False if it
/// matches none.
bool publish_to_shared(Turn& turn, const Arrival& arrival);

/// Gives a message, which a Shared Subscription had for one Client, to another of its sessions.
/// False if there is none.
bool publish_to_other_member(Turn& turn, const Delivery& delivery, std::string_view client_id);

/// A session that goes on lost its connection: what it had from Shared Subscriptions, QoS 2
/// messages that it may have received excepted, goes to others at once if the broker does that
/// (F14).
void fail_over_shared(Turn& turn, Session& away);

/// A session ended: what it had from Shared Subscriptions and did not get delivered goes to others,
/// but for QoS 2 messages that it may have received.
void hand_over_shared(Turn& turn, const Session& ended);

}  // namespace mqttspec::model::broker
