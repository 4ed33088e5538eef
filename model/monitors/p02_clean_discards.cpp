// P02 CleanDiscards: after a clean connect nothing of the client's earlier session has any effect.
#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/message_rules.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

constexpr Cited discarded = "MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5;

class CleanDiscards final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const ConnectionFacts& connection = book.connection();
    if (!connection.clean_start || !connection.judgeable() || !book.session().judgeable()) return;
    if (packet_from<Connack>(event, Sender::server) != nullptr && find_earlier(book)) reached();
    if (packet_from<Publish>(event, Sender::server) != nullptr) judge_delivery(book);
    const auto* pubrel = packet_from<Pubrel>(event, Sender::server);
    if (pubrel == nullptr || book.exchange() != nullptr) return;
    const SessionFacts* earlier = find_earlier(book);
    if (earlier == nullptr) return;
    const auto& exchanges = earlier->from(Sender::server);
    const auto found = exchanges.find(pubrel->packet_id);
    if (found != exchanges.end() && found->second.received != never)
      accuse(discarded, connection.version, book.now(),
             text_of("PUBREL with Packet Identifier ", pubrel->packet_id,
                     " belongs to the session before the clean connect"));
  }

  void judge_delivery(const Book& book) {
    const SessionFacts* earlier = find_earlier(book);
    if (earlier == nullptr || !book.knows_topic(book.topic())) return;
    if (possible_subscriptions(book.session(), book.topic()).empty() &&
        !possible_subscriptions(*earlier, book.topic()).empty())
      accuse(discarded, book.connection().version, book.now(),
             text_of("a message on topic ", book.topic(),
                     " comes for a subscription from before the clean connect"));
  }

  /// The newest session of the same ClientId before this one.
  static const SessionFacts* find_earlier(const Book& book) {
    const SessionFacts* earlier = nullptr;
    for (const SessionFacts& session : book.sessions()) {
      if (&session == &book.session()) break;
      if (session.client_id == book.session().client_id && !session.client_id.empty() &&
          !session.connections.empty())
        earlier = &session;
    }
    return earlier;
  }
};

}  // namespace

NewMonitor make_clean_discards() { return std::make_unique<CleanDiscards>(); }

}  // namespace mqttspec::model
