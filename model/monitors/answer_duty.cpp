// Judges the duty to answer, and makes the monitors that are nothing else.
#include "model/monitors/answer_duty.hpp"

#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {

using namespace mqttspec::literals;

void AnswerDuty::judge(const TraceFacts& facts, const TraceEvent&) {
  const auto* request = facts.request();
  if (request == nullptr || request->answerer != subject_) return;
  for (const Duty& duty : duties_)
    if (duty.answer == request->type) note_antecedent();
}

bool AnswerDuty::expects_answer(const TraceFacts& facts, const ConnectionFacts& connection) const {
  if (!connection.open() || connection.garbage) return false;
  if (subject_ == Sender::client) return true;
  // What a server says to identifiers it does not know is its own business (3.6.2.1).
  return connection.judgeable() && !facts.sessions()[connection.session].uncertain;
}

void AnswerDuty::conclude(const TraceFacts& facts) {
  for (const auto& [id, connection] : facts.connections()) {
    if (!expects_answer(facts, connection)) continue;
    const Position reached_position =
        subject_ == Sender::server ? connection.processed : connection.client_active;
    for (const auto& [key, requests] : connection.requests)
      for (const Duty& duty : duties_) {
        if (key.answerer != subject_ || key.type != duty.answer) continue;
        for (const Request& request : requests)
          if (request.answered == never && request.event < reached_position)
            report(duty.cited, connection.version, request.event,
                   fmt::format(
                       "no {} with Packet Identifier {} came, though later packets were answered",
                       to_string(key.type), key.packet_id));
      }
  }
}

NewMonitor make_qos_1_ack_obligation(Sender subject) {
  const Cited cited = subject == Sender::server ? "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5
                                                : "MQTT-4.5.0-2"_v311 | "MQTT-4.5.0-2"_v5;
  return std::make_unique<AnswerDuty>(subject,
                                      std::vector<AnswerDuty::Duty>{{PacketType::puback, cited}});
}

NewMonitor make_qos_2_ack_obligation(Sender subject) {
  const Cited cited = subject == Sender::server ? "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5
                                                : "MQTT-4.5.0-2"_v311 | "MQTT-4.5.0-2"_v5;
  return std::make_unique<AnswerDuty>(subject,
                                      std::vector<AnswerDuty::Duty>{{PacketType::pubrec, cited}});
}

NewMonitor make_pubrec_answered(Sender subject) {
  return std::make_unique<AnswerDuty>(
      subject,
      std::vector<AnswerDuty::Duty>{{PacketType::pubrel, "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5}});
}

NewMonitor make_pubrel_answered(Sender subject) {
  return std::make_unique<AnswerDuty>(
      subject, std::vector<AnswerDuty::Duty>{
                   {PacketType::pubcomp, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5}});
}

NewMonitor make_ping_answered() {
  return std::make_unique<AnswerDuty>(
      Sender::server, std::vector<AnswerDuty::Duty>{
                          {PacketType::pingresp, "MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5}});
}

}  // namespace mqttspec::model::monitors
