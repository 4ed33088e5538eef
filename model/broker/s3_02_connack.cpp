// See s3_02_connack.hpp.
#include "model/broker/s3_02_connack.hpp"

#include <algorithm>
#include <string>

#include "model/broker/s3_01_4_connect_actions.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

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
  if (profile.maximum_qos != Qos::exactly_once) {
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
  if (!connection.wants_response_information) {
    turn.rule(Version::v5_0, "MQTT-3.1.2-28"_v5);
    return;
  }
  turn.rule(Version::v5_0, "U5.0-3.1.2.11.6-3"_v5);
  if (!turn.profile.response_information.empty())
    connack.properties.response_information = std::string(turn.profile.response_information);
}

/// 5.0 sections 3.2.2.3.17 and 3.2.2.3.18.
void add_authentication(Turn& turn, const Connection& connection, owned::Connack& connack) {
  if (connection.authentication == Authentication::none) {
    turn.rule(Version::v5_0, "MQTT-4.12.0-6"_v5);
    return;
  }
  turn.rule(Version::v5_0, "MQTT-4.12.0-5"_v5);
  turn.rule(Version::v5_0, "U5.0-4.12-5"_v5);
  connack.properties.authentication_method = connection.authentication_method;
  connack.properties.authentication_data = "welcome";
}

void add_properties(Turn& turn, const Connection& connection, owned::Connack& connack) {
  announce_capabilities(turn, connack.properties);

  // A Client that came without a name is told the one that it got.
  if (connection.client_id_assigned) {
    turn.rule(Version::v5_0, "MQTT-3.1.3-7"_v5);
    turn.rule(Version::v5_0, "MQTT-3.2.2-16"_v5);
    connack.properties.assigned_client_identifier = connection.client_id;
  }

  // A Session Expiry Interval that is not the one asked for is told.
  if (const auto granted = granted_expiry_interval(turn, connection);
      granted != connection.asked_expiry_interval) {
    turn.rule(Version::v5_0, "U5.0-3.2.2.3.2-3"_v5);
    connack.properties.session_expiry_interval = granted;
  }

  add_response_information(turn, connection, connack);
  add_authentication(turn, connection, connack);
}

/// 5.0 leaves it to the Server whether it sends one.
void offer_refusal(Turn& turn, const Connection& connection, ReasonCode code, Cited because) {
  if (!turn.takes(turn.profile.refuses_with_connack, ChoicePoint::refusal_connack)) return;
  owned::Connack connack;
  connack.reason_code =
      may_carry(PacketType::connack, code, Sender::server) ? code : ReasonCode::protocol_error;

  // A Client that is to use another Server may be told which.
  if ((code == ReasonCode::use_another_server || code == ReasonCode::server_moved) &&
      !turn.profile.server_reference.empty())
    connack.properties.server_reference = std::string(turn.profile.server_reference);

  // Session Present is 0.
  turn.rule(Version::v5_0, "MQTT-3.2.2-6"_v5);
  turn.rule(Version::v5_0, "MQTT-3.14.0-1"_v5);
  turn.offer(connection, connack, because);
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
                    bool session_present) {
  // Session Present says whether the Server has a session that goes on.
  if (connection.clean_start)
    turn.rule(connection.version, "MQTT-3.2.2-1"_v311 | "MQTT-3.2.2-2"_v5);
  turn.rule(connection.version, session_present ? "MQTT-3.2.2-2"_v311 | "MQTT-3.2.2-3"_v5
                                                : "MQTT-3.2.2-3"_v311 | "MQTT-3.2.2-3"_v5);
  connack.session_present = session_present;

  // CONNACK is the first packet that the Server sends, and the only one of its kind.
  turn.rule(connection.version, "MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-1"_v5);
  turn.rule(connection.version, "MQTT-3.2.0-2"_v5);
  turn.send(connection, connack, "MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5);
}

void refuse_connect(Turn& turn, Connection& connection, ReasonCode code, Cited because) {
  // The Client is told why, in 3.1.1 by a return code.
  if (connection.version == Version::v5_0) {
    offer_refusal(turn, connection, code, because);
  } else {
    turn.rule(Version::v3_1_1, "MQTT-3.2.2-4"_v311);
    turn.send(connection, owned::Connack{false, code, {}}, because);
  }

  // The Network Connection is closed, and nothing more is read from it.
  if (turn.faults.on(FaultId::refused_connection_served)) {
    begin_session(turn, connection.id, connection.clean_start);
    return;
  }
  turn.rule(connection.version, "MQTT-3.2.2-5"_v311 | "MQTT-3.2.2-7"_v5);
  close_connection(turn, connection.id, because);
}

}  // namespace mqttspec::model::broker
