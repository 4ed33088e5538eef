// P64 TopicAlias: aliases are within what the receiver allows, are known to this connection before
// they stand alone, and a server takes all that it allowed (5.0).
#include <algorithm>

#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class TopicAlias final : public BookedMonitor {
 public:
  explicit TopicAlias(Sender subject) : subject_(subject) {}

 private:
  bool by_server() const { return subject_ == Sender::server; }

  void judge(const Book& book, const TraceEvent& event) override {
    const ConnectionFacts& connection = book.connection();
    if (connection.version != Version::v5_0 || !connection.accepted) return;
    if (const auto* publish = packet_from<Publish>(event, subject_);
        publish != nullptr && publish->properties.topic_alias)
      judge_alias(book, *publish, *publish->properties.topic_alias);
    const auto* disconnect = packet_from<Disconnect>(event, Sender::server);
    if (!by_server() || disconnect == nullptr || !connection.judgeable()) return;
    if (disconnect->reason_code == ReasonCode::topic_alias_invalid &&
        !connection.aliases[0].empty())
      report("MQTT-3.3.2-12"_v5, book, "a permitted Topic Alias is refused");
  }

  void judge_alias(const Book& book, const Publish& publish, std::uint16_t alias) {
    reached();
    const ConnectionFacts& connection = book.connection();
    const std::uint16_t maximum = by_server() ? connection.client_limits.topic_alias_maximum
                                              : connection.server_limits.topic_alias_maximum;
    if (alias == 0) return report("MQTT-3.3.2-8"_v5, book, "Topic Alias 0");
    if (maximum == 0)
      return report(by_server() ? "MQTT-3.1.2-27"_v5 : "MQTT-3.2.2-18"_v5, book,
                    text_of("Topic Alias ", alias, " where none is allowed"));
    if (alias > maximum)
      return report(by_server() ? "MQTT-3.1.2-26"_v5 : "MQTT-3.3.2-9"_v5, book,
                    text_of("Topic Alias ", alias, " where ", maximum, " is the highest"));
    if (publish.topic.empty() && book.topic().empty())
      report(was_known_before(book, alias) ? "MQTT-3.3.2-7"_v5 : "U5.0-3.3.4-13"_v5, book,
             text_of("Topic Alias ", alias, " stands for no Topic Name on this connection"));
  }

  /// True if the alias was in use on another connection of the client.
  bool was_known_before(const Book& book, std::uint16_t alias) const {
    return std::ranges::any_of(book.connections(), [&](const auto& entry) {
      return entry.second.client_id == book.connection().client_id &&
             entry.second.aliases[by_server() ? 1 : 0].contains(alias);
    });
  }

  void report(StatementId statement, const Book& book, std::string text) {
    accuse(statement, Version::v5_0, book.now(), std::move(text));
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_topic_alias(Sender subject) { return std::make_unique<TopicAlias>(subject); }

}  // namespace mqttspec::model
