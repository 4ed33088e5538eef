// P16 AckMatches: every acknowledgement carries the Packet Identifier of a packet that it answers,
// and answers one packet at most.
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class AckMatches final : public BookedMonitor {
 public:
  explicit AckMatches(Sender subject) : subject_(subject) {}

 private:
  void judge(const Book& book, const TraceEvent& event) override {
    if (!is_packet_from(event, subject_)) return;
    const PacketType type = type_of(*event.packet);
    const auto cited = statement(type);
    if (!cited) return;
    reached();
    if (!knows_requests(book)) return;
    const std::uint16_t packet_id = packet_id_of(*event.packet);
    const Tally& tally = book.session().tally.at({subject_, type, packet_id});
    if (tally.answers <= tally.requests) return;
    // Receivers of 3.1.1 may repeat a PUBREC, as older versions of MQTT had them do.
    if (type == PacketType::pubrec && tally.requests > 0 &&
        book.connection().version == Version::v3_1_1)
      return;
    accuse(*cited, book.connection().version, book.now(),
           text_of(to_string(type), " number ", tally.answers, " with Packet Identifier ",
                   packet_id, " for ", tally.requests, " packets that ask for it"));
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

  /// True if every packet that could have asked for an answer is in the trace.
  bool knows_requests(const Book& book) const {
    const ConnectionFacts& connection = book.connection();
    if (!book.session().whole || connection.garbage) return false;
    // What a server sent on an earlier connection may not have arrived, but then the client cannot
    // have answered it either.
    return subject_ == Sender::client || (connection.judgeable() && !book.session().murky);
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_ack_matches(Sender subject) { return std::make_unique<AckMatches>(subject); }

}  // namespace mqttspec::model
