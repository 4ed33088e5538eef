// P21 QoS1AtLeastOnce, P23 QoS2ExactlyOnce, P26 IdNewAfterPubcomp: a message that the server has
// taken over reaches the sessions that are subscribed to it. A server need not tell a client of
// 3.1.1 that it may not publish, so the monitors ask for a sign that it may: another message of the
// same client on the same topic that did reach the session.
#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/message_rules.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

bool has_come_through(const Book& book, const SessionFacts& session, const std::string& topic,
                      const std::string& client_id) {
  for (auto entry = session.deliveries.lower_bound({topic, {}});
       entry != session.deliveries.end() && entry->first.first == topic; ++entry)
    if (std::ranges::any_of(book.origins(entry->first), [&](const MessageOrigin& origin) {
          return origin.client_id == client_id && !origin.will;
        }))
      return true;
  return false;
}

class Delivered final : public BookedMonitor {
 public:
  explicit Delivered(Qos qos) : qos_(qos) {}

 private:
  void judge(const Book& book, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::client);
    if (publish != nullptr && publish->qos == qos_ && book.connection().judgeable()) reached();
  }

  void conclude(const Book& book) override {
    for (const auto& [message, origins] : book.messages())
      for (const MessageOrigin& origin : origins)
        if (origin.qos == qos_ && book.at(origin.connection).judgeable())
          judge_message(book, message, origin);
  }

  void judge_message(const Book& book, const MessageKey& message, const MessageOrigin& origin) {
    for (const SessionFacts& session : book.sessions())
      if (is_overdue(book, session, message, origin) &&
          has_come_through(book, session, message.first, origin.client_id))
        accuse("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, origin.version, origin.completed,
               text_of("a message on topic ", message.first, " was accepted, but client ",
                       session.client_id, ", which is subscribed, never got it"));
  }

  Qos qos_;
};

class IdNewAfterEnd final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::client);
    const Exchange* held = book.held();
    if (publish == nullptr || held == nullptr || !held->over() || !book.session().judgeable())
      return;
    if (held->message.first != book.topic() || held->message == book.exchange()->message) return;
    reached();
    const Cited after_qos_1 = "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-5"_v5;
    const Cited after_qos_2 = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-12"_v5;
    const Cited after_refusal = "MQTT-4.3.3-9"_v5;
    reused_.push_back({book.exchange()->message, book.now(),
                       held->qos == Qos::at_least_once ? after_qos_1
                       : held->refused                 ? after_refusal
                                                       : after_qos_2});
  }

  void conclude(const Book& book) override {
    for (const Reuse& reuse : reused_)
      for (const MessageOrigin& origin : book.origins(reuse.message))
        for (const SessionFacts& session : book.sessions())
          if (origin.event == reuse.event && is_overdue(book, session, reuse.message, origin) &&
              has_come_through(book, session, reuse.message.first, origin.client_id))
            accuse(reuse.cited, origin.version, origin.event,
                   text_of("Packet Identifier ", origin.packet_id,
                           " was free, but the new message with it was not delivered"));
  }

  struct Reuse {
    MessageKey message;
    Position event;
    Cited cited;
  };
  std::vector<Reuse> reused_;
};

}  // namespace

NewMonitor make_qos_1_at_least_once() { return std::make_unique<Delivered>(Qos::at_least_once); }
NewMonitor make_qos_2_delivered() { return std::make_unique<Delivered>(Qos::exactly_once); }
NewMonitor make_id_new_after_end() { return std::make_unique<IdNewAfterEnd>(); }

}  // namespace mqttspec::model
