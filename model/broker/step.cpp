// See step.hpp. Only finds out which rule an input is for.
#include "model/broker/step.hpp"

#include <algorithm>

#include "model/broker/s1_05_4_utf8.hpp"
#include "model/broker/s3_01_2_10_keep_alive.hpp"
#include "model/broker/s3_01_connect.hpp"
#include "model/broker/s3_03_publish.hpp"
#include "model/broker/s3_08_subscribe.hpp"
#include "model/broker/s3_10_unsubscribe.hpp"
#include "model/broker/s3_12_pingreq.hpp"
#include "model/broker/s3_14_disconnect.hpp"
#include "model/broker/s3_15_auth.hpp"
#include "model/broker/s4_01_session.hpp"
#include "model/broker/s4_03_qos_receiver.hpp"
#include "model/broker/s4_03_qos_sender.hpp"
#include "model/broker/s4_12_authentication.hpp"
#include "model/broker/s4_13_errors.hpp"
#include "model/broker/time.hpp"
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// A packet on a connection whose CONNECT was accepted.
struct OnPacket {
  Turn& turn;
  Connection& connection;
  Session& session;

  void operator()(const Connect& packet) const { on_connect(turn, connection.id, packet); }
  void operator()(const Publish& packet) const { on_publish(turn, connection, session, packet); }
  void operator()(const Puback& packet) const { on_puback(turn, connection, session, packet); }
  void operator()(const Pubrec& packet) const { on_pubrec(turn, connection, session, packet); }
  void operator()(const Pubrel& packet) const { on_pubrel(turn, connection, session, packet); }
  void operator()(const Pubcomp& packet) const { on_pubcomp(turn, connection, session, packet); }
  void operator()(const Subscribe& packet) const {
    on_subscribe(turn, connection, session, packet);
  }
  void operator()(const Unsubscribe& packet) const {
    on_unsubscribe(turn, connection, session, packet);
  }
  void operator()(const Pingreq&) const { on_pingreq(turn, connection, session); }
  void operator()(const Disconnect& packet) const {
    on_disconnect(turn, connection, session, packet);
  }
  void operator()(const Auth& packet) const { on_auth(turn, connection, packet); }
  template <class FromServer>
  void operator()(const FromServer&) const {
    on_protocol_error(turn, connection.id, "U3.1.1-2.2.1-1"_v311 | "U5.0-2.1.2-1"_v5);
  }
};

/// The first packet is CONNECT; what follows until CONNACK is the exchange of an authentication.
void on_first_packet(Turn& turn, Connection& connection, const Packet& packet) {
  if (connection.authentication == Authentication::before_connack)
    authenticate(turn, connection, packet);
  else if (const auto* connect = std::get_if<Connect>(&packet))
    on_connect(turn, connection.id, *connect);
  else
    close_connection(turn, connection.id, "MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5);
}

struct OnInput {
  Turn& turn;

  void operator()(const Opened& opened) const {
    if (find_connection(turn.state, opened.connection) != nullptr) return;
    Connection connection;
    connection.id = opened.connection;
    await_connect(turn, connection);
    turn.state.connections.push_back(std::move(connection));
  }

  void operator()(const Received& received) const {
    auto* connection = find_connection(turn.state, received.connection);
    if (connection == nullptr) return;

    // Whatever it is, it is a sign of life, and its strings may be looked at.
    restart_keep_alive(turn, *connection, type_of(*received.packet));
    if (refuses_strings(turn, *connection, *received.packet)) return;

    // Until CONNACK other rules hold.
    if (!connection->connected) return on_first_packet(turn, *connection, *received.packet);

    auto* session = find_session(turn.state, connection->client_id);
    if (session == nullptr || session->connection != connection->id) return;
    std::visit(OnPacket{turn, *connection, *session}, *received.packet);
  }

  void operator()(const Malformed& malformed) const { on_malformed(turn, malformed); }
  void operator()(const Ended& ended) const {
    if (find_connection(turn.state, ended.connection) != nullptr)
      on_network_connection_closed(turn, ended.connection);
  }
  void operator()(const Advance& advance) const { pass_time(turn, advance.now); }
  void operator()(const Restarted& restarted) const { on_restart(turn, restarted.state_kept); }
};

/// The step of a broker with a fault: mutations stand around the rules.
void apply_with_fault(BrokerState& state, const Input& input, const Profile& profile,
                      const FaultSet& faults, Chooser& chooser, std::vector<Output>& outputs,
                      RuleSet& fired) {
  // What the fault changes of the input.
  mutations::Incoming incoming(input, profile, state);
  mutations::change_input(faults, incoming);
  if (incoming.is_dropped()) return;

  // What the rules make of it. The connection may be gone behind them.
  const auto mutate = mutations::output_mutation(faults);
  std::optional<Connection> before;
  if (const auto* connection = incoming.connection(); mutate != nullptr && connection != nullptr)
    before = *connection;
  const auto first = outputs.size();
  Turn turn(state, outputs, incoming.profile(), faults, chooser, fired);
  std::visit(OnInput{turn}, incoming.input());

  // What the fault changes of the outputs.
  if (mutate == nullptr) return;
  mutations::Outgoing outgoing(outputs, first, incoming.input(), state, std::move(before));
  mutate(outgoing);
}

}  // namespace

void apply(BrokerState& state, const Input& input, const Profile& profile, const FaultSet& faults,
           Chooser& chooser, std::vector<Output>& outputs, RuleSet& fired) {
  if (faults.any()) return apply_with_fault(state, input, profile, faults, chooser, outputs, fired);
  Turn turn(state, outputs, profile, faults, chooser, fired);
  std::visit(OnInput{turn}, input);
}

Step step(BrokerState state, const Input& input, const Profile& profile, const FaultSet& faults,
          Chooser& chooser) {
  Step result;
  result.next = std::move(state);
  apply(result.next, input, profile, faults, chooser, result.outputs, result.fired);
  return result;
}

std::optional<Time> next_deadline(const BrokerState& state, const Profile&, const FaultSet&) {
  return earliest_deadline(state);
}

}  // namespace mqttspec::model::broker
