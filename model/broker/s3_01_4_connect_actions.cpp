// See s3_01_4_connect_actions.hpp.
#include "model/broker/s3_01_4_connect_actions.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "model/broker/s3_01_2_10_keep_alive.hpp"
#include "model/broker/s3_01_2_5_will.hpp"
#include "model/broker/s3_02_connack.hpp"
#include "model/broker/s4_01_session.hpp"
#include "model/broker/s4_09_flow_control.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// A Client Identifier that no session has: [MQTT-3.1.3-6] of both, [MQTT-3.2.2-16] of 5.0.
std::string assign_client_id(Turn& turn, Version version) {
  turn.rule(version, "MQTT-3.1.3-6"_v311 | "MQTT-3.1.3-6"_v5);
  if (turn.faults.on(FaultId::assigned_client_identifier_repeated)) return std::string("assigned");
  while (true) {
    const std::string id = "assigned-" + std::to_string(++turn.state.assigned_client_ids);
    if (find_session(turn.state, id) == nullptr) return std::string(id);
  }
}

/// Gives the Client the identifier under which it is known from now on.
void settle_client_id(Turn& turn, Connection& connection) {
  if (connection.client_id.empty()) {
    connection.client_id_assigned = true;
    connection.client_id = assign_client_id(turn, connection.version);
  } else {
    turn.rule(connection.version, "MQTT-3.1.3-5"_v311 | "MQTT-3.1.3-5"_v5);
  }
}

/// Ends the connection that another Client of this name has. True if there was one.
bool take_over(Turn& turn, std::string_view client_id) {
  auto* session = find_session(turn.state, client_id);
  if (session == nullptr || !session->connection) return false;
  if (turn.faults.on(FaultId::takeover_keeps_old_connection)) return true;
  if (turn.faults.on(FaultId::ending_session_kept_on_takeover))
    session->expiry_interval = never_expires;

  // In 5.0 it may be told why.
  const auto& old = *find_connection(turn.state, *session->connection);
  if (old.version == Version::v5_0 &&
      turn.takes(turn.profile.sends_optional_disconnect, ChoicePoint::takeover_disconnect))
    turn.offer(old, owned::Disconnect{ReasonCode::session_taken_over, {}}, "MQTT-3.1.4-3"_v5);

  // Its Network Connection is closed.
  close_connection(turn, old.id, "MQTT-3.1.4-2"_v311 | "MQTT-3.1.4-3"_v5);
  return true;
}

/// Seconds.
std::uint32_t asked_expiry_interval(const Connect& connect) {
  const bool lasts = connect.version == Version::v3_1_1 && !connect.clean_start;
  return connect.properties.session_expiry_interval.value_or(lasts ? never_expires : 0);
}

/// The session that the connection gets, and whether it was there before.
std::pair<Session*, bool> session_for(Turn& turn, Version version, bool clean_start,
                                      const std::string& client_id) {
  turn.rule(version, "MQTT-3.1.4-3"_v311 | "MQTT-3.1.4-4"_v5);
  turn.rule(version, "MQTT-3.1.3-2"_v311 | "MQTT-3.1.3-2"_v5);

  // A Client that wants a clean start loses the session it had.
  auto* session = find_session(turn.state, client_id);
  if (session != nullptr && clean_start &&
      !turn.faults.on(FaultId::session_kept_on_clean_connect)) {
    turn.rule(version, "MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5);
    if (turn.faults.on(FaultId::received_qos_2_kept_on_clean_connect))
      turn.state.remnants.push_back({client_id, session->received});
    end_session(turn, client_id);
    session = nullptr;
  }

  // Any other goes on with its session.
  if (session != nullptr) {
    turn.rule(version, "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-5"_v5);
    turn.rule(version, "MQTT-4.1.0-1"_v311 | "U5.0-4.1-1"_v5);
    resume_session(turn, *session);
    return {session, true};
  }

  // If there is none, a new one begins.
  turn.rule(version, "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-6"_v5);
  auto& fresh = turn.state.sessions.emplace_back();
  fresh.client_id = client_id;
  for (auto& remnant : turn.state.remnants)
    if (remnant.client_id == client_id) fresh.received = std::exchange(remnant.received, {});
  return {&fresh, false};
}

/// A Client that is sent away once it is connected (5.0 section 4.11). True if it is.
bool send_away(Turn& turn, const Connection& connection) {
  if (connection.version == Version::v3_1_1 || !turn.profile.refuses_after_connack ||
      !is_sent_away(turn.profile, connection.client_id))
    return false;
  owned::Disconnect disconnect{turn.profile.client_refusal, {}};
  if (!turn.profile.server_reference.empty())
    disconnect.properties.server_reference = std::string(turn.profile.server_reference);
  turn.offer(connection, disconnect, "U5.0-3.14-2"_v5);
  close_connection(turn, connection.id, "MQTT-4.13.2-1"_v5);
  return true;
}

void attach(Turn& turn, Session& session, Connection& connection) {
  // From now on the connection serves the session.
  connection.connected = true;
  session.version = connection.version;
  session.connection = connection.id;

  // The session lasts as long as was asked for or granted, once it is left alone.
  session.expiry_interval = granted_expiry_interval(turn, connection);
  if (turn.faults.on(FaultId::session_expires_while_connected) && session.expiry_interval != 0)
    session.ends_at =
        turn.state.now +
        Time{session.expiry_interval == never_expires ? 1 : session.expiry_interval} * 1'000;

  // The connection lasts no longer than the administrator permits (F18).
  if (connection.version == Version::v5_0 && turn.profile.maximum_connect_time)
    connection.closes_at = turn.state.now + Time{*turn.profile.maximum_connect_time} * 1'000;

  start_keep_alive(turn, connection, connection.keep_alive);
}

}  // namespace

