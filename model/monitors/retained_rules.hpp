// What is known about retained messages: which SUBSCRIBE entries could bring them, and whether a
// RETAIN flag can have another reason.
#pragma once

#include "model/monitors/message_rules.hpp"

namespace mqttspec::model::monitors {

/// How the SUBSCRIBE entries of a session that match a topic deal with its retained message.
struct RetainedRights {
  std::size_t entitled = 0;    // entries that bring the retained message
  std::size_t not_new = 0;     // Retain Handling 1, for a subscription that existed
  std::size_t not_wanted = 0;  // Retain Handling 2
  std::size_t shared = 0;
  bool keeps_flag = false;      // Retain As Published: RETAIN may come from a publisher
  Position first_sent = never;  // of the entitled ones
};
RetainedRights retained_rights(const SessionFacts& session, const SubscriptionList& matching);

/// How many messages on the topic came with RETAIN, retransmissions aside.
std::size_t retained_count(const SessionFacts& session, const std::string& topic);

/// True if a subscription with this filter certainly existed when the SUBSCRIBE was sent.
bool existed_before(const SessionFacts& session, const SubscriptionFacts& subscription);

/// How many ways there are in which the topic can have got a retained message, or lost it.
std::size_t retained_origins(const TraceFacts& facts, const std::string& topic);

/// True if the SUBSCRIBE entry was granted and asks for retained messages above QoS 0.
bool asks_for_retained(const SessionFacts& session, const SubscriptionFacts& subscription);

/// True if the entry matches the message, which has not come since.
bool is_retained_missing(const SessionFacts& session, const MessageKey& message,
                         const SubscriptionFacts& subscription);

}  // namespace mqttspec::model::monitors
