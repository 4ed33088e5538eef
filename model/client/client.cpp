// See client.hpp. Only finds out which rule an input is for.
#include "model/client/client.hpp"

#include "model/client/s3_01_connect.hpp"
#include "model/client/s3_02_connack.hpp"
#include "model/client/s3_08_subscribe.hpp"
#include "model/client/s3_12_pingreq.hpp"
#include "model/client/s3_14_disconnect.hpp"
#include "model/client/s4_01_session.hpp"
#include "model/client/s4_03_qos_receiver.hpp"
#include "model/client/s4_03_qos_sender.hpp"
#include "model/client/s4_12_authentication.hpp"
#include "model/client/s4_13_errors.hpp"

namespace mqttspec::model::client {

using namespace literals;

namespace {

/// What the application wants.
struct OnAsked {
  Turn& turn;

  void operator()(const Connect& packet) const { ask_connect(turn, packet); }
  void operator()(const Publish& packet) const { ask_publish(turn, packet); }
  void operator()(const Subscribe& packet) const { ask_subscribe(turn, packet); }
  void operator()(const Unsubscribe& packet) const { ask_unsubscribe(turn, packet); }
  void operator()(const Pingreq&) const { send_pingreq(turn); }
  void operator()(const Disconnect& packet) const { ask_disconnect(turn, packet); }
  void operator()(const Auth&) const { ask_re_authenticate(turn); }
  template <class Other>
  void operator()(const Other&) const {}  // the Client's business, not the application's
};

/// A packet from the Server once the CONNECT was accepted.
struct OnPacket {
  Turn& turn;

  void operator()(const Connack& packet) const { on_connack(turn, packet); }
  void operator()(const Publish& packet) const { on_publish(turn, packet); }
  void operator()(const Puback& packet) const { on_puback(turn, packet); }
  void operator()(const Pubrec& packet) const { on_pubrec(turn, packet); }
  void operator()(const Pubrel& packet) const { on_pubrel(turn, packet); }
  void operator()(const Pubcomp& packet) const { on_pubcomp(turn, packet); }
  void operator()(const Suback& packet) const {
    on_request_answered(turn, true, packet.packet_id, packet.reason_codes);
  }
  void operator()(const Unsuback& packet) const {
    on_request_answered(turn, false, packet.packet_id, packet.reason_codes);
  }
  void operator()(const Pingresp&) const { on_pingresp(turn); }
  void operator()(const Disconnect& packet) const { on_disconnect(turn, packet); }
  void operator()(const Auth& packet) const { on_auth(turn, packet); }
  template <class FromClient>
  void operator()(const FromClient&) const {
    on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
  }
};

/// [MQTT-3.2.0-1] of both: CONNACK comes first, but for AUTH.
void on_first_packet(Turn& turn, const Packet& packet) {
  if (const auto* connack = std::get_if<Connack>(&packet))
    on_connack(turn, *connack);
  else if (const auto* auth = std::get_if<Auth>(&packet))
    on_auth(turn, *auth);
  else
    on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
}

struct OnInput {
  Turn& turn;

  bool is_present(ConnectionId connection) const {
    const auto link = turn.state.link;
    return turn.state.connection == connection &&
           (link == Link::awaiting_connack || link == Link::connected);
  }

  void operator()(const Asked& asked) const { std::visit(OnAsked{turn}, *asked.packet); }
  void operator()(const Opened& opened) const { send_connect(turn, opened.connection); }
  void operator()(const Received& received) const {
    if (!is_present(received.connection)) return;
    if (turn.state.ping_at && turn.faults.on(FaultId::ping_postponed_by_messages))
      turn.state.ping_at = turn.state.now + Time{turn.state.keep_alive} * 750;
    if (has_barred_text(turn.state, *received.packet) &&
        !turn.faults.on(FaultId::barred_text_accepted))
      return on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-3.1.2.11.7-3"_v5);
    if (turn.state.link == Link::awaiting_connack)
      on_first_packet(turn, *received.packet);
    else
      std::visit(OnPacket{turn}, *received.packet);
  }
  void operator()(const Malformed& malformed) const {
    if (is_present(malformed.connection)) on_malformed(turn, malformed);
  }
  void operator()(const Ended& ended) const {
    if (is_present(ended.connection)) on_connection_gone(turn);
  }
  void operator()(const Advance& advance) const { pass_time(turn, advance.now); }
};

}  // namespace

void apply(State& state, const Input& input, const Profile& profile, const FaultSet& faults,
           Chooser& chooser, std::vector<Output>& outputs, RuleSet& fired) {
  Turn turn(state, outputs, profile, faults, chooser, fired);
  std::visit(OnInput{turn}, input);
}

Step step(State state, const Input& input, const Profile& profile, const FaultSet& faults,
          Chooser& chooser) {
  Step result;
  result.next = std::move(state);
  apply(result.next, input, profile, faults, chooser, result.outputs, result.fired);
  return result;
}

std::optional<Time> next_deadline(const State& state) { return earliest_deadline(state); }

}  // namespace mqttspec::model::client
