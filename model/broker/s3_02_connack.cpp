// See s3_02_connack.hpp.
#include "model/broker/s3_02_connack.hpp"

#include <algorithm>
#include <string>

#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

/// Absent means 1 in each of these properties.
constexpr std::optional<std::uint8_t> availability(bool available, bool even_if) {
  if (available && !even_if) return std::nullopt;
  return std::uint8_t{available};
}

/// Section 3.2.2.3 of 5.0: what the Client has to know about this Server.
void announce_capabilities(Turn& turn, owned::ConnackProperties& announced) {
  const auto& profile = turn.profile;
  announced.receive_maximum = profile.receive_maximum;
  if (profile.maximum_qos != Qos::exactly_once &&
      !turn.faults.on(FaultId::maximum_qos_not_announced)) {
    turn.rule(Version::v5_0, "MQTT-3.2.2-9"_v5);
    announced.maximum_qos = static_cast<std::uint8_t>(profile.maximum_qos);
  }
  const bool all = turn.takes(profile.announces_defaults, ChoicePoint::negotiated_limits);
  if (all && !announced.receive_maximum) announced.receive_maximum = std::uint16_t{65'535};
  announced.retain_available = availability(profile.retain_available, all);
  announced.maximum_packet_size = profile.maximum_packet_size;
  if (all || profile.topic_alias_maximum != 0)
    announced.topic_alias_maximum = profile.topic_alias_maximum;
  announced.wildcard_subscription_available =
      availability(profile.wildcard_subscription_available, all);
  announced.subscription_identifier_available =
      availability(profile.subscription_identifier_available, all);
  announced.shared_subscription_available =
      availability(profile.shared_subscription_available, all);
  if (profile.server_keep_alive) turn.rule(Version::v5_0, "MQTT-3.2.2-21"_v5);
  announced.server_keep_alive = profile.server_keep_alive;
}

/// 5.0 section 3.2.2.3.15.
void add_response_information(Turn& turn, const Connection& connection, owned::Connack& connack) {
  if (connection.wants_response_information) {
    turn.rule(Version::v5_0, "U5.0-3.1.2.11.6-3"_v5);
    if (!turn.profile.response_information.empty())
      connack.properties.response_information = std::string(turn.profile.response_information);
    return;
  }
  turn.rule(Version::v5_0, "MQTT-3.1.2-28"_v5);
  if (turn.faults.on(FaultId::response_information_unasked))
    connack.properties.response_information = "response";
}

void add_authentication(Turn& turn, const Connection& connection, owned::Connack& connack) {
  if (connection.authentication == Authentication::none) {
    turn.rule(Version::v5_0, "MQTT-4.12.0-6"_v5);
    if (turn.faults.on(FaultId::authentication_method_unasked))
      connack.properties.authentication_method = "mqttspec-echo";
    return;
  }
  turn.rule(Version::v5_0, "MQTT-4.12.0-5"_v5);
  turn.rule(Version::v5_0, "U5.0-4.12-5"_v5);
  connack.properties.authentication_method = connection.authentication_method;
  connack.properties.authentication_data = "welcome";
}

void add_properties(Turn& turn, const Connection& connection, owned::Connack& connack) {
  announce_capabilities(turn, connack.properties);
  if (connection.client_id_assigned &&
      !turn.faults.on(FaultId::assigned_client_identifier_omitted)) {
    turn.rule(Version::v5_0, "MQTT-3.1.3-7"_v5);
    turn.rule(Version::v5_0, "MQTT-3.2.2-16"_v5);
    connack.properties.assigned_client_identifier = connection.client_id;
    if (turn.faults.on(FaultId::assigned_client_identifier_wrong))
      connack.properties.assigned_client_identifier->insert(0, 1, 'x');
  }
  if (const auto granted = granted_expiry_interval(turn, connection);
      granted != connection.asked_expiry_interval) {
    turn.rule(Version::v5_0, "U5.0-3.2.2.3.2-3"_v5);
    connack.properties.session_expiry_interval = granted;
  }
  add_response_information(turn, connection, connack);
  add_authentication(turn, connection, connack);
}

bool session_present(Turn& turn, const Connection& connection, bool present) {
  if (turn.faults.on(FaultId::session_present_always_0)) return false;
  if (turn.faults.on(FaultId::session_present_always_1)) return true;
  if (connection.clean_start && turn.faults.on(FaultId::session_present_1_when_clean)) return true;
  if (connection.clean_start)
    turn.rule(connection.version, "MQTT-3.2.2-1"_v311 | "MQTT-3.2.2-2"_v5);
  turn.rule(connection.version, present ? "MQTT-3.2.2-2"_v311 | "MQTT-3.2.2-3"_v5
                                        : "MQTT-3.2.2-3"_v311 | "MQTT-3.2.2-3"_v5);
  return present;
}

/// The ways to say more in a refusal than the Client can take.
bool overstates(const Turn& turn, const Connection& connection, owned::Connack& connack) {
  const auto most = connection.maximum_packet_size.value_or(0) % 1'000;
  if (turn.faults.on(FaultId::reason_string_of_connack_too_long)) {
    connack.properties.reason_string = std::string(most, 'x');
    return true;
  }
  if (!turn.faults.on(FaultId::user_property_of_connack_too_long) || most == 0) return false;
  connack.properties.user_properties.push_back(reporter());
  return true;
}

/// Treats a Client whose CONNECT was refused like any other.
void serve(Turn& turn, Connection& connection) {
  if (find_session(turn.state, connection.client_id) == nullptr) {
    Session fresh;
    fresh.client_id = connection.client_id;
    turn.state.sessions.push_back(std::move(fresh));
  }
  auto& session = *find_session(turn.state, connection.client_id);
  session.version = connection.version;
  session.connection = connection.id;
  connection.connected = true;
}

}  // namespace

