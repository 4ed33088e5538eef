// See oracle.hpp. Here: errors of Clients, and which connections the broker closes.
#include <algorithm>

#include "model/explore/oracle.hpp"

namespace mqttspec::model::explore {

/// Nothing but the end of the connection follows, with what that brings.
void Oracle::breaks_rules(std::size_t client, std::uint8_t connection,
                          const PacketInTransit& in_transit) {
  const auto& own = owed_to(client);
  const auto& packet = illegal_packet(in_transit);
  must_close(connection, Guarantee::error_closes);
  if (own.authenticating == connection) may_refuse_ = true;
  const auto version = static_cast<Version>(in_transit.subject);
  const bool is_first = !own.connected || own.connection != connection;
  if (is_first && packet.place == IllegalPacket::Place::first)
    may_refuse_ = version == Version::v5_0 || packet.is_refused_in_3_1_1;
  must_refuse_ = may_refuse_ && version == Version::v3_1_1;
}

/// What is wrong with a packet may be seen before it has come whole; else nothing happens.
void Oracle::part_arrives(std::size_t client, std::uint8_t connection,
                          const PacketInTransit& in_transit) {
  client_ = client;
  if (in_transit.type != PacketInTransit::no_type) return;
  answer_property_ = Guarantee::error_closes;
  may_close(connection);
  may_refuse_ = owed_to(client).authenticating == connection;
}

/// The connection that the packet came on has to be closed, whatever is said before.
void Oracle::must_close(std::uint8_t connection, Guarantee property) {
  must_close_ = true;
  answer_ = PacketType::connect;
  answer_property_ = property;
  may_close(connection, property);
}

void Oracle::may_close(std::uint8_t connection, std::optional<Guarantee> property) {
  bool may_be_told = false;
  for (const auto& own : obligations_->clients)
    if (own.connected && own.connection == connection)
      may_be_told = own.connack_seen && own.version == Version::v5_0;
  endings_.push_back({connection, property, may_be_told});
}

/// What is broken by an end of a connection that has no cause.
Guarantee Oracle::property_of_end() const {
  return client_ == most_clients ? Guarantee::keep_alive : Guarantee::error_closes;
}

/// 3.1.1 has no DISCONNECT from a Server, 5.0 none before CONNACK.
void Oracle::sends_disconnect(std::uint8_t connection, const Sent& sent) {
  const auto ending = std::ranges::find(endings_, connection, &Ending::connection);
  if (ending == endings_.end()) return judge_.require(property_of_end(), false);
  judge_.require(Guarantee::connack_first_once, ending->may_be_told && is_failure(sent.code));
}

void Oracle::closes(std::size_t client, std::uint8_t connection) {
  const auto ending = std::ranges::find(endings_, connection, &Ending::connection);
  if (ending == endings_.end()) {
    judge_.require(property_of_end(), false);
  } else {
    if (ending->property) judge_.require(*ending->property, true);
    if (client == client_ && ending->property != Guarantee::one_connection_per_client) gone_ = true;
    endings_.erase(ending);
  }
  ends(client, connection);
}

}  // namespace mqttspec::model::explore
