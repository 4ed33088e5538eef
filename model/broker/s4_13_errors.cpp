// See s4_13_errors.hpp.
#include "model/broker/s4_13_errors.hpp"

#include <algorithm>
#include <string>

#include "model/broker/s3_02_connack.hpp"
#include "model/broker/s4_01_session.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

/// The citation of one statement, whatever its version.
constexpr Cited closing(StatementId statement) {
  if (statement.version() == Version::v3_1_1) return {statement, "MQTT-4.13.1-1"_v5};
  return {"MQTT-4.8.0-1"_v311, statement};
}

/// 5.0 has no DISCONNECT code for some reasons that a CONNACK has, and the other way round.
ReasonCode code_for(PacketType packet, ReasonCode code) {
  if (may_carry(packet, code, Sender::server)) return code;
  return ReasonCode::protocol_error;
}

void say_why(Turn& turn, const Connection& connection, ReasonCode code) {
  if (connection.version == Version::v3_1_1) return;  // has no DISCONNECT from a Server
  if (!turn.takes(turn.profile.sends_optional_disconnect, ChoicePoint::optional_report)) return;
  if (turn.faults.on(FaultId::reason_string_of_disconnect_too_long)) {
    owned::Disconnect disconnect{ReasonCode::protocol_error, {}};
    disconnect.properties.reason_string =
        std::string(connection.maximum_packet_size.value_or(0) % 1'000, 'x');
    turn.force(connection, disconnect, "U5.0-4.13.1-7"_v5);
    return;
  }
  if (turn.faults.on(FaultId::user_property_of_disconnect_too_long) &&
      connection.maximum_packet_size) {
    owned::Disconnect disconnect{code_for(PacketType::disconnect, code), {}};
    const auto room = std::max(*connection.maximum_packet_size % 1'000, 10U) - 10;
    disconnect.properties.reason_string = std::string(room, 'x');
    disconnect.properties.user_properties.push_back(reporter());
    turn.force(connection, disconnect, "U5.0-4.13.1-7"_v5);
    return;
  }
  // [MQTT-3.14.0-1] of 5.0: no DISCONNECT before the CONNACK.
  owned::Disconnect disconnect{code_for(PacketType::disconnect, code), {}};
  if (turn.faults.on(FaultId::errors_not_named))
    disconnect.reason_code = ReasonCode::unspecified_error;
  if (turn.faults.on(FaultId::disconnect_with_expiry_interval))
    disconnect.properties.session_expiry_interval = 60;
  turn.offer(connection, disconnect, "U5.0-4.13.1-7"_v5);
  if (turn.faults.on(FaultId::packet_after_disconnect))
    turn.offer(connection, owned::Pingresp{}, "U5.0-4.13.1-7"_v5);
}

void close_malformed_connect(Turn& turn, Connection& connection, const Violation& violation) {
  connection.version = violation.statement.version();
  const auto statement = violation.statement;
  if (statement == "MQTT-3.1.2-2"_v311 || statement == "MQTT-3.1.2-2"_v5) {
    // Nobody knows what such a Client understands; 3.1.1 demands an answer, 5.0 permits one.
    connection.version = Version::v3_1_1;
    if (turn.faults.on(FaultId::unknown_protocol_level_not_answered))
      return close_connection(turn, connection.id, "MQTT-3.1.2-2"_v311 | "MQTT-3.1.2-2"_v5);
    refuse_connect(turn, connection, return_code::unacceptable_protocol_version,
                   "MQTT-3.1.2-2"_v311 | "MQTT-3.1.2-2"_v5);
  } else if (statement == "MQTT-3.1.2-1"_v311 || statement == "MQTT-3.1.2-1"_v5) {
    close_connection(turn, connection.id, "MQTT-3.1.2-1"_v311 | "MQTT-3.1.2-1"_v5);
  } else if (statement == "MQTT-3.1.3-7"_v311 || statement == "MQTT-3.1.3-8"_v311) {
    refuse_connect(turn, connection, return_code::identifier_rejected,
                   "MQTT-3.1.3-8"_v311 | "MQTT-3.1.3-8"_v5);
  } else if (connection.version == Version::v3_1_1) {
    turn.rule(Version::v3_1_1, "MQTT-3.1.4-1"_v311);  // without a CONNACK
    close_connection(turn, connection.id, closing(statement));
  } else {
    turn.rule(Version::v5_0, "MQTT-3.1.4-1"_v5);
    refuse_connect(turn, connection, violation.reason_code, closing(statement));
  }
}

/// What happens to the innocent in a broker that does not keep its Clients apart.
void close_all(Turn& turn) {
  while (!turn.state.connections.empty())
    close_connection(turn, turn.state.connections.front().id,
                     "MQTT-4.8.0-1"_v311 | "MQTT-4.13.1-1"_v5);
}

}  // namespace

void close_connection(Turn& turn, ConnectionId id, Cited because) {
  const auto* connection = find_connection(turn.state, id);
  if (connection == nullptr) return;
  const auto statement = because.of(connection->version);
  assert(statement);
  turn.fired.add(*statement);
  turn.outputs.emplace_back(std::in_place_type<Close>, id, turn.state.now, *statement);
  on_network_connection_closed(turn, id);
}

void close_for_error(Turn& turn, ConnectionId id, ReasonCode code, Cited because) {
  auto* connection = find_connection(turn.state, id);
  if (connection == nullptr) return;
  if (connection->authentication == Authentication::before_connack) {
    refuse_connect(turn, *connection, code, because);
    return;
  }
  if (connection->connected) {
    if (code != ReasonCode::keep_alive_timeout && turn.faults.on(FaultId::errors_tolerated)) return;
    if (turn.faults.on(FaultId::will_not_published_on_error)) connection->will.reset();
    say_why(turn, *connection, code);
    if (turn.faults.on(FaultId::connection_left_open_after_own_disconnect)) {
      connection->deaf = true;
      connection->silent_until.reset();
      return;
    }
  }
  turn.rule(connection->version, "MQTT-4.13.2-1"_v5);
  const auto client_id = connection->client_id;
  close_connection(turn, id, because);
  if (turn.faults.on(FaultId::session_ended_by_error) &&
      find_session(turn.state, client_id) != nullptr)
    end_session(turn, client_id);
  if (turn.faults.on(FaultId::errors_close_every_connection)) close_all(turn);
}

void on_protocol_error(Turn& turn, ConnectionId id, Cited because) {
  close_for_error(turn, id, ReasonCode::protocol_error, because);
}

void on_malformed(Turn& turn, const Malformed& malformed) {
  auto* connection = find_connection(turn.state, malformed.connection);
  if (connection == nullptr || connection->deaf) return;
  if (turn.faults.is_blind_to(malformed.violation.statement)) return;
  if (connection->connected) {
    turn.rule(connection->version, "MQTT-4.8.0-1"_v311 | "MQTT-4.13.1-1"_v5);
    if (turn.faults.on(FaultId::malformed_packets_tolerated)) return;
    const auto statement = malformed.violation.statement;
    const bool misnamed =
        statement == "U5.0-2.2.2.2-1"_v5 && turn.faults.on(FaultId::misplaced_property_misnamed);
    close_for_error(turn, connection->id,
                    misnamed ? ReasonCode::protocol_error : malformed.violation.reason_code,
                    closing(statement));
    return;
  }
  if (connection->authentication == Authentication::before_connack) {
    refuse_connect(turn, *connection, malformed.violation.reason_code,
                   closing(malformed.violation.statement));
    return;
  }
  if (malformed.type == static_cast<std::uint8_t>(PacketType::connect)) {
    connection->version = malformed.version;
    close_malformed_connect(turn, *connection, malformed.violation);
    return;
  }
  close_connection(turn, connection->id, "MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5);
}

}  // namespace mqttspec::model
