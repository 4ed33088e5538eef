// See s4_13_errors.hpp.
#include "model/broker/s4_13_errors.hpp"

#include <string>

#include "model/broker/s3_02_connack.hpp"
#include "model/broker/s4_01_session.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// The citation of one statement, whatever its version.
constexpr Cited closing(StatementId statement) {
  if (statement.version() == Version::v3_1_1) return {statement, "MQTT-4.13.1-1"_v5};
  return {"MQTT-4.8.0-1"_v311, statement};
}

/// 5.0 has no DISCONNECT code for some reasons that a CONNACK has.
ReasonCode code_of_disconnect(ReasonCode code) {
  if (may_carry(PacketType::disconnect, code, Sender::server)) return code;
  return ReasonCode::protocol_error;
}

/// With a DISCONNECT, which 3.1.1 has not from a Server.
void say_why(Turn& turn, const Connection& connection, ReasonCode code) {
  if (connection.version == Version::v3_1_1) return;
  if (!turn.takes(turn.profile.sends_optional_disconnect, ChoicePoint::optional_report)) return;
  turn.offer(connection, owned::Disconnect{code_of_disconnect(code), {}}, "U5.0-4.13.1-7"_v5);
}

void close_malformed_connect(Turn& turn, Connection& connection, const Violation& violation) {
  const auto statement = violation.statement;

  // A protocol level that the Server does not support: nobody knows what such a Client understands;
  // 3.1.1 demands an answer, 5.0 permits one.
  if (statement == "MQTT-3.1.2-2"_v311 || statement == "MQTT-3.1.2-2"_v5) {
    connection.version = Version::v3_1_1;
    refuse_connect(turn, connection, return_code::unacceptable_protocol_version,
                   "MQTT-3.1.2-2"_v311 | "MQTT-3.1.2-2"_v5);
    return;
  }

  // Another protocol.
  if (statement == "MQTT-3.1.2-1"_v311 || statement == "MQTT-3.1.2-1"_v5) {
    close_connection(turn, connection.id, "MQTT-3.1.2-1"_v311 | "MQTT-3.1.2-1"_v5);
    return;
  }

  // An empty Client Identifier with CleanSession 0.
  if (statement == "MQTT-3.1.3-7"_v311 || statement == "MQTT-3.1.3-8"_v311) {
    refuse_connect(turn, connection, return_code::identifier_rejected,
                   "MQTT-3.1.3-8"_v311 | "MQTT-3.1.3-8"_v5);
    return;
  }

  // Anything else: 3.1.1 closes without a CONNACK, 5.0 may say why.
  turn.rule(connection.version, "MQTT-3.1.4-1"_v311 | "MQTT-3.1.4-1"_v5);
  if (connection.version == Version::v3_1_1)
    close_connection(turn, connection.id, closing(statement));
  else
    refuse_connect(turn, connection, violation.reason_code, closing(statement));
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

  // [MQTT-3.14.0-1] of 5.0: no DISCONNECT before the CONNACK.
  if (connection->authentication == Authentication::before_connack) {
    refuse_connect(turn, *connection, code, because);
    return;
  }

  // The Client may be told why.
  if (connection->connected) {
    if (code != ReasonCode::keep_alive_timeout && turn.faults.on(FaultId::errors_tolerated)) return;
    if (turn.faults.on(FaultId::will_not_published_on_error)) connection->will.reset();
    say_why(turn, *connection, code);
  }

  // The Network Connection is closed; the session stays, and so do the other connections.
  turn.rule(connection->version, "MQTT-4.13.2-1"_v5);
  const std::string client_id = connection->client_id;
  close_connection(turn, id, because);
  if (turn.faults.on(FaultId::session_ended_by_error) &&
      find_session(turn.state, client_id) != nullptr)
    end_session(turn, client_id);
  while (turn.faults.on(FaultId::errors_close_every_connection) && !turn.state.connections.empty())
    close_connection(turn, turn.state.connections.front().id,
                     "MQTT-4.8.0-1"_v311 | "MQTT-4.13.1-1"_v5);
}

void on_protocol_error(Turn& turn, ConnectionId id, Cited because) {
  close_for_error(turn, id, ReasonCode::protocol_error, because);
}

void on_malformed(Turn& turn, const Malformed& malformed) {
  auto* connection = find_connection(turn.state, malformed.connection);
  if (connection == nullptr) return;
  const auto& violation = malformed.violation;

  // A Client that is connected is told what was wrong.
  if (connection->connected) {
    turn.rule(connection->version, "MQTT-4.8.0-1"_v311 | "MQTT-4.13.1-1"_v5);
    close_for_error(turn, connection->id, violation.reason_code, closing(violation.statement));
    return;
  }

  // One that authenticates is refused.
  if (connection->authentication == Authentication::before_connack) {
    refuse_connect(turn, *connection, violation.reason_code, closing(violation.statement));
    return;
  }

  // So is, as far as can be, one whose CONNECT is malformed.
  if (malformed.type == static_cast<std::uint8_t>(PacketType::connect)) {
    connection->version = malformed.version;
    close_malformed_connect(turn, *connection, violation);
    return;
  }

  // The first packet has to be CONNECT.
  close_connection(turn, connection->id, "MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5);
}

}  // namespace mqttspec::model::broker
