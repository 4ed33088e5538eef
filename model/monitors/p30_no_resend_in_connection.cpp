// P30 NoResendInConnection: in 5.0 nothing is sent again on the connection on which it was sent
// before. 3.1.1 permits it.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class NoResendInConnection final : public Monitor {
 public:
  explicit NoResendInConnection(Sender subject) : subject_(subject) {}

 private:
  Interest interest() const override {
    return Interest::in_packets(other(subject_), PacketType::pubrec) |
           Interest::in_packets(subject_, PacketType::publish, PacketType::pubrel);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    if (connection.version != Version::v5_0) return;
    if (packet_from<Pubrec>(event, other(subject_)) != nullptr) {
      ++counts(facts, *event.packet).asked;
      if (facts.exchange() != nullptr && facts.exchange()->received < connection.connect)
        counts(facts, *event.packet).carried_over = 1;
    } else if (const auto* publish = packet_from<Publish>(event, subject_)) {
      judge_publish(facts, *publish);
    } else if (packet_from<Pubrel>(event, subject_) != nullptr) {
      judge_pubrel(facts, *event.packet);
    }
  }

  void judge_publish(const TraceFacts& facts, const Publish& publish) {
    if (publish.qos == Qos::at_most_once) return;
    note_antecedent();
    if (subject_ == Sender::server && !facts.connection().judgeable()) return;
    const bool resent =
        facts.sending_kind() == SendingKind::again || facts.sending_kind() == SendingKind::late;
    if (resent && publish.dup && facts.held()->sent_on(facts.connection().id))
      report("MQTT-4.4.0-1"_v5, Version::v5_0, facts.now(),
             fmt::format("PUBLISH with Packet Identifier {} is sent again on the same connection",
                         publish.packet_id));
  }

  // Each PUBREC may be answered, and a resumed session may begin with one more.
  void judge_pubrel(const TraceFacts& facts, const Packet& packet) {
    note_antecedent();
    if (!facts.session().judgeable() || facts.exchange() == nullptr) return;
    Counts& counted = counts(facts, packet);
    const Position begin = facts.connection().connect;
    if (facts.exchange()->received < begin || facts.exchange()->released < begin)
      counted.carried_over = 1;
    ++counted.sent;
    if (counted.sent > counted.asked + counted.carried_over)
      report("MQTT-4.4.0-1"_v5, Version::v5_0, facts.now(),
             fmt::format("PUBREL with Packet Identifier {} is sent again on the same connection",
                         packet_id_of(packet)));
  }

  struct Counts {
    std::size_t asked = 0;
    std::size_t carried_over = 0;
    std::size_t sent = 0;
  };
  Counts& counts(const TraceFacts& facts, const Packet& packet) {
    return pubrels_[{facts.connection().id, packet_id_of(packet)}];
  }

  Sender subject_;
  std::map<std::pair<ConnectionId, std::uint16_t>, Counts> pubrels_;
};

}  // namespace

NewMonitor make_no_resend_in_connection(Sender subject) {
  return std::make_unique<NoResendInConnection>(subject);
}

}  // namespace mqttspec::model::monitors
