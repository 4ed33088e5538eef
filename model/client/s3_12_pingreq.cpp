// See s3_12_pingreq.hpp.
#include "model/client/s3_12_pingreq.hpp"

#include <algorithm>

#include "model/client/s4_01_session.hpp"
#include "model/client/s4_03_qos_sender.hpp"
#include "model/client/s4_13_errors.hpp"

namespace mqttspec::model::client {

using namespace literals;

namespace {

bool is_due(std::optional<Time> deadline, Time now) { return deadline && *deadline <= now; }

/// The Server did not answer within what is reasonable.
void on_silence(Turn& turn) {
  turn.state.answer_by.reset();
  if (turn.state.link == Link::awaiting_connack) {
    if (turn.faults.on(FaultId::missing_connack_ignored)) return;
    close_connection(turn, "U3.1.1-3.2-1"_v311 | "U5.0-3.2-1"_v5);
  } else if (!turn.faults.on(FaultId::missing_pingresp_ignored))
    close_connection(turn, "U3.1.1-3.1.2.10-2"_v311 | "U5.0-3.1.2.10-3"_v5);
}

/// Does one thing that is due; nothing if there is none.
void do_next(Turn& turn) {
  auto& state = turn.state;
  if (is_due(state.answer_by, state.now)) return on_silence(turn);
  if (is_due(state.ping_at, state.now)) {
    state.ping_at.reset();
    if (turn.faults.on(FaultId::pingreq_omitted)) return;
    return send_pingreq(turn);
  }
  if (is_due(earliest_resend(state), state.now)) return resend_within_connection(turn);
  if (is_due(state.session_ends_at, state.now)) {
    turn.rule("MQTT-4.1.0-2"_v5);
    discard_session(turn);
  }
}

}  // namespace

void send_pingreq(Turn& turn) {
  if (turn.state.link != Link::connected) return;
  turn.rule("U3.1.1-3.1.2.10-1"_v311 | "U5.0-3.1.2.10-1"_v5);
  turn.send(owned::Pingreq{}, "MQTT-3.1.2-23"_v311 | "MQTT-3.1.2-20"_v5);
  if (!turn.state.answer_by)
    turn.state.answer_by = turn.state.now + Time{turn.profile.patience} * 1'000;
}

void on_pingresp(Turn& turn) {
  turn.rule("U5.0-3.13.4-1"_v5);
  if (!turn.state.answer_by && turn.faults.on(FaultId::unasked_pingresp_refused)) {
    on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
    return;
  }
  turn.state.answer_by.reset();
}

std::optional<Time> earliest_deadline(const State& state) {
  std::optional<Time> earliest;
  for (const auto& deadline :
       {state.answer_by, state.ping_at, state.session_ends_at, earliest_resend(state)})
    if (deadline && (!earliest || *deadline < *earliest)) earliest = deadline;
  return earliest;
}

void pass_time(Turn& turn, Time now) {
  while (true) {
    const auto deadline = earliest_deadline(turn.state);
    if (!deadline || *deadline > now) break;
    turn.state.now = std::max(turn.state.now, *deadline);
    do_next(turn);
  }
  turn.state.now = std::max(turn.state.now, now);
}

}  // namespace mqttspec::model::client
