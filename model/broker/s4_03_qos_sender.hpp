// The sender's side of the delivery protocols: section 4.3 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// Sends a QoS 0 message.
void send_at_most_once(Turn& turn, Session& session, const Connection& connection,
                       const Delivery& delivery);

/// The Packet Identifiers that are in use towards a Client, for those who begin many exchanges.
class PacketIds {
 public:
  /// With a table if there are more than a few `lookups` to come.
  PacketIds(const Session& session, std::size_t lookups);
  bool contains(std::uint16_t packet_id) const;
  /// It is in use from now on, or was already.
  void add(std::uint16_t packet_id);

 private:
  const Session& session_;
  std::vector<bool> table_;  // by Packet Identifier; empty where the session itself is asked
};

/// Sends a QoS 1 or QoS 2 message for the first time and keeps it until it is acknowledged.
void begin_exchange(Turn& turn, Session& session, const Connection& connection, Delivery delivery,
                    PacketIds& used);

/// A Packet Identifier that is not in use towards this Client: 2.3.1 of 3.1.1, 2.2.1 of 5.0.
std::uint16_t next_packet_id(Turn& turn, Session& session, PacketIds& used);

/// Acknowledgements of what the broker sent. `connection` is open, connected and serves `session`.
void on_puback(Turn& turn, const Connection& connection, Session& session, const Puback& puback);
void on_pubrec(Turn& turn, const Connection& connection, Session& session, const Pubrec& pubrec);
void on_pubcomp(Turn& turn, const Connection& connection, Session& session, const Pubcomp& pubcomp);

}  // namespace mqttspec::model::broker
