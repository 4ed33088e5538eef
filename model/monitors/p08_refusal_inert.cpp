// P08 RefusalInert: after a refused CONNECT the connection closes, and nothing that its client sent
// has any effect.
#include <algorithm>

#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

constexpr Cited not_processed = "MQTT-3.1.4-5"_v311 | "MQTT-3.1.4-6"_v5;
constexpr Cited closes = "MQTT-3.2.2-5"_v311 | "MQTT-3.2.2-7"_v5;

class RefusalInert final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    if (!is_packet_from(event, Sender::server)) return;
    const ConnectionFacts& connection = book.connection();
    if (connection.refused()) {
      if (connection.connack == book.now()) return reached();
      if (book.answers() != never)
        accuse(not_processed, connection.version, book.now(),
               text_of(to_string(type_of(*event.packet)),
                       " answers a packet on a connection that was refused"));
    }
    if (const auto* publish = packet_from<Publish>(event, Sender::server))
      judge_delivery(book, *publish);
  }

  void judge_delivery(const Book& book, const Publish& publish) {
    // A retained message may be older than the trace.
    if (publish.retain || !book.session().judgeable() || book.saw_client_garbage()) return;
    const auto& origins = book.origins({book.topic(), std::string(as_text(publish.payload))});
    const auto was_refused = [&](const MessageOrigin& origin) {
      return book.at(origin.connection).refused();
    };
    if (origins.empty() || !std::ranges::all_of(origins, was_refused)) return;
    accuse(not_processed, origins.front().version, book.now(),
           text_of("a message on topic ", book.topic(),
                   " was published on a refused connection only, and is delivered"));
  }

  void conclude(const Book& book) override {
    for (const auto& [id, connection] : book.connections())
      if (connection.refused() && !connection.closed())
        accuse(closes, connection.version, connection.connack,
               "the connection stays open after its CONNECT was refused");
  }
};

}  // namespace

NewMonitor make_refusal_inert() { return std::make_unique<RefusalInert>(); }

}  // namespace mqttspec::model
