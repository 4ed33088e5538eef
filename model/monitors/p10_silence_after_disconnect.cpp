// P10 SilenceAfterDisconnect: DISCONNECT is the last packet its sender sends on a connection, and
// the connection closes.
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class SilenceAfterDisconnect final : public BookedMonitor {
 public:
  explicit SilenceAfterDisconnect(Sender subject) : subject_(subject) {}

 private:
  void judge(const Book& book, const TraceEvent& event) override {
    if (!is_packet_from(event, subject_)) return;
    const Position disconnect = disconnect_of(book.connection());
    if (disconnect == book.now()) return reached();
    if (disconnect < book.now())
      accuse("MQTT-3.14.4-2"_v311 | "MQTT-3.14.4-1"_v5, book.connection().version, book.now(),
             text_of(to_string(type_of(*event.packet)), " after DISCONNECT"));
  }

  void conclude(const Book& book) override {
    for (const auto& [id, connection] : book.connections())
      if (disconnect_of(connection) != never && !connection.closed())
        accuse("MQTT-3.14.4-1"_v311 | "MQTT-3.14.4-2"_v5, connection.version,
               disconnect_of(connection), "the connection stays open after DISCONNECT");
  }

  Position disconnect_of(const ConnectionFacts& connection) const {
    return subject_ == Sender::server ? connection.server_disconnect : connection.client_disconnect;
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_silence_after_disconnect(Sender subject) {
  return std::make_unique<SilenceAfterDisconnect>(subject);
}

}  // namespace mqttspec::model
