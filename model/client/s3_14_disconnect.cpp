// See s3_14_disconnect.hpp.
#include "model/client/s3_14_disconnect.hpp"

#include "model/client/s4_13_errors.hpp"

namespace mqttspec::model::client {

using namespace literals;

void ask_disconnect(Turn& turn, const Disconnect& disconnect) {
  auto& state = turn.state;
  if (state.link == Link::none) return;
  if (state.link == Link::wanted) {
    state.link = Link::none;
    return;
  }
  owned::Disconnect out{disconnect.reason_code, {}};
  if (turn.version() == Version::v3_1_1) out.reason_code = ReasonCode::normal_disconnection;
  // Section 3.14.2.2.2 of 5.0: a Session that was to end with its connection does.
  const auto interval = disconnect.properties.session_expiry_interval;
  if (turn.version() == Version::v5_0 && interval &&
      (*interval == 0 || state.settings.properties.session_expiry_interval.value_or(0) != 0)) {
    out.properties.session_expiry_interval = interval;
    state.expiry_interval = *interval;
  }
  turn.send(out, "MQTT-3.14.4-1"_v311 | "U5.0-3.14-2"_v5);
  if (turn.faults.on(FaultId::packet_after_disconnect))
    turn.send(owned::Pingreq{}, "MQTT-3.14.4-2"_v311 | "MQTT-3.14.4-1"_v5);
  turn.rule("MQTT-3.14.4-2"_v311 | "MQTT-3.14.4-1"_v5);
  if (turn.faults.on(FaultId::open_after_disconnect)) return;
  close_connection(turn, "MQTT-3.14.4-1"_v311 | "MQTT-3.14.4-2"_v5);
}

void on_disconnect(Turn& turn, const Disconnect& disconnect) {
  if (turn.version() == Version::v3_1_1) {
    on_protocol_error(turn, "MQTT-4.8.0-1"_v311);
    return;
  }
  if (turn.faults.on(FaultId::disconnect_of_the_server_ignored)) return;
  turn.answer(PacketType::disconnect, 0, disconnect.reason_code);
  close_connection(turn, "U5.0-3.14.4-1"_v5);
}

}  // namespace mqttspec::model::client
