// P15 IdRelease: a message that the server sends again keeps its Packet Identifier.
#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/message_rules.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class IdRelease final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::server);
    const SessionFacts& session = book.session();
    if (publish == nullptr || !publish->dup || publish->qos == Qos::at_most_once) return;
    if (!book.connection().judgeable() || !session.judgeable()) return;
    reached();
    if (book.kind() == SendingKind::again || book.kind() == SendingKind::late) return;
    const MessageKey& message = book.exchange()->message;
    if (!has_one_copy(book, session, message)) return;
    for (const auto& [packet_id, exchange] : session.from(Sender::server))
      if (packet_id != publish->packet_id && exchange.message == message && !exchange.over())
        accuse("MQTT-2.3.1-4"_v311 | "MQTT-4.4.0-1"_v5, book.connection().version, book.now(),
               text_of("a message that was sent with Packet Identifier ", packet_id,
                       " is sent again with ", publish->packet_id));
  }

  /// True if the message came once and reaches the session by one subscription only.
  static bool has_one_copy(const Book& book, const SessionFacts& session,
                           const MessageKey& message) {
    const auto& origins = book.origins(message);
    const auto subscriptions = possible_subscriptions(session, message.first);
    return origins.size() == 1 && origins.front().sendings == 1 && subscriptions.size() == 1 &&
           !subscriptions.front()->shared;
  }
};

}  // namespace

NewMonitor make_id_release() { return std::make_unique<IdRelease>(); }

}  // namespace mqttspec::model
