// P13, P14 IdUniqueInFlight: a new packet never carries Packet Identifier 0 or one that its sender
// still uses.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/sending_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class IdUniqueInFlight final : public Monitor {
 public:
  explicit IdUniqueInFlight(Sender subject) : subject_(subject) {}

 private:
  Interest interest() const override {
    return Interest::in_packets(subject_, PacketType::publish, PacketType::subscribe,
                                PacketType::unsubscribe);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (!is_packet_from(event, subject_)) return;
    const PacketType type = type_of(*event.packet);
    const auto* publish = std::get_if<Publish>(&*event.packet);
    if (type != PacketType::subscribe && type != PacketType::unsubscribe &&
        (publish == nullptr || publish->qos == Qos::at_most_once))
      return;
    note_antecedent();
    const std::uint16_t packet_id = packet_id_of(*event.packet);
    if (packet_id == 0) return report(is_zero(), facts, "Packet Identifier 0");
    const bool taken = publish != nullptr ? collides(facts) : publishing_with(facts, packet_id);
    if (taken || (subject_ == Sender::client && subscribing_with(facts, packet_id)))
      report(in_use(), facts,
             fmt::format("{} with Packet Identifier {}, which another packet still uses",
                         to_string(type), packet_id));
  }

  bool collides(const TraceFacts& facts) const {
    return facts.sending_kind() == SendingKind::collision && holds_for_certain(facts, subject_) &&
           !is_sent_again(facts);
  }

  /// The message was sent under another Packet Identifier before the session was resumed: it should
  /// have kept that (P15).
  bool is_sent_again(const TraceFacts& facts) const {
    return std::ranges::any_of(facts.session().from(subject_), [&](const auto& entry) {
      const Exchange& exchange = entry.second;
      return &exchange != facts.exchange() && exchange.message == facts.exchange()->message &&
             !exchange.over() && !exchange.sent_on(facts.connection().id);
    });
  }

  /// A SUBSCRIBE or UNSUBSCRIBE, other than the newest packet, waits for its answer.
  static bool subscribing_with(const TraceFacts& facts, std::uint16_t packet_id) {
    for (const PacketType answer : {PacketType::suback, PacketType::unsuback}) {
      const auto found = facts.connection().requests.find({Sender::server, answer, packet_id});
      if (found == facts.connection().requests.end()) continue;
      for (const Request& request : found->second)
        if (request.answered == never && request.event != facts.now()) return true;
    }
    return false;
  }

  static bool publishing_with(const TraceFacts& facts, std::uint16_t packet_id) {
    const auto& exchanges = facts.session().from(Sender::client);
    const auto found = exchanges.find(packet_id);
    return found != exchanges.end() && !found->second.over() &&
           found->second.sendings.back().connection == facts.connection().id;
  }

  Cited is_zero() const {
    return subject_ == Sender::client ? "MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5
                                      : "MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-4"_v5;
  }
  Cited in_use() const {
    return subject_ == Sender::client ? "MQTT-2.3.1-2"_v311 | "MQTT-2.2.1-3"_v5
                                      : "MQTT-2.3.1-4"_v311 | "MQTT-2.2.1-4"_v5;
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_id_unique_in_flight(Sender subject) {
  return std::make_unique<IdUniqueInFlight>(subject);
}

}  // namespace mqttspec::model::monitors
