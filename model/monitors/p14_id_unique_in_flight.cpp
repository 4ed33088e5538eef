// P13, P14 IdUniqueInFlight: a new packet never carries Packet Identifier 0 or one that its sender
// still uses.
#include "model/monitors/factories.hpp"
#include "model/monitors/sending_rules.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class IdUniqueInFlight final : public BookedMonitor {
 public:
  explicit IdUniqueInFlight(Sender subject) : subject_(subject) {}

 private:
  void judge(const Book& book, const TraceEvent& event) override {
    if (!is_packet_from(event, subject_)) return;
    const PacketType type = type_of(*event.packet);
    const auto* publish = std::get_if<Publish>(&*event.packet);
    if (type != PacketType::subscribe && type != PacketType::unsubscribe &&
        (publish == nullptr || publish->qos == Qos::at_most_once))
      return;
    reached();
    const std::uint16_t packet_id = packet_id_of(*event.packet);
    if (packet_id == 0)
      return accuse(is_zero(), book.connection().version, book.now(), "Packet Identifier 0");
    const bool taken = publish != nullptr ? collides(book) : publishing_with(book, packet_id);
    if (taken || (subject_ == Sender::client && subscribing_with(book, packet_id)))
      accuse(in_use(), book.connection().version, book.now(),
             text_of(to_string(type), " with Packet Identifier ", packet_id,
                     ", which another packet still uses"));
  }

  bool collides(const Book& book) const {
    return book.kind() == SendingKind::collision && holds_for_certain(book, subject_);
  }

  /// A SUBSCRIBE or UNSUBSCRIBE, other than the newest packet, waits for its answer.
  static bool subscribing_with(const Book& book, std::uint16_t packet_id) {
    for (const PacketType answer : {PacketType::suback, PacketType::unsuback}) {
      const auto found = book.connection().requests.find({Sender::server, answer, packet_id});
      if (found == book.connection().requests.end()) continue;
      for (const Request& request : found->second)
        if (request.answered == never && request.event != book.now()) return true;
    }
    return false;
  }

  static bool publishing_with(const Book& book, std::uint16_t packet_id) {
    const auto& exchanges = book.session().from(Sender::client);
    const auto found = exchanges.find(packet_id);
    return found != exchanges.end() && !found->second.over() &&
           found->second.sendings.back().connection == book.connection().id;
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

}  // namespace mqttspec::model