std::uint32_t granted_expiry_interval(const Turn& turn, const Connection& connection) {
  return std::min(connection.asked_expiry_interval,
                  turn.profile.maximum_session_expiry_interval.value_or(never_expires));
}

owned::Connack accepting_connack(Turn& turn, const Connection& connection) {
  owned::Connack connack;
  if (connection.version == Version::v5_0) add_properties(turn, connection, connack);
  return connack;
}

void accept_connect(Turn& turn, const Connection& connection, owned::Connack connack,
                    bool present) {
  if (turn.faults.on(FaultId::connack_omitted_on_resume) && present) return;
  connack.session_present = session_present(turn, connection, present);
  turn.rule(connection.version, "MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-1"_v5);
  turn.rule(connection.version, "MQTT-3.2.0-2"_v5);
  turn.send(connection, connack, "MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5);
  if (connection.version == Version::v5_0 &&
      turn.faults.on(FaultId::authentication_begun_unasked)) {
    owned::Auth auth{ReasonCode::continue_authentication, {}};
    auth.properties.authentication_method = "mqttspec-echo";
    turn.offer(connection, auth, "U5.0-4.12-2"_v5);
  }
  if (turn.faults.on(FaultId::connack_twice))
    turn.send(connection, connack, "MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5);
}

void refuse_connect(Turn& turn, Connection& connection, ReasonCode code, Cited because) {
  const bool v5 = connection.version == Version::v5_0;
  owned::Connack connack;
  connack.reason_code = code;
  connack.session_present = turn.faults.on(FaultId::session_present_1_on_refusal);
  if (!v5) {
    if (turn.faults.on(FaultId::return_code_of_5_0))
      connack.reason_code = ReasonCode::not_authorized;
    if (!turn.faults.on(FaultId::refusal_connack_omitted)) turn.send(connection, connack, because);
    turn.rule(Version::v3_1_1, "MQTT-3.2.2-4"_v311);
  } else if (turn.takes(turn.profile.refuses_with_connack, ChoicePoint::refusal_connack)) {
    if (!may_carry(PacketType::connack, code, Sender::server))
      connack.reason_code = ReasonCode::protocol_error;
    if (turn.faults.on(FaultId::connack_with_code_of_disconnect))
      connack.reason_code = ReasonCode::session_taken_over;
    if ((code == ReasonCode::use_another_server || code == ReasonCode::server_moved) &&
        !turn.profile.server_reference.empty())
      connack.properties.server_reference = std::string(turn.profile.server_reference);
    turn.rule(Version::v5_0, "MQTT-3.14.0-1"_v5);
    if (overstates(turn, connection, connack))
      turn.force(connection, connack, "MQTT-3.2.2-6"_v5);
    else if (turn.faults.on(FaultId::disconnect_before_connack))
      turn.offer(connection, owned::Disconnect{ReasonCode::protocol_error, {}}, because);
    else
      turn.offer(connection, connack, because);
    turn.rule(Version::v5_0, "MQTT-3.2.2-6"_v5);
  }
  if (turn.faults.on(FaultId::refused_connection_left_open)) {
    connection.deaf = true;
    return;
  }
  if (turn.faults.on(FaultId::refused_connection_served)) return serve(turn, connection);
  turn.rule(connection.version, "MQTT-3.2.2-5"_v311 | "MQTT-3.2.2-7"_v5);
  close_connection(turn, connection.id, because);
}

}  // namespace mqttspec::model
