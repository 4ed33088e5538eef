// P16 AckMatches: every acknowledgement carries the Packet Identifier of a packet that it answers,
// and answers one packet at most.
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class AckMatches final : public Monitor {
 public:
  explicit AckMatches(Sender subject) : subject_(subject) {}

 private:
  Interest interest() const override { return Interest::in_packets(subject_); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (!is_packet_from(event, subject_)) return;
    const PacketType type = type_of(*event.packet);
    const auto cited = statement(type);
    if (!cited) return;
    note_antecedent();
    if (!knows_requests(facts)) return;
    const std::uint16_t packet_id = packet_id_of(*event.packet);
    const AnswerCount& answer_counts =
        facts.session().answer_counts.at({subject_, type, packet_id});
    if (answer_counts.answers <= answer_counts.requests) return;
    if (type == PacketType::pubrec && answer_counts.requests > 0 && may_be_repeated(facts)) return;
    const Cited wrong_answer = "MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5;
    const auto just_one = answers_once(type);
    report(answers_another_qos(facts, type, packet_id) ? wrong_answer
           : just_one && answer_counts.requests > 0    ? *just_one
                                                       : *cited,
           facts,
           fmt::format("{} number {} with Packet Identifier {} for {} packets that ask for it",
                       to_string(type), answer_counts.answers, packet_id, answer_counts.requests));
  }

  // Receivers of 3.1.1 may repeat a PUBREC, as older versions of MQTT had them do. 5.0 does not say
  // that one which may have been lost with its connection is not to be repeated on the next.
  static bool may_be_repeated(const TraceFacts& facts) {
    const ConnectionFacts& connection = facts.connection();
    return connection.version == Version::v3_1_1 || connection.session_present;
  }

  /// True if the Packet Identifier is that of a PUBLISH which asks for another acknowledgement.
  bool answers_another_qos(const TraceFacts& facts, PacketType type,
                           std::uint16_t packet_id) const {
    if (type != PacketType::puback && type != PacketType::pubrec) return false;
    const auto& exchanges = facts.session().from(other(subject_));
    const auto found = exchanges.find(packet_id);
    return found != exchanges.end() &&
           found->second.qos !=
               (type == PacketType::puback ? Qos::at_least_once : Qos::exactly_once);
  }

  static std::optional<Cited> statement(PacketType type) {
    switch (type) {
      case PacketType::puback:
      case PacketType::pubrec:
        return "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5;
      case PacketType::pubcomp:
        return "MQTT-4.3.3-2"_v311 | "MQTT-2.2.1-5"_v5;
      case PacketType::suback:
      case PacketType::unsuback:
        return "MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5;
      default:
        return std::nullopt;
    }
  }

  /// The statement by which several Topic Filters get one answer: where the Packet Identifier is
  /// one that was asked for, the answer has the right one, but comes too often.
  static std::optional<Cited> answers_once(PacketType type) {
    if (type == PacketType::suback) return "MQTT-3.8.4-4"_v311 | "MQTT-3.8.4-5"_v5;
    if (type == PacketType::unsuback) return "MQTT-3.10.4-6"_v311 | "MQTT-3.10.4-6"_v5;
    return std::nullopt;
  }

  /// True if every packet that could have asked for an answer is in the trace.
  bool knows_requests(const TraceFacts& facts) const {
    const ConnectionFacts& connection = facts.connection();
    if (!facts.session().whole || connection.garbage) return false;
    // What a server sent on an earlier connection may not have arrived, but then the client cannot
    // have answered it either.
    return subject_ == Sender::client || (connection.judgeable() && !facts.session().uncertain);
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_ack_matches(Sender subject) { return std::make_unique<AckMatches>(subject); }

}  // namespace mqttspec::model::monitors
