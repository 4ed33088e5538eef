// Retained messages: section 3.3.1.3 of both Standards.
#pragma once

#include "model/broker/s3_3_4_publish_actions.hpp"

namespace mqttspec::model {

/// Does to the retained message of the topic what the arrived one asks for: nothing unless its
/// RETAIN is 1.
template <class Storage>
void retain_message(Turn<Storage>& turn, const Arrival<Storage>& arrival);

/// Sends the retained messages that match a subscription, which was just made, as its Retain
/// Handling asks; `existed` if there was one with this Topic Filter before.
template <class Storage>
void send_retained(Turn<Storage>& turn, Session<Storage>& session,
                   const HeldSubscription<Storage>& subscription, RetainHandling handling,
                   bool existed);

/// Discards retained messages whose Message Expiry Interval has passed.
template <class Storage>
void drop_expired_retained(Turn<Storage>& turn);

}  // namespace mqttspec::model
