// The receiver's side of the delivery protocols: section 4.3 of both Standards.
#pragma once

#include "model/broker/s3_03_4_actions.hpp"

namespace mqttspec::model::broker {

/// True if this PUBLISH is one more than the Server's Receive Maximum lets the Client have under
/// way (5.0 section 3.3.4).
bool exceeds_receive_maximum(Turn& turn, const Connection& connection, const Session& session,
                             const Publish& publish);

/// A QoS 1 or QoS 2 message that arrived in a PUBLISH.
void receive_at_least_once(Turn& turn, const Connection& connection, Session& session,
                           const Arrival& arrival, std::uint16_t packet_id);
void receive_exactly_once(Turn& turn, const Connection& connection, Session& session,
                          const Arrival& arrival, std::uint16_t packet_id);

/// Acknowledges a QoS 1 or QoS 2 PUBLISH whose message is not taken.
void acknowledge_refused(Turn& turn, const Connection& connection, const Publish& publish,
                         ReasonCode code);

/// True if the Client uses the Packet Identifier for a QoS 2 message that is under way.
bool is_in_use(const Session& session, std::uint16_t packet_id);

void on_pubrel(Turn& turn, const Connection& connection, Session& session, const Pubrel& pubrel);

}  // namespace mqttspec::model::broker
