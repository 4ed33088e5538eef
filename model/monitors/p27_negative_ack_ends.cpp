// P27 NegativeAckEnds: after a PUBACK or PUBREC from 0x80 on the server neither releases nor sends
// the message again (5.0).
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class NegativeAckEnds final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    if (!book.connection().judgeable() || !book.session().judgeable()) return;
    const Exchange* exchange = book.exchange();
    if (is_packet_from(event, Sender::client) && exchange != nullptr && exchange->refused &&
        exchange->finished == book.now() && type_of(*event.packet) != PacketType::pubcomp)
      reached();
    const auto* pubrel = packet_from<Pubrel>(event, Sender::server);
    if (pubrel != nullptr && !is_failure(pubrel->reason_code) && exchange != nullptr &&
        exchange->refused && exchange->received == never)
      accuse("MQTT-4.3.3-4"_v5, Version::v5_0, book.now(),
             text_of("PUBREL with Packet Identifier ", pubrel->packet_id,
                     " though the PUBREC refused the message"));
    const auto* publish = packet_from<Publish>(event, Sender::server);
    if (publish == nullptr || book.held() == nullptr || !book.held()->refused) return;
    // If the connection was cut, only a later answer shows that the refusal had arrived.
    const Exchange& held = *book.held();
    const bool arrived = book.at(held.finished_on).processed > held.finished;
    if (book.kind() == SendingKind::late && arrived && !held.sent_on(book.connection().id))
      accuse("MQTT-4.4.0-2"_v5, Version::v5_0, book.now(),
             text_of("PUBLISH with Packet Identifier ", publish->packet_id,
                     " is sent again though it was refused"));
  }
};

}  // namespace

NewMonitor make_negative_ack_ends() { return std::make_unique<NegativeAckEnds>(); }

}  // namespace mqttspec::model
