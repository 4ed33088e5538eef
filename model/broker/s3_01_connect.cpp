// See s3_01_connect.hpp.
#include "model/broker/s3_01_connect.hpp"

#include "codec/utf8.hpp"
#include "model/broker/s3_01_4_connect_actions.hpp"
#include "model/broker/s3_02_connack.hpp"
#include "model/broker/s4_12_authentication.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model {

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
std::optional<Refusal> refusal_of_will(const Connect& connect, const Profile& profile,
                                       const FaultSet& faults) {
  const Will& will = *connect.will;
  if (has_beginning(will.topic, profile.forbidden_topic))
    return refusal(connect, return_code::not_authorized, profile.topic_refusal,
                   "U3.1.1-3.1.4-4"_v311 | "MQTT-3.1.4-2"_v5);
  if (connect.version == Version::v3_1_1) return std::nullopt;
  if (will.qos > profile.maximum_qos && !faults.on(FaultId::will_qos_above_maximum_accepted))
    return Refusal{ReasonCode::qos_not_supported, "MQTT-3.2.2-12"_v5};
  if (will.retain && !profile.retain_available &&
      !faults.on(FaultId::will_retain_unavailable_accepted))
    return Refusal{ReasonCode::retain_not_supported, "MQTT-3.2.2-13"_v5};
  if (profile.checks_payload_format && has_bad_format(will))
    return Refusal{ReasonCode::payload_format_invalid, "U5.0-3.1.3.2.3-5"_v5};
  return std::nullopt;
}

/// Sections 3.1.3.1 of both Standards: a Client that leaves its name to the Server.
std::optional<Refusal> refusal_of_empty_id(const Connect& connect, const Profile& profile,
                                           const FaultSet& faults) {
  if (connect.version == Version::v3_1_1 && !connect.clean_start)
    if (!faults.on(FaultId::empty_client_id_with_clean_session_0_accepted))
      return Refusal{return_code::identifier_rejected, "MQTT-3.1.3-8"_v311};
  if (!profile.permits_empty_client_id)
    return refusal(connect, return_code::identifier_rejected,
                   ReasonCode::client_identifier_not_valid,
                   "MQTT-3.1.3-9"_v311 | "MQTT-3.1.3-8"_v5);
  return std::nullopt;
}

/// What [MQTT-3.1.3-5] of both leaves no room for.
std::optional<Refusal> refusal_of_id(const Connect& connect, const FaultSet& faults) {
  const auto has_capital = [](std::string_view id) {
    return id.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != id.npos;
  };
  if ((connect.client_id.size() == 23 && faults.on(FaultId::client_id_of_23_bytes_refused)) ||
      (has_capital(connect.client_id) && faults.on(FaultId::client_id_with_capitals_refused)))
    return refusal(connect, return_code::identifier_rejected,
                   ReasonCode::client_identifier_not_valid,
                   "MQTT-3.1.3-5"_v311 | "MQTT-3.1.3-5"_v5);
  return std::nullopt;
}

std::optional<Refusal> refusal_of(const Connect& connect, const Profile& profile,
                                  const FaultSet& faults) {
  if (connect.client_id.empty()) {
    if (const auto empty = refusal_of_empty_id(connect, profile, faults)) return empty;
  } else if (const auto strange = refusal_of_id(connect, faults)) {
    return strange;
  }
  if (is_sent_away(profile, connect.client_id) &&
      (connect.version == Version::v3_1_1 || !profile.refuses_after_connack))
    return refusal(connect,
                   profile.client_refusal == ReasonCode::banned ? return_code::not_authorized
                                                                : return_code::server_unavailable,
                   profile.client_refusal, "U3.1.1-3.2.2.3-1"_v311 | "MQTT-4.13.2-1"_v5);
  const auto& method = connect.properties.authentication_method;
  if (method && (profile.authentication_method.empty() || *method != profile.authentication_method))
    if (!faults.on(FaultId::unknown_authentication_method_accepted))
      return Refusal{ReasonCode::bad_authentication_method, "MQTT-4.12.0-1"_v5};
  if (connect.user_name && !profile.user_name.empty() && *connect.user_name == profile.user_name &&
      (!connect.password || as_text(*connect.password) != profile.password))
    return refusal(connect, return_code::bad_user_name_or_password,
                   ReasonCode::bad_user_name_or_password,
                   "U3.1.1-3.1.4-4"_v311 | "MQTT-3.1.4-2"_v5);
  if (connect.will) return refusal_of_will(connect, profile, faults);
  return std::nullopt;
}

}  // namespace

void on_connect(Turn& turn, ConnectionId id, const Connect& connect) {
  auto* connection = find_connection(turn.state, id);
  if (connection->connected) {
    if (turn.faults.on(FaultId::second_connect_tolerated)) return;
    on_protocol_error(turn, id, "MQTT-3.1.0-2"_v311 | "MQTT-3.1.0-2"_v5);
    return;
  }
  take_settings(turn, connect, *connection);
  if (const auto refused = refusal_of(connect, turn.profile, turn.faults)) {
    turn.rule(connect.version, "MQTT-3.1.4-5"_v311 | "MQTT-3.1.4-6"_v5);
    if (turn.faults.on(FaultId::session_made_for_refused_client)) {
      Session session;
      session.client_id = connection->client_id;
      session.expiry_interval = never_expires;
      turn.state.sessions.push_back(std::move(session));
    }
    refuse_connect(turn, *connection, refused->code, refused->because);
    return;
  }
  const auto& method = connect.properties.authentication_method;
  if (method && *method == turn.profile.authentication_method)
    begin_authentication(turn, *connection, *method);
  else
    connect_actions(turn, id);
}

}  // namespace mqttspec::model
