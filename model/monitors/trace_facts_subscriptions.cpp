// Subscriptions: what was asked for, what was granted, and what was ended.
#include "codec/topic.hpp"
#include "model/monitors/trace_facts.hpp"

namespace mqttspec::model::monitors {

void TraceFacts::read_subscribe(const Subscribe& packet) {
  note_request(Sender::server, PacketType::suback, packet.packet_id);
  for (const Subscription subscription : packet.subscriptions) {
    SubscriptionFacts& entry = current_session().subscriptions.emplace_back();
    entry.topic_filter = subscription.topic_filter;
    entry.inner_filter = entry.topic_filter;
    // Servers offer them to clients of 3.1.1 too, as an extension.
    if (SharedFilter shared; parse_shared(subscription.topic_filter, shared)) {
      entry.shared = true;
      entry.inner_filter = shared.topic_filter;
    }
    entry.options = subscription;
    entry.options.topic_filter = {};
    entry.identifier = packet.properties.subscription_identifier;
    entry.sent = position_;
    entry.connection = connection_->id;
    entry.granted = subscription.maximum_qos;
  }
}

void TraceFacts::read_suback(const Suback& packet) {
  note_answer(Sender::server, PacketType::suback, packet.packet_id);
  std::size_t index = 0;
  for (SubscriptionFacts& entry : current_session().subscriptions) {
    if (entry.sent != answers_) continue;
    if (index == packet.reason_codes.size()) break;
    const std::uint8_t code = packet.reason_codes[index++];
    entry.acknowledged = position_;
    entry.refused = code >= 0x80;
    if (!entry.refused) entry.granted = static_cast<Qos>(code);
  }
}

void TraceFacts::read_unsubscribe(const Unsubscribe& packet) {
  note_request(Sender::server, PacketType::unsuback, packet.packet_id);
  for (const TopicFilter filter : packet.topic_filters) {
    UnsubscriptionFacts& entry = current_session().unsubscriptions.emplace_back();
    entry.topic_filter = filter.text;
    entry.sent = position_;
    entry.connection = connection_->id;
  }
}

void TraceFacts::read_unsuback(const Unsuback& packet) {
  note_answer(Sender::server, PacketType::unsuback, packet.packet_id);
  std::size_t index = 0;
  for (UnsubscriptionFacts& entry : current_session().unsubscriptions) {
    if (entry.sent != answers_) continue;
    const std::size_t position = index++;
    entry.acknowledged = position_;
    entry.refused = position < packet.reason_codes.size() && packet.reason_codes[position] >= 0x80;
  }
}

}  // namespace mqttspec::model::monitors
