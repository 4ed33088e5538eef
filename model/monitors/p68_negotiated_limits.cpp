// P68 NegotiatedLimits: what CONNACK says about the server binds both sides (5.0).
#include <algorithm>

#include "codec/topic.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class ServerLimits final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::connack);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* connack = packet_from<Connack>(event, Sender::server);
    const ConnectionFacts& connection = facts.connection();
    if (connack == nullptr || connection.connack != facts.now() ||
        connection.version != Version::v5_0)
      return;
    note_antecedent();
    if (connack->properties.response_information && !connection.response_information)
      report("MQTT-3.1.2-28"_v5, facts, "Response Information that is not asked for");
    if (!connection.accepted) return;
    if (connection.client_id.empty())
      report("MQTT-3.2.2-16"_v5, facts, "no Assigned Client Identifier for an empty one");
    if (connack->properties.assigned_client_identifier && is_in_use(facts, connection))
      report("MQTT-3.2.2-16"_v5, facts, "the Assigned Client Identifier is another client's");
    if (connection.has_will && connection.will_qos > connection.server_limits.maximum_qos)
      report("MQTT-3.2.2-12"_v5, facts, "a Will above the Maximum QoS is accepted");
    if (connection.has_will && connection.will_retain && !connection.server_limits.retain)
      report("MQTT-3.2.2-13"_v5, facts, "a retained Will is accepted without Retain Available");
  }

  static bool is_in_use(const TraceFacts& facts, const ConnectionFacts& connection) {
    return std::ranges::any_of(facts.connections(), [&](const auto& entry) {
      return entry.first != connection.id && entry.second.open() &&
             entry.second.client_id == connection.client_id;
    });
  }
};

class ClientLimits final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::client, PacketType::publish, PacketType::subscribe);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    if (!connection.accepted || connection.version != Version::v5_0) return;
    const Limits& limits = connection.server_limits;
    if (const auto* publish = packet_from<Publish>(event, Sender::client)) {
      note_antecedent();
      if (publish->qos > limits.maximum_qos)
        report("MQTT-3.2.2-11"_v5, facts, "PUBLISH above the server's Maximum QoS");
      if (publish->retain && !limits.retain)
        report("MQTT-3.2.2-14"_v5, facts, "a retained PUBLISH without Retain Available");
    } else if (const auto* subscribe = packet_from<Subscribe>(event, Sender::client)) {
      note_antecedent();
      judge_subscribe(facts, *subscribe, limits);
    }
  }

  void judge_subscribe(const TraceFacts& facts, const Subscribe& subscribe, const Limits& limits) {
    if (subscribe.properties.subscription_identifier && !limits.subscription_identifiers)
      report("U5.0-3.2.2.3.12-5"_v5, facts,
             "a Subscription Identifier the server does not support");
    for (const Subscription subscription : subscribe.subscriptions) {
      if (is_shared(subscription.topic_filter) && !limits.shared_subscriptions)
        report("U5.0-3.2.2.3.13-5"_v5, facts, "a Shared Subscription the server does not support");
      if (subscription.topic_filter.find_first_of("+#") != std::string_view::npos &&
          !limits.wildcard_subscriptions)
        report("U5.0-3.2.2.3.11-5"_v5, facts,
               "a Wildcard Subscription the server does not support");
    }
  }
};

}  // namespace

NewMonitor make_negotiated_limits(Sender subject) {
  if (subject == Sender::server) return std::make_unique<ServerLimits>();
  return std::make_unique<ClientLimits>();
}

}  // namespace mqttspec::model::monitors
