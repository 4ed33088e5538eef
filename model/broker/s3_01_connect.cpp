// See s3_01_connect.hpp.
#include "model/broker/s3_01_connect.hpp"

#include "codec/utf8.hpp"
#include "model/broker/s3_01_4_connect_actions.hpp"
#include "model/broker/s3_02_connack.hpp"
#include "model/broker/s4_12_authentication.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// Why a CONNECT is refused although it is well formed.
struct Refusal {
  ReasonCode code;
  Cited because;
};

/// 3.1.1 and 5.0 have codes of their own for the same reason.
Refusal refusal(const Connect& connect, ReasonCode return_code, ReasonCode reason_code,
                Cited because) {
  return {connect.version == Version::v3_1_1 ? return_code : reason_code, because};
}

/// The first byte that is no UTF-8, if the Will says that its Payload is.
bool has_bad_format(const Will& will) {
  if (will.properties.payload_format_indicator.value_or(0) == 0) return false;
  const auto* const end = will.payload.data() + will.payload.size();
  return find_text_fault(will.payload.data(), end) != end;
}

/// Checks the Will against what the Server permits, and, in 5.0, what it offers; 3.1.1 has no way
/// to offer less.
std::optional<Refusal> refusal_of_will(const Connect& connect, const Profile& profile) {
  const Will& will = *connect.will;
  if (has_beginning(will.topic, profile.forbidden_topic))
    return refusal(connect, return_code::not_authorized, profile.topic_refusal,
                   "U3.1.1-3.1.4-4"_v311 | "MQTT-3.1.4-2"_v5);
  if (connect.version == Version::v3_1_1) return std::nullopt;
  if (will.qos > profile.maximum_qos)
    return Refusal{ReasonCode::qos_not_supported, "MQTT-3.2.2-12"_v5};
  if (will.retain && !profile.retain_available)
    return Refusal{ReasonCode::retain_not_supported, "MQTT-3.2.2-13"_v5};
  if (profile.checks_payload_format && has_bad_format(will))
    return Refusal{ReasonCode::payload_format_invalid, "U5.0-3.1.3.2.3-5"_v5};
  return std::nullopt;
}

/// Sections 3.1.3.1 of both Standards: a Client that leaves its name to the Server.
std::optional<Refusal> refusal_of_empty_id(const Connect& connect, const Profile& profile) {
  if (connect.version == Version::v3_1_1 && !connect.clean_start)
    return Refusal{return_code::identifier_rejected, "MQTT-3.1.3-8"_v311};
  if (!profile.permits_empty_client_id)
    return refusal(connect, return_code::identifier_rejected,
                   ReasonCode::client_identifier_not_valid,
                   "MQTT-3.1.3-9"_v311 | "MQTT-3.1.3-8"_v5);
  return std::nullopt;
}

/// A Client that is sent away before CONNACK.
std::optional<Refusal> refusal_of_client(const Connect& connect, const Profile& profile) {
  const bool answers_first = connect.version == Version::v5_0 && profile.refuses_after_connack;
  if (answers_first || !is_sent_away(profile, connect.client_id)) return std::nullopt;
  const auto return_code = profile.client_refusal == ReasonCode::banned
                               ? return_code::not_authorized
                               : return_code::server_unavailable;
  return refusal(connect, return_code, profile.client_refusal,
                 "U3.1.1-3.2.2.3-1"_v311 | "MQTT-4.13.2-1"_v5);
}

/// Section 4.12 of 5.0: the Authentication Method has to be one that the Server knows.
std::optional<Refusal> refusal_of_method(const Connect& connect, const Profile& profile) {
  const auto& method = connect.properties.authentication_method;
  const auto known = profile.authentication_method;
  if (!method || (!known.empty() && *method == known)) return std::nullopt;
  return Refusal{ReasonCode::bad_authentication_method, "MQTT-4.12.0-1"_v5};
}

/// A known user has to have its password; others are guests, where those are permitted.
std::optional<Refusal> refusal_of_user(const Connect& connect, const Profile& profile,
                                       const FaultSet& faults) {
  if (faults.on(FaultId::password_without_user_name_refused) && connect.password &&
      !connect.user_name)
    return Refusal{ReasonCode::malformed_packet, "MQTT-3.1.4-1"_v5};
  const bool known =
      connect.user_name && !profile.user_name.empty() && *connect.user_name == profile.user_name;
  if (!known && profile.permits_guests) return std::nullopt;
  if (known && connect.password && as_text(*connect.password) == profile.password)
    return std::nullopt;
  return refusal(connect, return_code::bad_user_name_or_password,
                 ReasonCode::bad_user_name_or_password, "U3.1.1-3.1.4-4"_v311 | "MQTT-3.1.4-2"_v5);
}

/// Why the CONNECT is refused, if it is: the first reason in the order of its fields.
std::optional<Refusal> refusal_of(const Connect& connect, const Profile& profile,
                                  const FaultSet& faults) {
  std::optional<Refusal> refused;
  if (connect.client_id.empty()) refused = refusal_of_empty_id(connect, profile);
  if (!refused) refused = refusal_of_client(connect, profile);
  if (!refused) refused = refusal_of_method(connect, profile);
  if (!refused) refused = refusal_of_user(connect, profile, faults);
  if (!refused && connect.will) refused = refusal_of_will(connect, profile);
  return refused;
}

}  // namespace

void on_connect(Turn& turn, ConnectionId id, const Connect& connect) {
  auto* connection = find_connection(turn.state, id);

  // A second CONNECT on a Network Connection is an error.
  if (connection->connected) {
    on_protocol_error(turn, id, "MQTT-3.1.0-2"_v311 | "MQTT-3.1.0-2"_v5);
    return;
  }

  // What the Client says of itself holds for this connection.
  take_settings(turn, connect, *connection);

  // The Server may refuse the Client.
  if (const auto refused = refusal_of(connect, turn.profile, turn.faults)) {
    turn.rule(connect.version, "MQTT-3.1.4-5"_v311 | "MQTT-3.1.4-6"_v5);
    if (turn.faults.on(FaultId::session_made_for_refused_client) &&
        find_session(turn.state, connection->client_id) == nullptr) {
      auto& session = turn.state.sessions.emplace_back();
      session.client_id = connection->client_id;
      session.expiry_interval = never_expires;
    }
    refuse_connect(turn, *connection, refused->code, refused->because);
    return;
  }

  // A Client that names an Authentication Method has to authenticate first.
  const auto& method = connect.properties.authentication_method;
  if (method && *method == turn.profile.authentication_method) {
    begin_authentication(turn, *connection, *method);
    return;
  }

  // The Client may connect.
  connect_actions(turn, id);
}

}  // namespace mqttspec::model::broker
