// P64 TopicAlias: aliases are within what the receiver allows, are known to this connection before
// they stand alone, and a server takes all that it allowed (5.0).
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class TopicAlias final : public Monitor {
 public:
  explicit TopicAlias(Sender subject) : subject_(subject) {}

 private:
  bool by_server() const { return subject_ == Sender::server; }

  Interest interest() const override {
    return Interest::in_packets(subject_, PacketType::publish) |
           Interest::in_packets(Sender::server, PacketType::disconnect);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    if (connection.version != Version::v5_0 || !connection.accepted) return;
    if (const auto* publish = packet_from<Publish>(event, subject_);
        publish != nullptr && publish->properties.topic_alias)
      judge_alias(facts, *publish, *publish->properties.topic_alias);
    const auto* disconnect = packet_from<Disconnect>(event, Sender::server);
    if (!by_server() || disconnect == nullptr || !connection.judgeable()) return;
    if (disconnect->reason_code == ReasonCode::topic_alias_invalid &&
        !connection.aliases[0].empty())
      report("MQTT-3.3.2-12"_v5, facts, "a permitted Topic Alias is refused");
  }

  void judge_alias(const TraceFacts& facts, const Publish& publish, std::uint16_t alias) {
    note_antecedent();
    const ConnectionFacts& connection = facts.connection();
    const std::uint16_t maximum = by_server() ? connection.client_limits.topic_alias_maximum
                                              : connection.server_limits.topic_alias_maximum;
    if (alias == 0) return report("MQTT-3.3.2-8"_v5, facts, "Topic Alias 0");
    if (maximum == 0)
      return report(by_server() ? "MQTT-3.1.2-27"_v5 : "MQTT-3.2.2-18"_v5, facts,
                    fmt::format("Topic Alias {} where none is allowed", alias));
    if (alias > maximum)
      return report(by_server() ? "MQTT-3.1.2-26"_v5 : "MQTT-3.3.2-9"_v5, facts,
                    fmt::format("Topic Alias {} where {} is the highest", alias, maximum));
    if (publish.topic.empty() && facts.topic().empty())
      report(was_known_before(facts, alias) ? "MQTT-3.3.2-7"_v5 : "U5.0-3.3.4-13"_v5, facts,
             fmt::format("Topic Alias {} stands for no Topic Name on this connection", alias));
  }

  /// True if the alias was in use on another connection of the client.
  bool was_known_before(const TraceFacts& facts, std::uint16_t alias) const {
    return std::ranges::any_of(facts.connections(), [&](const auto& entry) {
      return entry.second.client_id == facts.connection().client_id &&
             entry.second.aliases[by_server() ? 1 : 0].contains(alias);
    });
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_topic_alias(Sender subject) { return std::make_unique<TopicAlias>(subject); }

}  // namespace mqttspec::model::monitors