void take_settings(Turn& turn, const Connect& connect, Connection& connection) {
  connection.version = connect.version;
  connection.client_id = std::string(connect.client_id);
  connection.clean_start = connect.clean_start;
  connection.keep_alive = connect.keep_alive;
  connection.asked_expiry_interval = asked_expiry_interval(connect);

  // What a property says that is absent: 5.0 section 3.1.2.11.
  const auto& properties = connect.properties;
  connection.receive_maximum = properties.receive_maximum.value_or(65'535);
  connection.maximum_packet_size = properties.maximum_packet_size;
  connection.topic_alias_maximum = properties.topic_alias_maximum.value_or(0);
  connection.wants_problem_information = properties.request_problem_information.value_or(1) != 0;
  connection.wants_response_information = properties.request_response_information.value_or(0) != 0;

  store_will(turn, connection, connect);
}

bool begin_session(Turn& turn, ConnectionId id, bool clean_start) {
  const auto& before = *find_connection(turn.state, id);
  const std::string client_id = before.client_id;
  const auto [session, present] = session_for(turn, before.version, clean_start, client_id);
  attach(turn, *session, *find_connection(turn.state, id));
  return present;
}

void connect_actions(Turn& turn, ConnectionId id) {
  settle_client_id(turn, *find_connection(turn.state, id));
  const std::string client_id = find_connection(turn.state, id)->client_id;

  // A Client that cannot take the CONNACK cannot be accepted.
  auto connack = accepting_connack(turn, *find_connection(turn.state, id));
  if (auto& own = *find_connection(turn.state, id); !turn.can_take(own, connack)) {
    refuse_connect(turn, own, ReasonCode::quota_exceeded, "MQTT-3.1.2-24"_v5);
    return;
  }

  // Another connection of this Client is closed.
  const bool taken = take_over(turn, client_id);

  // The connection gets its session, a new one if the Client wants a clean start.
  const bool clean_start = find_connection(turn.state, id)->clean_start;
  const bool kept = taken && turn.faults.on(FaultId::session_kept_on_clean_takeover);
  const bool present = begin_session(turn, id, clean_start && !kept);
  auto& session = *find_session(turn.state, client_id);

  // The CONNECT is acknowledged.
  const auto& connection = *find_connection(turn.state, id);
  accept_connect(turn, connection, std::move(connack), present && !clean_start);

  // The Client may be sent away at once.
  if (send_away(turn, connection)) return;

  // Delivery of messages begins, with what was sent before and is not acknowledged.
  turn.rule(connection.version, "U3.1.1-3.1.4-6"_v311 | "U5.0-3.1.4-7"_v5);
  if (turn.faults.on(FaultId::delivery_not_begun)) return;
  deliver_waiting(turn, session);
}

}  // namespace mqttspec::model::broker
