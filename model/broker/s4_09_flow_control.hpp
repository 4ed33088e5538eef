// Delivery towards a session, within what its Client can take: section 4.9 of 5.0, and 4.3 of both
// Standards for the sender's side.
#pragma once

#include <span>

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// Gives messages, which are moved from, to a session: sends them, or keeps them until they can be
/// sent.
void deliver(Turn& turn, Session& session, std::span<Delivery> deliveries);
inline void deliver(Turn& turn, Session& session, Delivery delivery) {
  deliver(turn, session, std::span(&delivery, 1));
}

/// What makes the broker look at what waits. With an acknowledgement only QoS 1 and 2 have waited.
enum class Occasion : std::uint8_t { any, acknowledgement };

/// Sends what waits and may be sent now: re-deliveries first, then new messages.
void deliver_waiting(Turn& turn, Session& session, Occasion occasion = Occasion::any);

/// True if the message uses up one of the Client's Receive Maximum.
bool is_in_flight(const Turn& turn, const SentExchange& exchange);

/// How many messages do.
std::size_t in_flight(const Turn& turn, const Session& session);

/// The quota never exceeds its initial value: what was freed besides (F29) counts for no more
/// messages than are in flight.
void limit_freed_to_send(Turn& turn, Session& session);

/// True if the Client can take one more QoS 1 or QoS 2 message beside those in flight.
bool has_send_quota(Turn& turn, const Session& session, const Connection& connection,
                    std::size_t in_flight);

}  // namespace mqttspec::model::broker
