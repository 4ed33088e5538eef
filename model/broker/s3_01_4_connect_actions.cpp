// See s3_01_4_connect_actions.hpp.
#include "model/broker/s3_01_4_connect_actions.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "model/broker/s3_01_2_10_keep_alive.hpp"
#include "model/broker/s3_01_2_5_will.hpp"
#include "model/broker/s3_02_connack.hpp"
#include "model/broker/s4_01_session.hpp"
#include "model/broker/s4_04_retry.hpp"
#include "model/broker/s4_09_flow_control.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model {

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
  auto& id = connection.client_id;
  if (id.empty()) {
    connection.client_id_assigned = true;
    id = assign_client_id(turn, connection.version);
    return;
  }
  turn.rule(connection.version, "MQTT-3.1.3-5"_v311 | "MQTT-3.1.3-5"_v5);
  if (turn.faults.on(FaultId::client_identifier_case_folded))
    for (char& character : id)
      if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
}

/// True if there was a connection to take over.
bool take_over(Turn& turn, std::string_view client_id) {
  const auto* session = find_session(turn.state, client_id);
  if (session == nullptr || !session->connection) return false;
  if (turn.faults.on(FaultId::takeover_keeps_old_connection)) return true;
  auto* old = find_connection(turn.state, *session->connection);
  if (turn.faults.on(FaultId::will_not_published_on_takeover)) old->will.reset();
  if (old->version == Version::v5_0 &&
      turn.takes(turn.profile.sends_optional_disconnect, ChoicePoint::takeover_disconnect))
    turn.offer(*old, owned::Disconnect{ReasonCode::session_taken_over, {}}, "MQTT-3.1.4-3"_v5);
  close_connection(turn, old->id, "MQTT-3.1.4-2"_v311 | "MQTT-3.1.4-3"_v5);
  if (turn.faults.on(FaultId::session_lost_on_takeover) &&
      find_session(turn.state, client_id) != nullptr)
    end_session(turn, std::string(client_id));
  return true;
}

/// What a faulty broker refuses that would have to take over, or to begin, a session.
bool refuses_newcomer(Turn& turn, Connection& connection) {
  const auto* session = find_session(turn.state, connection.client_id);
  const bool is_here = session != nullptr && session->connection;
  const bool is_new = session == nullptr && !connection.clean_start;
  const bool refuses = (is_here && turn.faults.on(FaultId::newcomer_refused)) ||
                       (is_new && turn.faults.on(FaultId::resumption_without_session_refused));
  if (!refuses) return false;
  const bool v5 = connection.version == Version::v5_0;
  refuse_connect(turn, connection,
                 v5 ? ReasonCode::client_identifier_not_valid : return_code::identifier_rejected,
                 "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-6"_v5);
  return true;
}

std::uint32_t asked_expiry_interval(const Connect& connect, const FaultSet& faults) {
  if (connect.version == Version::v3_1_1) return connect.clean_start ? 0 : never_expires;
  const auto unless_given =
      faults.on(FaultId::session_kept_without_expiry_interval) ? never_expires : 0;
  return connect.properties.session_expiry_interval.value_or(unless_given);
}

/// The session that the connection gets, and whether it was there before.
std::pair<Session*, bool> session_for(Turn& turn, Version version, bool clean_start,
                                      const std::string& client_id) {
  turn.rule(version, "MQTT-3.1.4-3"_v311 | "MQTT-3.1.4-4"_v5);
  turn.rule(version, "MQTT-3.1.3-2"_v311 | "MQTT-3.1.3-2"_v5);
  auto* session = find_session(turn.state, client_id);
  if (session != nullptr && clean_start &&
      !turn.faults.on(FaultId::session_kept_on_clean_connect)) {
    turn.rule(version, "MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5);
    end_session(turn, client_id);
    session = nullptr;
  }
  if (session != nullptr) {
    turn.rule(version, "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-5"_v5);
    turn.rule(version, "MQTT-4.1.0-1"_v311 | "U5.0-4.1-1"_v5);
    resume_session(turn, *session);
    return {session, true};
  }
  turn.rule(version, "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-6"_v5);
  turn.state.sessions.push_back({});
  turn.state.sessions.back().client_id = client_id;
  return {&turn.state.sessions.back(), false};
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
  connection.connected = true;
  session.version = connection.version;
  session.connection = connection.id;
  session.expiry_interval = granted_expiry_interval(turn, connection);
  if (connection.version == Version::v5_0 && turn.profile.maximum_connect_time)
    connection.closes_at = turn.state.now + Time{*turn.profile.maximum_connect_time} * 1'000;
  if (turn.faults.on(FaultId::session_expires_while_connected) && session.expiry_interval != 0)
    session.ends_at =
        turn.state.now +
        Time{session.expiry_interval == never_expires ? 1 : session.expiry_interval} * 1'000;
  start_keep_alive(turn, connection, connection.keep_alive);
}

}  // namespace

void take_settings(Turn& turn, const Connect& connect, Connection& connection) {
  connection.version = connect.version;
  connection.client_id = std::string(connect.client_id);
  connection.clean_start = connect.clean_start;
  connection.keep_alive = connect.keep_alive;
  connection.asked_expiry_interval = asked_expiry_interval(connect, turn.faults);
  const auto& properties = connect.properties;
  connection.receive_maximum = properties.receive_maximum.value_or(65'535);
  connection.maximum_packet_size = properties.maximum_packet_size;
  if (!connection.maximum_packet_size && connect.version == Version::v5_0 &&
      turn.faults.on(FaultId::maximum_packet_size_assumed))
    connection.maximum_packet_size = 128;
  connection.topic_alias_maximum =
      properties.topic_alias_maximum.value_or(turn.faults.on(FaultId::topic_alias_assumed) ? 9 : 0);
  connection.wants_problem_information = properties.request_problem_information.value_or(1) != 0;
  connection.wants_response_information =
      properties.request_response_information.value_or(
          turn.faults.on(FaultId::response_information_assumed) ? 1 : 0) != 0;
  store_will(turn, connection, connect);
}

void connect_actions(Turn& turn, ConnectionId id) {
  settle_client_id(turn, *find_connection(turn.state, id));
  const auto client_id = find_connection(turn.state, id)->client_id;
  if (refuses_newcomer(turn, *find_connection(turn.state, id))) return;
  auto connack = accepting_connack(turn, *find_connection(turn.state, id));
  if (auto& own = *find_connection(turn.state, id); !turn.can_take(own, connack)) {
    refuse_connect(turn, own, ReasonCode::quota_exceeded, "MQTT-3.1.2-24"_v5);
    return;
  }
  const bool taken = take_over(turn, client_id);
  const auto& settled = *find_connection(turn.state, id);
  const bool kept = taken && turn.faults.on(FaultId::session_kept_on_clean_takeover);
  const auto [session, present] =
      session_for(turn, settled.version, settled.clean_start && !kept, client_id);
  auto& connection = *find_connection(turn.state, id);
  attach(turn, *session, connection);
  if (turn.faults.on(FaultId::delivery_before_connack)) deliver_waiting(turn, *session);
  accept_connect(turn, connection, std::move(connack), present && !connection.clean_start);
  if (send_away(turn, connection)) return;
  turn.rule(connection.version, "U3.1.1-3.1.4-6"_v311 | "U5.0-3.1.4-7"_v5);
  if (turn.faults.on(FaultId::delivery_not_begun)) return;
  resend_unacknowledged(turn, *session);
  deliver_waiting(turn, *session);
}

}  // namespace mqttspec::model
