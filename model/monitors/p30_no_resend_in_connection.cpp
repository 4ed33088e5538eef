// P30 NoResendInConnection: in 5.0 nothing is sent again on the connection on which it was sent
// before. 3.1.1 permits it.
#include <algorithm>

#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class NoResendInConnection final : public BookedMonitor {
 public:
  explicit NoResendInConnection(Sender subject) : subject_(subject) {}

 private:
  void judge(const Book& book, const TraceEvent& event) override {
    const ConnectionFacts& connection = book.connection();
    if (connection.version != Version::v5_0) return;
    if (packet_from<Pubrec>(event, other(subject_)) != nullptr) {
      ++counts(book, *event.packet).asked;
      if (book.exchange() != nullptr && book.exchange()->received < connection.connect)
        counts(book, *event.packet).carried_over = 1;
    } else if (const auto* publish = packet_from<Publish>(event, subject_)) {
      judge_publish(book, *publish);
    } else if (packet_from<Pubrel>(event, subject_) != nullptr) {
      judge_pubrel(book, *event.packet);
    }
  }

  void judge_publish(const Book& book, const Publish& publish) {
    if (publish.qos == Qos::at_most_once) return;
    reached();
    if (subject_ == Sender::server && !book.connection().judgeable()) return;
    const bool resent = book.kind() == SendingKind::again || book.kind() == SendingKind::late;
    if (resent && publish.dup && book.held()->sent_on(book.connection().id))
      accuse("MQTT-4.4.0-1"_v5, Version::v5_0, book.now(),
             text_of("PUBLISH with Packet Identifier ", publish.packet_id,
                     " is sent again on the same connection"));
  }

  // Each PUBREC may be answered, and a resumed session may begin with one more.
  void judge_pubrel(const Book& book, const Packet& packet) {
    reached();
    if (!book.session().judgeable() || book.exchange() == nullptr) return;
    Counts& counted = counts(book, packet);
    if (book.exchange()->received < book.connection().connect) counted.carried_over = 1;
    ++counted.sent;
    if (counted.sent > counted.asked + counted.carried_over)
      accuse("MQTT-4.4.0-1"_v5, Version::v5_0, book.now(),
             text_of("PUBREL with Packet Identifier ", packet_id_of(packet),
                     " is sent again on the same connection"));
  }

  struct Counts {
    std::size_t asked = 0;
    std::size_t carried_over = 0;
    std::size_t sent = 0;
  };
  Counts& counts(const Book& book, const Packet& packet) {
    return pubrels_[{book.connection().id, packet_id_of(packet)}];
  }

  Sender subject_;
  std::map<std::pair<ConnectionId, std::uint16_t>, Counts> pubrels_;
};

}  // namespace

NewMonitor make_no_resend_in_connection(Sender subject) {
  return std::make_unique<NoResendInConnection>(subject);
}

}  // namespace mqttspec::model
