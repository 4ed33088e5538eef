// See oracle.hpp. Here: what the broker sends, and what has to be right about it.
#include <algorithm>

#include "codec/topic.hpp"
#include "model/explore/oracle.hpp"

namespace mqttspec::model::explore {

namespace {

constexpr std::uint8_t exactly_once = static_cast<std::uint8_t>(Qos::exactly_once);

}  // namespace

Guarantee Oracle::property_of(MessageIndex message, bool stored) const {
  if (stored) return Guarantee::retained_on_subscribe;
  if (scenario_.messages[message].is_will) return Guarantee::will_exactly_once;
  if (scenario_.messages[message].qos == Qos::exactly_once) return Guarantee::qos_2_exactly_once;
  return Guarantee::qos_1_at_least_once;
}

std::size_t Oracle::under_way(const ClientObligations& own) const {
  return static_cast<std::size_t>(
      std::ranges::count(own.outgoing, true, &Outgoing::published_here));
}

bool Oracle::fits_receive_maximum(const ClientObligations& own) const {
  return under_way(own) <= std::size_t{own.receive_maximum} + own.freed;
}

bool Oracle::takes_either(ChoicePoint freedom) const {
  return std::ranges::find(scenario_.freedoms, freedom) != scenario_.freedoms.end();
}

bool Oracle::sends(std::size_t client, std::uint8_t connection, const Sent& sent) {
  auto& own = owed_to(client);
  if (sent.type == PacketType::connack || sent.type == PacketType::auth) {
    if (sent.type == PacketType::connack)
      sends_connack(own, sent);
    else
      sends_auth(own, sent);
    if (client == client_) ++answers_;
    return false;
  }
  if (sent.type == PacketType::disconnect) {
    sends_disconnect(connection, sent);
    return false;
  }
  const bool connected = own.connected && own.connection == connection && own.connack_seen;
  judge_.require(Guarantee::connack_first_once, connected);
  switch (sent.type) {
    case PacketType::publish:
      return sends_publish(own, sent);
    case PacketType::pubrel:
      sends_pubrel(own, sent);
      if (client == client_ && answer_ == PacketType::pubrel) sends_answer(client, sent);
      return false;
    default:
      sends_answer(client, sent);
      return false;
  }
}

void Oracle::sends_answer(std::size_t client, const Sent& sent) {
  ++answers_;
  const bool fits = client == client_ && sent.type == answer_;
  judge_.require(answer_property_ == Guarantee::ping_answered ? Guarantee::ping_answered
                                                              : Guarantee::ack_matches,
                 fits && sent.packet_id == answer_id_);
  if (fits && answer_codes_ != 0)
    judge_.require(Guarantee::subscription_answered, sent.codes == answer_codes_);
}

void Oracle::sends_pubrel(ClientObligations& own, const Sent& sent) {
  const auto place = std::ranges::find(own.outgoing, sent.packet_id, &Outgoing::packet_id);
  const bool answers = answer_ == PacketType::pubrel && answer_id_ == sent.packet_id;
  if (place == own.outgoing.end()) {
    judge_.require(Guarantee::ack_matches, answers);
    return;
  }
  if (!answers) {
    judge_.require(Guarantee::resume_resends, place->released);
    judge_.require(Guarantee::no_resend_in_connection, !place->sent_here);
  }
  place->released = place->sent_here = true;
}

bool Oracle::sends_publish(ClientObligations& own, const Sent& sent) {
  judge_.require(Guarantee::unaltered, sent.message != no_message);
  if (sent.message == no_message) return false;
  if (sent.alias != 0) sends_alias(own, sent);
  if (sent.qos != 0) {
    const auto place = std::ranges::find(own.outgoing, sent.packet_id, &Outgoing::packet_id);
    if (place != own.outgoing.end()) return sends_again(own, *place, sent);
    const bool under_way =
        std::ranges::find(own.outgoing, sent.message, &Outgoing::message) != own.outgoing.end();
    if (sent.dup && under_way) judge_.require(Guarantee::id_release, false);
  }
  judge_.require(Guarantee::dup_truth, !sent.dup);
  return sends_first(own, sent);
}

void Oracle::sends_alias(ClientObligations& own, const Sent& sent) {
  auto& stands_for = own.aliases;
  judge_.require(Guarantee::topic_alias, sent.alias <= own.alias_maximum);
  if (sent.alias > stands_for.size()) return;
  auto& known = stands_for[sent.alias - 1U];
  if (sent.has_topic) known = sent.message;
  const auto& topic = scenario_.messages[sent.message].topic;
  judge_.require(Guarantee::topic_alias,
                 known != no_message && scenario_.messages[known].topic == topic);
}

bool Oracle::sends_again(ClientObligations& own, Outgoing& outgoing, const Sent& sent) {
  judge_.require(Guarantee::id_unique_in_flight, outgoing.message == sent.message);
  judge_.require(Guarantee::id_release, true);
  judge_.require(Guarantee::no_publish_after_pubrel, !outgoing.released);
  judge_.require(Guarantee::no_resend_in_connection, !outgoing.sent_here);
  judge_.require(Guarantee::dup_truth, sent.dup);
  const bool in_order = std::all_of(own.outgoing.data(), &outgoing, [](const Outgoing& other) {
    return other.sent_here || other.released || other.shared;
  });
  judge_.require(Guarantee::resend_order, in_order);
  outgoing.sent_here = outgoing.published_here = true;
  judge_.require(Guarantee::receive_maximum, fits_receive_maximum(own));
  return outgoing.stored;
}

/// What is broken by a PUBLISH that is not owed.
Guarantee Oracle::property_of_surplus(const ClientObligations& own, const Sent& sent) const {
  const auto& message = scenario_.messages[sent.message];
  const auto& publisher = obligations_->clients[message.publisher];
  if (message.is_will) {
    const bool waits = publisher.will == sent.message || publisher.delayed_will == sent.message;
    return waits ? Guarantee::will_when : Guarantee::will_exactly_once;
  }
  // Before RETAIN is looked at: what No Local keeps back may be marked by Retain As Published.
  const bool is_local = &own == &publisher && (own.routed & bit(sent.message)) == 0;
  if (is_local && std::ranges::any_of(own.filters, [&](const auto& asked) {
        return subscription_of(whose(own), asked).no_local;
      }))
    return Guarantee::no_local;
  if (sent.retain) return Guarantee::retained_on_subscribe;
  if (is_too_large(own, sent.message)) return Guarantee::maximum_packet_size;
  for (const auto& asked : own.filters)
    if (is_shared(subscription_of(whose(own), asked).topic_filter)) return Guarantee::shared_once;
  if ((own.routed & bit(sent.message)) != 0)
    return sent.qos == 0 ? Guarantee::qos_0_at_most_once : Guarantee::copies_bounded;
  return &own == &publisher ? Guarantee::no_local : Guarantee::delivered_only_if_matched;
}

bool Oracle::sends_first(ClientObligations& own, const Sent& sent) {
  auto& due = own.due;
  auto place = std::ranges::find_if(due, [&](const Due& owed) {
    return owed.message == sent.message && owed.retain == sent.retain && owed.qos == sent.qos &&
           !is_expired(owed.message, owed.since);
  });
  if (place == due.end()) place = std::ranges::find(due, sent.message, &Due::message);
  if (place == due.end() && sends_shared(own, sent)) return false;
  if (place == due.end()) {
    judge_.require(property_of_surplus(own, sent), false);
    return false;
  }
  const Due owed = *place;
  judge_.require(Guarantee::delivered_only_if_matched, true);
  judge_.require(Guarantee::copies_bounded, true);
  judge_.require(owed.stored ? Guarantee::retained_on_subscribe : Guarantee::retain_flag_forwarding,
                 sent.retain == owed.retain);
  judge_.require(Guarantee::effective_qos, sent.qos == owed.qos);
  if (scenario_.messages[owed.message].expiry_interval)
    judge_.require(Guarantee::message_expiry, !is_expired(owed.message, owed.since));
  const auto& topic = scenario_.messages[owed.message].topic;
  const bool in_order = std::none_of(due.begin(), place, [&](const Due& earlier) {
    const auto& other = scenario_.messages[earlier.message];
    return !earlier.stored && !owed.stored && earlier.qos == owed.qos && other.topic == topic &&
           other.publisher == scenario_.messages[owed.message].publisher &&
           !is_expired(earlier.message, earlier.since);
  });
  judge_.require(Guarantee::ordered_topic, in_order);
  due.erase(place);
  if (sent.qos == 0) return owed.stored;
  judge_.require(Guarantee::id_unique_in_flight, sent.packet_id != 0);
  own.outgoing.push_back({static_cast<std::uint8_t>(sent.packet_id), owed.message, false, true,
                          true, owed.stored, false});
  judge_.require(Guarantee::receive_maximum, fits_receive_maximum(own));
  return owed.stored;
}

void Oracle::done() {
  for (const auto& ending : endings_)
    if (ending.property) judge_.require(*ending.property, false);
  if (must_refuse_) judge_.require(answer_property_, answers_ == 1);
  if (client_ != most_clients && !gone_ && answer_ != PacketType::connect)
    judge_.require(answer_property_, answers_ == 1);
  for (std::size_t i = 0; i < obligations_->clients.size(); ++i) {
    auto& own = owed_to(i);
    // QoS 0 is now or never.
    erase_if(own.due, [&](const Due& due) {
      if (due.qos == 0) judge_.require(property_of(due.message, due.stored), false);
      return due.qos == 0;
    });
  }
  if (!resumes_ || gone_) return;
  auto& own = owed_to(client_);
  for (const auto& outgoing : own.outgoing) {
    // A message of a Shared Subscription may have gone to another of its Clients, and a broker may
    // have one in flight only (F12).
    const bool held_back = under_way(own) >= own.receive_maximum ||
                           (takes_either(ChoicePoint::in_flight) && under_way(own) != 0);
    const bool may_wait = !outgoing.released && (outgoing.shared || held_back);
    judge_.require(Guarantee::resume_resends, outgoing.sent_here || may_wait);
  }
}

void judge_delivery(Judge& judge, WorldClient& client, const PacketInTransit& in_transit) {
  if ((in_transit.flags & PacketInTransit::stored) != 0) return;
  const bool again = (client.delivered & bit(in_transit.subject)) != 0;
  const auto qos = in_transit.flags & PacketInTransit::qos_mask;
  if (qos == exactly_once) judge.require(Guarantee::qos_2_exactly_once, !again);
  if (qos == 0) judge.require(Guarantee::qos_0_at_most_once, !again);
  client.delivered |= bit(in_transit.subject);
}

void Oracle::at_rest(const Obligations& obligations, std::span<const WorldClient> clients) {
  for (std::size_t whose = 0; whose < clients.size(); ++whose) {
    const auto& own = obligations.clients[whose];
    if (!own.connected) continue;
    // What can expire may have: that is judged when it is sent.
    for (const auto& due : own.due)
      if (!scenario_.messages[due.message].expiry_interval)
        judge_.require(property_of(due.message, due.stored), false);
    for (std::size_t message = 0; message < scenario_.messages.size(); ++message) {
      const auto i = static_cast<MessageIndex>(message);
      if ((own.routed & bit(i)) == 0 || scenario_.messages[i].qos == Qos::at_most_once) continue;
      const bool excused = scenario_.messages[i].expiry_interval.has_value();
      const bool delivered = (clients[whose].delivered & bit(i)) != 0;
      judge_.require(property_of(i, false), excused || delivered);
    }
    // A shared message may have expired on its way from one that lost its connection to another.
    const auto is_expired_unseen = [&](const Outgoing& outgoing) {
      return !outgoing.sent_here && std::ranges::any_of(obligations.shared, [&](const auto& due) {
        return due.message == outgoing.message && due.taker == whose &&
               scenario_.messages[due.message].expiry_interval.has_value();
      });
    };
    judge_.require(Guarantee::drain, std::ranges::all_of(own.outgoing, is_expired_unseen));
  }
  judge_.require(Guarantee::shared_once,
                 std::ranges::all_of(obligations.shared, [&](const auto& due) {
                   return scenario_.messages[due.message].expiry_interval.has_value();
                 }));
}

void Oracle::rename(ClientObligations& owed_to, std::uint8_t from, std::uint8_t to) {
  for (auto& opening : owed_to.openings)
    if (opening.connection == from) opening.connection = to;
  if (owed_to.connection == from) owed_to.connection = to;
  if (owed_to.authenticating == from) owed_to.authenticating = to;
}

}  // namespace mqttspec::model::explore
