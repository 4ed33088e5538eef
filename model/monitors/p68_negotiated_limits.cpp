// P68 NegotiatedLimits: what CONNACK says about the server binds both sides (5.0).
#include <algorithm>

#include "codec/topic.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class ServerLimits final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const auto* connack = packet_from<Connack>(event, Sender::server);
    const ConnectionFacts& connection = book.connection();
    if (connack == nullptr || connection.connack != book.now() ||
        connection.version != Version::v5_0)
      return;
    reached();
    if (connack->properties.response_information && !connection.response_information)
      report("MQTT-3.1.2-28"_v5, book, "Response Information that is not asked for");
    if (!connection.accepted) return;
    if (connection.client_id.empty())
      report("MQTT-3.2.2-16"_v5, book, "no Assigned Client Identifier for an empty one");
    if (connack->properties.assigned_client_identifier && is_in_use(book, connection))
      report("MQTT-3.2.2-16"_v5, book, "the Assigned Client Identifier is another client's");
    if (connection.has_will && connection.will_qos > connection.server_limits.maximum_qos)
      report("MQTT-3.2.2-12"_v5, book, "a Will above the Maximum QoS is accepted");
    if (connection.has_will && connection.will_retain && !connection.server_limits.retain)
      report("MQTT-3.2.2-13"_v5, book, "a retained Will is accepted without Retain Available");
  }

  static bool is_in_use(const Book& book, const ConnectionFacts& connection) {
    return std::ranges::any_of(book.connections(), [&](const auto& entry) {
      return entry.first != connection.id && entry.second.open() &&
             entry.second.client_id == connection.client_id;
    });
  }

  void report(StatementId statement, const Book& book, std::string text) {
    accuse(statement, Version::v5_0, book.now(), std::move(text));
  }
};

class ClientLimits final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const ConnectionFacts& connection = book.connection();
    if (!connection.accepted || connection.version != Version::v5_0) return;
    const Limits& limits = connection.server_limits;
    if (const auto* publish = packet_from<Publish>(event, Sender::client)) {
      reached();
      if (publish->qos > limits.maximum_qos)
        report("MQTT-3.2.2-11"_v5, book, "PUBLISH above the server's Maximum QoS");
      if (publish->retain && !limits.retain)
        report("MQTT-3.2.2-14"_v5, book, "a retained PUBLISH without Retain Available");
    } else if (const auto* subscribe = packet_from<Subscribe>(event, Sender::client)) {
      reached();
      judge_subscribe(book, *subscribe, limits);
    }
  }

  void judge_subscribe(const Book& book, const Subscribe& subscribe, const Limits& limits) {
    if (subscribe.properties.subscription_identifier && !limits.subscription_identifiers)
      report("U5.0-3.2.2.3.12-5"_v5, book, "a Subscription Identifier the server does not support");
    for (const Subscription subscription : subscribe.subscriptions) {
      if (is_shared(subscription.topic_filter) && !limits.shared_subscriptions)
        report("U5.0-3.2.2.3.13-5"_v5, book, "a Shared Subscription the server does not support");
      if (subscription.topic_filter.find_first_of("+#") != std::string_view::npos &&
          !limits.wildcard_subscriptions)
        report("U5.0-3.2.2.3.11-5"_v5, book, "a Wildcard Subscription the server does not support");
    }
  }

  void report(StatementId statement, const Book& book, std::string text) {
    accuse(statement, Version::v5_0, book.now(), std::move(text));
  }
};

}  // namespace

NewMonitor make_negotiated_limits(Sender subject) {
  if (subject == Sender::server) return std::make_unique<ServerLimits>();
  return std::make_unique<ClientLimits>();
}

}  // namespace mqttspec::model
