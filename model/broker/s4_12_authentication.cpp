// See s4_12_authentication.hpp.
#include "model/broker/s4_12_authentication.hpp"

#include <string>

#include "model/broker/s3_01_4_connect_actions.hpp"
#include "model/broker/s3_02_connack.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// The last thing that is done in a step: it may end the connection.
void send_auth(Turn& turn, const Connection& connection, ReasonCode code,
               std::optional<std::string> data, Cited because) {
  turn.rule(Version::v5_0, "MQTT-4.12.0-5"_v5);
  owned::Auth auth{code, {}};
  auth.properties.authentication_method = connection.authentication_method;
  auth.properties.authentication_data = std::move(data);
  if (!turn.send(connection, auth, because))
    close_for_error(turn, connection.id, ReasonCode::quota_exceeded, "MQTT-3.1.2-24"_v5);
}

void send_challenge(Turn& turn, Connection& connection, Cited because) {
  const auto number = std::to_string(++turn.state.challenges);
  connection.challenge = std::string("challenge-" + number);
  turn.rule(Version::v5_0, "MQTT-4.12.0-2"_v5);
  turn.rule(Version::v5_0, "U5.0-4.12-2"_v5);
  send_auth(turn, connection, ReasonCode::continue_authentication, connection.challenge, because);
}

bool has_same_method(const Connection& connection, const Auth& auth) {
  return auth.properties.authentication_method ==
         std::string_view(connection.authentication_method);
}

bool is_echo(const Connection& connection, const Auth& auth) {
  return auth.properties.authentication_data &&
         as_text(*auth.properties.authentication_data) == std::string_view(connection.challenge);
}

}  // namespace

void begin_authentication(Turn& turn, Connection& connection, std::string_view method) {
  connection.authentication = Authentication::before_connack;
  connection.authentication_method = std::string(method);
  turn.rule(Version::v5_0, "U5.0-4.12-4"_v5);
  send_challenge(turn, connection, "MQTT-4.12.0-2"_v5);
}

void authenticate(Turn& turn, Connection& connection, const Packet& packet) {
  // The Client may give up.
  if (std::holds_alternative<Disconnect>(packet)) {
    close_connection(turn, connection.id, "U5.0-3.14.4-1"_v5);
    return;
  }

  // Until CONNACK it sends nothing else but AUTH; [MQTT-3.1.2-30] binds the Client.
  const auto* auth = std::get_if<Auth>(&packet);
  if (auth == nullptr) {
    const bool again = std::holds_alternative<Connect>(packet);
    refuse_connect(turn, connection, ReasonCode::protocol_error,
                   again ? "MQTT-3.1.0-2"_v5 : "MQTT-4.13.1-1"_v5);
    return;
  }

  // Every AUTH names the Authentication Method of the CONNECT.
  if (!has_same_method(connection, *auth)) {
    turn.rule(Version::v5_0, "U5.0-3.15-1"_v5);
    refuse_connect(turn, connection, ReasonCode::bad_authentication_method, "MQTT-4.12.0-4"_v5);
    return;
  }

  // The Client continues; it cannot authenticate anew yet.
  if (auth->reason_code != ReasonCode::continue_authentication) {
    refuse_connect(turn, connection, ReasonCode::protocol_error, "MQTT-4.12.0-4"_v5);
    return;
  }

  // The Server may reject the authentication.
  if (!is_echo(connection, *auth)) {
    turn.rule(Version::v5_0, "MQTT-3.1.4-2"_v5);
    refuse_connect(turn, connection, ReasonCode::not_authorized, "MQTT-4.12.0-4"_v5);
    return;
  }

  // Otherwise the Client may connect.
  connection.authentication = Authentication::done;
  connect_actions(turn, connection.id);
}

void re_authenticate(Turn& turn, Connection& connection, const Auth& auth) {
  // The Authentication Method stays the same.
  if (!has_same_method(connection, auth)) {
    turn.rule(Version::v5_0, "U5.0-3.15-1"_v5);
    close_for_error(turn, connection.id, ReasonCode::bad_authentication_method, "MQTT-4.12.1-2"_v5);
    return;
  }

  // The Client begins.
  if (auth.reason_code == ReasonCode::re_authenticate) {
    connection.authentication = Authentication::again;
    turn.rule(Version::v5_0, "U5.0-4.12.1-5"_v5);
    send_challenge(turn, connection, "U5.0-4.12.1-2"_v5);
    return;
  }

  // What it continues it has to have begun.
  if (connection.authentication != Authentication::again) {
    on_protocol_error(turn, connection.id, "MQTT-4.13.1-1"_v5);
    return;
  }

  // If it fails, the connection is closed.
  if (!is_echo(connection, auth)) {
    close_for_error(turn, connection.id, ReasonCode::not_authorized, "MQTT-4.12.1-2"_v5);
    return;
  }

  // Otherwise AUTH says that it succeeded.
  connection.authentication = Authentication::done;
  turn.rule(Version::v5_0, "U5.0-4.12.1-4"_v5);
  send_auth(turn, connection, ReasonCode::success, {}, "U5.0-4.12.1-2"_v5);
}

}  // namespace mqttspec::model::broker
