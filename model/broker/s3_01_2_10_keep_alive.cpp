// See s3_01_2_10_keep_alive.hpp.
#include "model/broker/s3_01_2_10_keep_alive.hpp"

#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// One and a half times the Keep Alive, in milliseconds.
Time patience(std::uint16_t keep_alive, const FaultSet& faults) {
  if (faults.on(FaultId::keep_alive_too_early)) return Time{keep_alive} * 750;
  if (faults.on(FaultId::keep_alive_too_late)) return Time{keep_alive} * 6'000;
  if (faults.on(FaultId::keep_alive_above_32767_over_at_once) && keep_alive > 32'767) return 0;
  return Time{keep_alive} * 1'500;
}

}  // namespace

void await_connect(Turn& turn, Connection& connection) {
  if (turn.profile.connect_timeout == 0) return;
  connection.silent_until = turn.state.now + Time{turn.profile.connect_timeout} * 1'000;
}

void start_keep_alive(Turn& turn, Connection& connection, std::uint16_t asked) {
  // The Server's Keep Alive, if it names one, takes the place of the Client's (5.0).
  connection.keep_alive = asked;
  if (connection.version == Version::v5_0) {
    if (turn.profile.server_keep_alive)
      connection.keep_alive = *turn.profile.server_keep_alive;
    else
      turn.rule(Version::v5_0, "MQTT-3.2.2-22"_v5);
  }

  // With 0, silence is not watched.
  connection.silent_until.reset();
  if (connection.keep_alive != 0)
    connection.silent_until = turn.state.now + patience(connection.keep_alive, turn.faults);
}

void restart_keep_alive(Turn& turn, Connection& connection, PacketType type) {
  if (!connection.connected || connection.keep_alive == 0) return;

  // Every packet is a sign of life.
  const bool pings = type == PacketType::pingreq;
  if (!pings && turn.faults.on(FaultId::keep_alive_kept_by_pingreq_alone)) return;
  if (pings && turn.faults.on(FaultId::keep_alive_not_kept_by_pingreq)) return;
  if (turn.faults.on(FaultId::keep_alive_never_restarted)) return;
  connection.silent_until = turn.state.now + patience(connection.keep_alive, turn.faults);
}

void on_silence(Turn& turn, ConnectionId id) {
  auto* connection = find_connection(turn.state, id);

  // No CONNECT came within a reasonable time.
  if (!connection->connected) {
    close_connection(turn, id, "U3.1.1-3.1.4-2"_v311 | "U5.0-3.1.4-2"_v5);
    return;
  }

  // The Network Connection is taken to have failed.
  if (turn.faults.on(FaultId::will_not_published_on_keep_alive)) connection->will.reset();
  close_for_error(turn, id, ReasonCode::keep_alive_timeout,
                  "MQTT-3.1.2-24"_v311 | "MQTT-3.1.2-22"_v5);
}

}  // namespace mqttspec::model::broker
