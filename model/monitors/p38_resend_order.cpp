// P38 ResendOrder: PUBLISH packets are sent again in the order in which they were sent first. 5.0
// demands it of clients only, 3.1.1 of servers too, and there by Topic and QoS.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class ResendOrder final : public Monitor {
 public:
  explicit ResendOrder(Sender subject) : subject_(subject) {}

 private:
  Interest interest() const override { return Interest::in_packets(subject_, PacketType::publish); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, subject_);
    if (publish == nullptr || facts.sending_kind() != SendingKind::again || !publish->dup) return;
    const ConnectionFacts& connection = facts.connection();
    if (publish->qos == Qos::at_most_once || facts.held()->sent_on(connection.id)) return;
    if (!connection.judgeable() || !facts.session().judgeable()) return;
    note_antecedent();
    Key key{connection.id, {}, Qos::at_most_once};
    if (subject_ == Sender::server) key = {connection.id, facts.topic(), publish->qos};
    const Position original = facts.held()->sendings.front().event;
    Position& newest = newest_original_[key];
    if (original < newest)
      report(subject_ == Sender::server ? Cited("MQTT-4.6.0-6"_v311)
                                        : "MQTT-4.6.0-1"_v311 | "MQTT-4.6.0-1"_v5,
             connection.version, facts.now(),
             fmt::format(
                 "Packet Identifier {} is sent again after a message that was first sent later",
                 publish->packet_id));
    newest = std::max(newest, original);
  }

  struct Key {
    ConnectionId connection;
    std::string topic;
    Qos qos;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  Sender subject_;
  std::map<Key, Position> newest_original_;  // of what was sent again so far
};

}  // namespace

NewMonitor make_resend_order(Sender subject) { return std::make_unique<ResendOrder>(subject); }

}  // namespace mqttspec::model::monitors
