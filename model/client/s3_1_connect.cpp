// See s3_1_connect.hpp.
#include "model/client/s3_1_connect.hpp"

#include "model/broker/application_message.hpp"
#include "model/client/s4_1_session.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

std::optional<std::string> owned(std::optional<std::string_view> text) {
  if (!text) return std::nullopt;
  return std::string(*text);
}

std::optional<std::string> owned(std::optional<Bytes> bytes) {
  if (!bytes) return std::nullopt;
  return std::string(as_text(*bytes));
}

ConnectOut settings_of(const Connect& connect) {
  ConnectOut out;
  out.version = connect.version;
  out.clean_start = connect.clean_start;
  out.keep_alive = connect.keep_alive;
  out.client_id = std::string(connect.client_id);
  out.user_name = owned(connect.user_name);
  out.password = owned(connect.password);
  const auto& properties = connect.properties;
  out.session_expiry_interval = properties.session_expiry_interval;
  out.receive_maximum = properties.receive_maximum;
  out.maximum_packet_size = properties.maximum_packet_size;
  out.topic_alias_maximum = properties.topic_alias_maximum;
  out.request_response_information = properties.request_response_information;
  out.request_problem_information = properties.request_problem_information;
  out.authentication_method = owned(properties.authentication_method);
  out.authentication_data = owned(properties.authentication_data);
  if (connect.will) {
    out.will = message_of(*connect.will);
    out.will_delay_interval = connect.will->properties.will_delay_interval;
  }
  return out;
}

std::uint32_t expiry_of(const Connect& connect) {
  if (connect.version == Version::v3_1_1) return connect.clean_start ? 0 : never_expires;
  return connect.properties.session_expiry_interval.value_or(0);
}

}  // namespace

void ask_connect(ClientTurn& turn, const Connect& connect) {
  auto& state = turn.state;
  if (state.link != Link::none) return;
  // A Server knows a Client that lets it choose by the identifier that it chose.
  const auto client_id = state.settings.client_id;
  state.settings = settings_of(connect);
  if (state.has_session && state.settings.client_id.empty() && !connect.clean_start)
    state.settings.client_id = client_id;
  if (state.has_session && state.settings.client_id != client_id) discard_session(turn);
  state.expiry_interval = expiry_of(connect);
  state.link = Link::wanted;
  turn.outputs.emplace_back(Connecting{});
}

void send_connect(ClientTurn& turn, ConnectionId connection) {
  auto& state = turn.state;
  if (state.link != Link::wanted) return;
  state.link = Link::awaiting_connack;
  state.connection = connection;
  state.answer_by = state.now + Time{turn.profile.patience} * 1'000;
  if (state.settings.authentication_method) state.authentication = Authentication::before_connack;
  if (state.settings.clean_start) {
    turn.rule("MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5);
    if (!turn.faults.on(ClientFaultId::session_kept_on_clean_start)) discard_session(turn);
  }
  if (turn.faults.on(ClientFaultId::ping_before_connect))
    turn.send(PingreqOut{}, "MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5);
  turn.rule("U3.1.1-3.1-1"_v311 | "U5.0-3.1-1"_v5);
  turn.send(state.settings, "MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5);
  if (turn.faults.on(ClientFaultId::connect_twice))
    turn.send(state.settings, "MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5);
}

}  // namespace mqttspec::model
