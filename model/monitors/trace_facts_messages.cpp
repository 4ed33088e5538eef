// Messages, how they came to the server and where it delivered them, and exchanges with their
// acknowledgements.
#include <algorithm>

#include "codec/topic.hpp"
#include "model/monitors/message_rules.hpp"
#include "model/monitors/trace_facts.hpp"

namespace mqttspec::model::monitors {
namespace {

std::optional<std::string> copied(const std::optional<std::string_view>& text) {
  if (!text) return std::nullopt;
  return std::string(*text);
}

std::optional<std::string> copied(const std::optional<Bytes>& bytes) {
  if (!bytes) return std::nullopt;
  return std::string(as_text(*bytes));
}

template <class Properties>
MessageProperties message_properties(const Properties& properties) {
  MessageProperties out;
  out.payload_format_indicator = properties.payload_format_indicator.value_or(0);
  out.message_expiry_interval_s = properties.message_expiry_interval;
  out.content_type = copied(properties.content_type);
  out.response_topic = copied(properties.response_topic);
  out.correlation_data = copied(properties.correlation_data);
  for (const UserProperty property : properties.user_properties)
    out.user_properties.emplace_back(property.name, property.value);
  return out;
}

std::size_t index(Sender sender) { return sender == Sender::client ? 0 : 1; }

}  // namespace

MessageProperties properties_of(const Publish& packet) {
  return message_properties(packet.properties);
}

std::uint16_t packet_id_of(const Packet& packet) {
  return std::visit(
      [](const auto& typed) -> std::uint16_t {
        if constexpr (requires { typed.packet_id; }) return typed.packet_id;
        return 0;
      },
      packet);
}

const Origins& TraceFacts::origins(const MessageKey& key) const {
  static const Origins none;
  const auto found = messages_.find(key);
  return found == messages_.end() ? none : found->second;
}

SharedText TraceFacts::kept(Bytes payload) {
  const auto text = as_text(payload);
  const auto found = payloads_.find(text);
  return found != payloads_.end() ? *found : *payloads_.emplace(text).first;
}

MessageOrigin& TraceFacts::note_origin(const MessageKey& key, Qos qos, bool retain) {
  topics_.insert(key.first);
  MessageOrigin& origin = messages_[key].emplace_back();
  origin.event = position_;
  origin.at = time();
  origin.connection = connection_->id;
  origin.session = connection_->session;
  origin.client_id = connection_->client_id;
  origin.version = connection_->version;
  origin.qos = qos;
  origin.retain = retain;
  return origin;
}

void TraceFacts::note_will(const Will& will) {
  connection_->has_will = true;
  connection_->will = {std::string(will.topic), kept(will.payload)};
  connection_->will_qos = will.qos;
  connection_->will_retain = will.retain;
  connection_->will_delay_interval_s = will.properties.will_delay_interval.value_or(0);
  MessageOrigin& origin = note_origin(connection_->will, will.qos, will.retain);
  origin.will = true;
  origin.properties = message_properties(will.properties);
}

void TraceFacts::resolve_alias(const Publish& packet, Sender sender) {
  topic_ = packet.topic;
  if (!packet.properties.topic_alias) return;
  auto& aliases = connection_->aliases[index(sender)];
  if (!packet.topic.empty()) {
    aliases[*packet.properties.topic_alias] = topic_;
  } else if (const auto found = aliases.find(*packet.properties.topic_alias);
             found != aliases.end()) {
    topic_ = found->second;
  }
}

void TraceFacts::read_publish(const Publish& packet, Sender sender) {
  resolve_alias(packet, sender);
  message_ = {topic_, kept(packet.payload)};
  const MessageKey& key = message_;
  kind_ = SendingKind::fresh;
  if (packet.qos != Qos::at_most_once) read_sending(packet, key, sender);
  if (sender == Sender::server) {
    note_denied_delivery(packet, key);
    note_delivery(packet, key);
    note_sources();
  } else if (exchange_ == nullptr || exchange_->origin == nullptr) {
    MessageOrigin& origin = note_origin(key, packet.qos, packet.retain);
    origin.packet_id = packet.packet_id;
    origin.properties = message_properties(packet.properties);
    if (exchange_ != nullptr) exchange_->origin = &origin;
  }
  if (packet.qos == Qos::at_least_once)
    note_request(other(sender), PacketType::puback, packet.packet_id);
  if (packet.qos == Qos::exactly_once)
    note_request(other(sender), PacketType::pubrec, packet.packet_id);
}

void TraceFacts::read_sending(const Publish& packet, const MessageKey& key, Sender sender) {
  auto& exchanges = current_session().from(sender);
  const auto [found, is_new] = exchanges.try_emplace(packet.packet_id);
  Exchange& exchange = found->second;
  if (!is_new) held_ = exchange;
  const bool same = !is_new && exchange.message == key && exchange.qos == packet.qos;
  if (is_new || (exchange.over() && !(same && packet.dup)))
    kind_ = SendingKind::fresh;
  else if (exchange.over())
    kind_ = SendingKind::late;
  else
    kind_ = same ? SendingKind::again : SendingKind::collision;

  // A client knows that its message is acknowledged, so that the server gets a new one. A server
  // may have sent the message again before the acknowledgement reached it.
  const bool goes_on =
      kind_ == SendingKind::again || (kind_ == SendingKind::late && sender == Sender::server);
  if (!goes_on) {
    exchange = Exchange{};
    exchange.qos = packet.qos;
    exchange.message = key;
    exchange.expires = packet.properties.message_expiry_interval.has_value();
  }
  exchange.sendings.push_back({position_, connection_->id, packet.dup});
  if (goes_on && exchange.origin != nullptr) ++exchange.origin->sendings;
  exchange_ = &exchange;
}

void TraceFacts::note_delivery(const Publish& packet, const MessageKey& key) {
  DeliveredCopy& delivery = current_session().deliveries[key].emplace_back();
  delivery.event = position_;
  delivery.at = time();
  delivery.connection = connection_->id;
  delivery.packet_id = packet.packet_id;
  delivery.qos = packet.qos;
  delivery.retain = packet.retain;
  delivery.dup = packet.dup;
  delivery.resent = kind_ == SendingKind::again || kind_ == SendingKind::late;
  for (const SubscriptionIdentifier identifier : packet.properties.subscription_identifiers)
    delivery.subscription_identifiers.push_back(identifier.value);
}

// What a server says about itself ($SYS), and what others published, is not ours to judge.
void TraceFacts::note_sources() {
  if (!connection_->judgeable() || !current_session().judgeable() || saw_client_garbage_) return;
  if (!knows_topic(topic_) || topic_.starts_with('$')) return;
  sources_ = {&origins(message_), possible_subscriptions(current_session(), topic_)};
}

// What tells that a session goes on which the server says it does not have: a message by one of its
// subscriptions, or the rest of one of its exchanges.
void TraceFacts::note_denied_delivery(const Publish& packet, const MessageKey& key) {
  SessionFacts& session = current_session();
  if (session.denied == nullptr) return;
  const auto matching = [&](const SubscriptionFacts& subscription) {
    return !subscription.refused && matches(subscription.inner_filter, key.first);
  };
  if (std::ranges::none_of(session.subscriptions, matching) &&
      std::ranges::any_of(session.denied->subscriptions, matching))
    session.goes_on = true;
  const auto& exchanges = session.denied->from(Sender::server);
  const auto found = exchanges.find(packet.packet_id);
  if (packet.dup && found != exchanges.end() && found->second.message == key)
    session.goes_on = true;
}

void TraceFacts::note_denied_release(std::uint16_t packet_id) {
  SessionFacts& session = current_session();
  if (session.denied == nullptr || session.from(Sender::server).contains(packet_id)) return;
  const auto& exchanges = session.denied->from(Sender::server);
  const auto found = exchanges.find(packet_id);
  if (found != exchanges.end() && found->second.received != never) session.goes_on = true;
}

void TraceFacts::read_acknowledgement(PacketType type, std::uint16_t packet_id, ReasonCode code,
                                      Sender sender) {
  note_answer(sender, type, packet_id);
  if (type == PacketType::pubrel && sender == Sender::server) note_denied_release(packet_id);
  const bool failure = is_failure(code);
  if (type == PacketType::pubrec && !failure)
    note_request(other(sender), PacketType::pubrel, packet_id);
  // A PUBREL that reports a failure may be answered too, though nothing waits for that.
  if (type == PacketType::pubrel && failure)
    ++current_session().answer_counts[{other(sender), PacketType::pubcomp, packet_id}].requests;
  else if (type == PacketType::pubrel)
    note_request(other(sender), PacketType::pubcomp, packet_id);

  const Sender publisher = type == PacketType::pubrel ? sender : other(sender);
  auto& exchanges = current_session().from(publisher);
  const auto found = exchanges.find(packet_id);
  if (type == PacketType::pubcomp &&
      (found == exchanges.end() || found->second.over() || !found->second.sent_on(connection_->id)))
    ++connection_->freed[index(publisher)];
  if (found == exchanges.end()) return;
  Exchange& exchange = found->second;
  exchange_ = &exchange;
  if (type == PacketType::pubrel) {
    exchange.released = std::min(exchange.released, position_);
    exchange.released_on = connection_->id;
  } else if (type == PacketType::pubrec && !failure) {
    exchange.received = std::min(exchange.received, position_);
  } else if (!exchange.over()) {
    exchange.finished = position_;
    exchange.finished_on = connection_->id;
    exchange.refused = failure;
  }
  if (exchange.origin != nullptr) settle_origin(type, *exchange.origin, failure);
}

void TraceFacts::settle_origin(PacketType type, MessageOrigin& origin, bool failure) {
  if (type == PacketType::pubrel) {
    origin.released = std::min(origin.released, position_);
    return;
  }
  if (failure && type != PacketType::pubcomp) {
    origin.refused = true;
    return;
  }
  if (origin.accepted == never) {
    origin.accepted = position_;
    origin.accepted_at = time();
  }
  if (type != PacketType::pubrec) origin.completed = std::min(origin.completed, position_);
}

}  // namespace mqttspec::model::monitors
