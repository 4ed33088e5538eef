// Retained messages: section 3.3.1.3 of both Standards.
#pragma once

#include "model/broker/s3_03_4_actions.hpp"

namespace mqttspec::model::broker {

/// Does to the retained message of the topic what the arrived one asks for: nothing unless its
/// RETAIN is 1.
void retain_message(Turn& turn, const Arrival& arrival);

/// Sends the retained messages that match a subscription, which was just made, as its Retain
/// Handling asks; `existed` if there was one with this Topic Filter before.
void send_retained(Turn& turn, Session& session, const HeldSubscription& subscription,
                   RetainHandling handling, bool existed);

/// Discards retained messages whose Message Expiry Interval has passed.
void drop_expired_retained(Turn& turn);

}  // namespace mqttspec::model::broker
