// Finds out when a client leaves the protocol: what its server does then is no longer foreseeable,
// and monitors of the server stop judging the connection and its session.
#include <algorithm>

#include "codec/topic.hpp"
#include "model/monitors/trace_facts.hpp"

namespace mqttspec::model::monitors {
namespace {

bool within(const Publish& packet, const Limits& limits) {
  if (packet.qos > limits.maximum_qos || (packet.retain && !limits.retain)) return false;
  const auto alias = packet.properties.topic_alias;
  if (alias && (*alias == 0 || *alias > limits.topic_alias_maximum)) return false;
  return packet.properties.subscription_identifiers.empty();
}

bool within(const Subscribe& packet, const Limits& limits) {
  if (packet.properties.subscription_identifier && !limits.subscription_identifiers) return false;
  return std::ranges::all_of(packet.subscriptions, [&](const Subscription& subscription) {
    const bool shared = is_shared(subscription.topic_filter);
    const bool wildcard = subscription.topic_filter.find_first_of("+#") != std::string_view::npos;
    if (shared && (subscription.no_local || !limits.shared_subscriptions)) return false;
    return !wildcard || limits.wildcard_subscriptions;
  });
}

bool pending(const std::vector<Request>& requests) {
  return !requests.empty() && requests.back().answered == never;
}

}  // namespace

void TraceFacts::note_client_error() {
  connection_->client_erred = true;
  current_session().uncertain = true;
}

bool TraceFacts::subscribing_with(std::uint16_t packet_id) const {
  for (const PacketType type : {PacketType::suback, PacketType::unsuback}) {
    const auto found = connection_->requests.find({Sender::server, type, packet_id});
    if (found != connection_->requests.end() && pending(found->second)) return true;
  }
  return false;
}

// Of what was sent before CONNACK told the limits.
void TraceFacts::check_limits_kept() {
  const Limits& limits = connection_->server_limits;
  const auto& aliases = connection_->aliases[0];
  bool kept = aliases.empty() || aliases.rbegin()->first <= limits.topic_alias_maximum;
  for (const auto& [message, origins] : messages_)
    for (const MessageOrigin& origin : origins)
      if (origin.connection == connection_->id && !origin.will)
        kept = kept && origin.qos <= limits.maximum_qos && (limits.retain || !origin.retain);
  if (!kept) note_client_error();
}

void TraceFacts::check_client_packet(const Packet& packet, std::size_t size) {
  const ConnectionFacts& connection = *connection_;
  const bool is_connect = std::holds_alternative<Connect>(packet);
  const Limits& limits = connection.server_limits;
  bool allowed = is_connect == (connection.connect == never) &&
                 connection.client_disconnect == never &&
                 size <= limits.maximum_packet_size.value_or(0xFFFF'FFFF);
  if (const auto* publish = std::get_if<Publish>(&packet)) {
    allowed = allowed && (connection.connack == never || within(*publish, limits));
    allowed = allowed && (publish->qos == Qos::at_most_once ||
                          (publish->packet_id != 0 && !subscribing_with(publish->packet_id)));
    const auto alias = publish->properties.topic_alias;
    if (publish->topic.empty())
      allowed = allowed && alias && connection.aliases[0].contains(*alias);
  } else if (const auto* subscribe = std::get_if<Subscribe>(&packet)) {
    allowed = allowed && within(*subscribe, limits) && is_free(subscribe->packet_id);
  } else if (const auto* unsubscribe = std::get_if<Unsubscribe>(&packet)) {
    allowed = allowed && is_free(unsubscribe->packet_id);
  } else if (const auto* disconnect = std::get_if<Disconnect>(&packet)) {
    // U5.0-3.14.2.2.2-3: it must not raise the interval from 0.
    allowed = allowed && (disconnect->properties.session_expiry_interval.value_or(0) == 0 ||
                          connection.session_expiry_interval_s != 0);
  } else if (std::holds_alternative<Auth>(packet)) {
    allowed = allowed && connection.authentication_method.has_value();
  }
  if (!allowed) note_client_error();
}

bool TraceFacts::is_free(std::uint16_t packet_id) const {
  if (packet_id == 0 || subscribing_with(packet_id)) return false;
  const auto& exchanges = session().from(Sender::client);
  const auto found = exchanges.find(packet_id);
  return found == exchanges.end() || found->second.over();
}

void TraceFacts::check_client_exchange(const Packet& packet) {
  const PacketType type = type_of(packet);
  if (type == PacketType::publish && exchange_ != nullptr) {
    const bool repeats = kind_ == SendingKind::again;
    const bool here_before = exchange_->sent_before_on(connection_->id);
    if (kind_ == SendingKind::collision || (repeats && exchange_->released != never) ||
        (repeats && !exchange_->sendings.back().dup) ||
        (repeats && here_before && connection_->version == Version::v5_0))
      return note_client_error();
    std::size_t in_flight = 0;
    for (const auto& [id, exchange] : session().from(Sender::client))
      if (!exchange.over() && exchange.sent_on(connection_->id)) ++in_flight;
    if (in_flight > connection_->server_limits.receive_maximum) return note_client_error();
  }
  if (session().whole && acknowledges_nothing(packet)) note_client_error();
}

// A PUBREL may be sent again when the session goes on; the other acknowledgements have one use.
bool TraceFacts::acknowledges_nothing(const Packet& packet) const {
  const PacketType type = type_of(packet);
  if (type == PacketType::pubrel) return exchange_ == nullptr || exchange_->received == never;
  if (type != PacketType::puback && type != PacketType::pubrec && type != PacketType::pubcomp)
    return false;
  const auto found = session().answer_counts.find({Sender::client, type, packet_id_of(packet)});
  return found->second.answers > found->second.requests;
}

}  // namespace mqttspec::model::monitors
