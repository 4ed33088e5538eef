// See s4_03_qos_sender.hpp.
#include "model/client/s4_03_qos_sender.hpp"

#include <algorithm>

#include "model/broker/application_message.hpp"
#include "model/client/s3_03_2_topic_alias.hpp"
#include "model/client/s4_13_errors.hpp"

namespace mqttspec::model::client {

using namespace literals;

namespace {

auto find_exchange(State& state, std::uint16_t packet_id) {
  return std::ranges::find(state.sent, packet_id, &Exchange::packet_id);
}

std::optional<Time> next_resend(const Turn& turn) {
  if (turn.faults.on(FaultId::resent_within_connection)) return turn.state.now + 2'000;
  if (turn.version() != Version::v3_1_1 || turn.profile.retry_interval == 0) return std::nullopt;
  return turn.state.now + Time{turn.profile.retry_interval} * 1'000;
}

/// Why the Server does not take the message: what its CONNACK said (5.0 section 3.2.2.3).
std::optional<ReasonCode> objection_to(Turn& turn, const Message& message) {
  const auto& limits = turn.state.limits;
  if (message.qos > limits.maximum_qos && !turn.faults.on(FaultId::maximum_qos_ignored)) {
    turn.rule("MQTT-3.2.2-11"_v5);
    return ReasonCode::qos_not_supported;
  }
  if (message.retain && !limits.retain_available &&
      !turn.faults.on(FaultId::retain_available_ignored)) {
    turn.rule("MQTT-3.2.2-14"_v5);
    return ReasonCode::retain_not_supported;
  }
  return std::nullopt;
}

bool send_publish(Turn& turn, const Message& message, std::uint16_t packet_id, bool again,
                  Cited because) {
  auto out = broker::publish_of(message);
  out.packet_id = packet_id;
  if (again) turn.rule("MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5);
  out.dup = again && !turn.faults.on(FaultId::dup_0_on_redelivery);
  if (!again && message.qos == Qos::at_least_once && turn.faults.on(FaultId::dup_1_at_first_qos_1))
    out.dup = true;
  if (!again && message.qos == Qos::exactly_once && turn.faults.on(FaultId::dup_1_at_first_qos_2))
    out.dup = true;
  if (turn.version() == Version::v5_0) use_topic_alias(turn, out);
  const bool sent = turn.send(out, because);
  if (sent) note_topic_alias(turn, message.topic, out);
  return sent;
}

/// A faulty Client takes what was queued for what was sent before.
bool is_taken_for_sent(const Turn& turn, Qos qos) {
  return turn.faults.on(qos == Qos::at_least_once ? FaultId::dup_1_at_queued_qos_1
                                                  : FaultId::dup_1_at_queued_qos_2);
}

void begin_exchange(Turn& turn, const Message& message, bool queued) {
  const bool twice = message.qos == Qos::exactly_once;
  Exchange exchange;
  exchange.packet_id = next_packet_id(turn);
  exchange.awaiting = twice ? Awaiting::pubrec : Awaiting::puback;
  exchange.sent_here = exchange.published_here = true;
  exchange.resend_at = next_resend(turn);
  const Cited because =
      twice ? "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-2"_v5 : "MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-2"_v5;
  const bool again = queued && is_taken_for_sent(turn, message.qos);
  if (!send_publish(turn, message, exchange.packet_id, again, because)) {
    turn.answer(PacketType::publish, exchange.packet_id, ReasonCode::packet_too_large);
    return;
  }
  turn.rule(twice ? "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-3"_v5
                  : "MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-3"_v5);
  exchange.message = message;
  turn.state.sent.push_back(std::move(exchange));
}

/// The exchange is over: its Packet Identifier is free, and there is room for another.
void end_exchange(Turn& turn, decltype(turn.state.sent.begin()) exchange, ReasonCode code,
                  bool kept = false) {
  turn.rule("MQTT-2.3.1-3"_v311 | "U5.0-2.2.1-2"_v5);
  turn.answer(PacketType::publish, exchange->packet_id, code);
  if (!kept) turn.state.sent.erase(exchange);
  send_waiting(turn);
}

void send_pubrel(Turn& turn, std::uint16_t packet_id, ReasonCode code, Cited because) {
  turn.rule("MQTT-4.6.0-4"_v311 | "MQTT-4.6.0-4"_v5);
  turn.send(owned::Pubrel{packet_id, code, {}}, because);
}

/// A faulty Client ends a QoS 2 exchange when PUBREC comes.
bool is_given_up(const Turn& turn, const Exchange& exchange, ReasonCode code) {
  if (turn.faults.on(FaultId::pubrel_omitted_without_subscribers))
    return code == ReasonCode::no_matching_subscribers;
  return turn.faults.on(FaultId::message_expired_after_sending) &&
         exchange.message.message_expiry_interval.has_value();
}

bool resend(Turn& turn, Exchange& exchange) {
  exchange.sent_here = true;
  exchange.resend_at = next_resend(turn);
  const Cited because = "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5;
  if (exchange.awaiting == Awaiting::pubcomp) {
    if (!turn.faults.on(FaultId::pubrel_not_resent))
      send_pubrel(turn, exchange.packet_id, ReasonCode::success, because);
    return true;
  }
  exchange.published_here = true;
  if (turn.faults.on(FaultId::publish_not_resent)) return true;
  if (turn.faults.on(FaultId::resent_with_new_packet_id)) exchange.packet_id = next_packet_id(turn);
  turn.rule("MQTT-4.6.0-1"_v311 | "MQTT-4.6.0-1"_v5);
  turn.rule("MQTT-2.3.1-3"_v311 | "MQTT-2.2.1-3"_v5);
  return send_publish(turn, exchange.message, exchange.packet_id, true, because);
}

}  // namespace

void ask_publish(Turn& turn, const Publish& publish) {
  const auto message = broker::message_of(publish, publish.topic);
  auto& state = turn.state;
  if (state.link == Link::connected) {
    if (const auto objection = objection_to(turn, message)) {
      turn.answer(PacketType::publish, 0, *objection);
      return;
    }
  }
  if (message.qos != Qos::at_most_once) {
    state.waiting.push_back(message);
    send_waiting(turn);
    return;
  }
  const bool sent = state.link == Link::connected &&
                    send_publish(turn, message, 0, false, "MQTT-4.3.1-1"_v311 | "MQTT-4.3.1-1"_v5);
  turn.answer(PacketType::publish, 0, sent ? ReasonCode::success : ReasonCode::unspecified_error);
}

void resend_unacknowledged(Turn& turn) {
  auto& sent = turn.state.sent;
  if (turn.faults.on(FaultId::resent_in_reverse_order)) std::reverse(sent.begin(), sent.end());
  for (std::size_t i = 0; i < sent.size();) {
    auto& exchange = sent[i];
    const bool may_go = exchange.awaiting == Awaiting::pubcomp || has_send_quota(turn);
    if (exchange.sent_here || !may_go || resend(turn, exchange)) {
      ++i;
      continue;
    }
    // The Server cannot take it any more.
    turn.answer(PacketType::publish, exchange.packet_id, ReasonCode::packet_too_large);
    sent.erase(sent.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

namespace {

void send_all_waiting(Turn& turn, bool queued) {
  auto& state = turn.state;
  if (state.link != Link::connected) return;
  resend_unacknowledged(turn);
  while (!state.waiting.empty() && has_send_quota(turn)) {
    const auto message = state.waiting.front();
    state.waiting.erase(state.waiting.begin());
    if (const auto objection = objection_to(turn, message))
      turn.answer(PacketType::publish, 0, *objection);
    else
      begin_exchange(turn, message, queued);
  }
}

}  // namespace

void send_waiting(Turn& turn) { send_all_waiting(turn, false); }

void send_queued(Turn& turn) { send_all_waiting(turn, true); }

std::uint16_t next_packet_id(Turn& turn) {
  turn.rule("MQTT-2.3.1-2"_v311 | "MQTT-2.2.1-3"_v5);
  if (turn.faults.on(FaultId::packet_id_always_1)) return 1;
  const bool regardless = turn.faults.on(FaultId::packet_id_in_use_taken_again);
  auto& state = turn.state;
  const auto is_in_use = [&](std::uint16_t id) {
    return std::ranges::find(state.sent, id, &Exchange::packet_id) != state.sent.end() ||
           std::ranges::find(state.requests, id, &OpenRequest::packet_id) != state.requests.end();
  };
  do {
    state.last_packet_id = static_cast<std::uint16_t>(state.last_packet_id % 65'535 + 1);
  } while (!regardless && is_in_use(state.last_packet_id));
  return state.last_packet_id;
}

bool has_send_quota(Turn& turn) {
  const auto& state = turn.state;
  if (turn.faults.on(FaultId::receive_maximum_ignored)) return true;
  turn.rule("MQTT-3.3.4-7"_v5);
  const auto in_flight =
      static_cast<std::size_t>(std::ranges::count_if(state.sent, &Exchange::published_here));
  if (in_flight >= state.limits.receive_maximum) turn.rule("MQTT-4.9.0-2"_v5);
  // Identifiers are shared with requests that are under way.
  if (in_flight >= state.limits.receive_maximum || state.sent.size() >= 60'000) return false;
  return in_flight == 0 || !turn.takes(turn.profile.one_message_at_a_time, ChoicePoint::in_flight);
}

std::optional<Time> earliest_resend(const State& state) {
  std::optional<Time> earliest;
  for (const auto& exchange : state.sent)
    if (exchange.resend_at && (!earliest || *exchange.resend_at < *earliest))
      earliest = exchange.resend_at;
  return earliest;
}

void resend_within_connection(Turn& turn) {
  for (auto& exchange : turn.state.sent) {
    if (!exchange.resend_at || *exchange.resend_at > turn.state.now) continue;
    exchange.resend_at = next_resend(turn);
    if (turn.chooser.choose(ChoicePoint::retransmission, 2) != 0) continue;
    exchange.sent_here = exchange.published_here = false;
  }
  resend_unacknowledged(turn);
}

void on_puback(Turn& turn, const Puback& puback) {
  const auto exchange = find_exchange(turn.state, puback.packet_id);
  if (exchange == turn.state.sent.end()) return;  // nothing says what an idle one means
  if (exchange->awaiting != Awaiting::puback) {
    on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
    return;
  }
  turn.rule("MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-3"_v5);
  const bool failure = is_failure(puback.reason_code);
  if (failure) turn.rule("MQTT-4.4.0-2"_v5);
  const bool kept = (failure && turn.faults.on(FaultId::refused_publish_resent)) ||
                    (!failure && turn.faults.on(FaultId::acknowledged_publish_resent));
  end_exchange(turn, exchange, puback.reason_code, kept);
}

void on_pubrec(Turn& turn, const Pubrec& pubrec) {
  const auto exchange = find_exchange(turn.state, pubrec.packet_id);
  if (exchange == turn.state.sent.end()) {
    if (!is_failure(pubrec.reason_code))
      send_pubrel(turn, pubrec.packet_id,
                  turn.version() == Version::v5_0 ? ReasonCode::packet_identifier_not_found
                                                  : ReasonCode::success,
                  "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5);
    return;
  }
  if (exchange->awaiting == Awaiting::puback) {
    on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
    return;
  }
  if (is_failure(pubrec.reason_code)) {
    turn.rule("MQTT-4.4.0-2"_v5);
    end_exchange(turn, exchange, pubrec.reason_code,
                 turn.faults.on(FaultId::refused_qos_2_publish_resent));
    return;
  }
  turn.rule("MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-6"_v5);
  exchange->resend_at = next_resend(turn);
  const bool frees_quota = turn.faults.on(FaultId::quota_freed_by_pubrec);
  if (frees_quota) exchange->published_here = false;
  if (is_given_up(turn, *exchange, pubrec.reason_code)) return;
  if (!turn.faults.on(FaultId::publish_resent_after_pubrel)) {
    exchange->awaiting = Awaiting::pubcomp;
    exchange->message = {};
  }
  if (!turn.faults.on(FaultId::pubrel_omitted))
    send_pubrel(turn, pubrec.packet_id, ReasonCode::success,
                "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5);
  if (frees_quota) send_waiting(turn);
}

void on_pubcomp(Turn& turn, const Pubcomp& pubcomp) {
  const auto exchange = find_exchange(turn.state, pubcomp.packet_id);
  if (exchange == turn.state.sent.end() || exchange->awaiting == Awaiting::pubrec) return;
  if (exchange->awaiting == Awaiting::puback) {
    on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
    return;
  }
  turn.rule("MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-5"_v5);
  end_exchange(turn, exchange, ReasonCode::success,
               turn.faults.on(FaultId::completed_pubrel_resent));
}

}  // namespace mqttspec::model::client
