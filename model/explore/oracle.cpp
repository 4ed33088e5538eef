// See oracle.hpp. Here: what reaches the broker, and what that makes it owe.
#include "model/explore/oracle.hpp"

#include <algorithm>

#include "codec/topic.hpp"

namespace mqttspec::model::explore {

const Packet& scripted_packet(const ClientScript& script, const PacketInTransit& in_transit) {
  if ((in_transit.flags & PacketInTransit::in_setup) != 0)
    return script.setup[in_transit.subject].packet;
  return script.acts[in_transit.subject / ways][in_transit.subject % ways].packet;
}

const Connect& scripted_connect(const ClientScript& script, const PacketInTransit& in_transit) {
  return std::get<Connect>(script.connects[in_transit.subject / ways][in_transit.subject % ways]);
}

const Packet& Oracle::packet_of(std::size_t client, const PacketInTransit& in_transit) const {
  return scripted_packet(scenario_.clients[client], in_transit);
}

Subscription Oracle::subscription_of(std::size_t client, const AskedFilter& asked) const {
  PacketInTransit in_transit;
  in_transit.subject = asked.subject;
  in_transit.flags = asked.in_setup ? PacketInTransit::in_setup : std::uint8_t{0};
  const auto& subscribe = std::get<Subscribe>(packet_of(client, in_transit));
  auto place = subscribe.subscriptions.begin();
  for (auto left = asked.position; left != 0; --left) ++place;
  auto held = *place;
  const auto& profile = *scenario_.profile;
  held.maximum_qos = std::min({held.maximum_qos, profile.maximum_granted_qos, profile.maximum_qos});
  return held;
}

void Oracle::begin(Obligations& obligations, Time now) {
  obligations_ = &obligations;
  now_ = now;
  client_ = most_clients;
  answer_ = PacketType::connect;
  answer_codes_ = 0;
  answers_ = 0;
  ended_ = 0;
  endings_.clear();
  gone_ = must_close_ = may_refuse_ = must_refuse_ = resumes_ = present_ = expects_method_ = false;
  limits_ = {};
}

void Oracle::expect(PacketType answer, const PacketInTransit& in_transit, Guarantee property) {
  answer_ = answer;
  answer_id_ = in_transit.packet_id;
  answer_property_ = property;
}

void Oracle::arrives(std::size_t client, std::uint8_t connection,
                     const PacketInTransit& in_transit) {
  client_ = client;
  auto& own = owed_to(client);
  if (own.connected && own.connection == connection && own.keep_alive != 0) own.heard_at = now_;
  if (in_transit.type == PacketInTransit::no_type)
    return breaks_rules(client, connection, in_transit);
  switch (static_cast<PacketType>(in_transit.type)) {
    case PacketType::connect:
      asks_to_connect(client, connection, in_transit);
      break;
    case PacketType::auth:
      authenticates(client, connection, in_transit);
      break;
    case PacketType::publish:
      publishes(client, in_transit);
      break;
    case PacketType::subscribe:
      subscribes(client, in_transit);
      break;
    case PacketType::unsubscribe:
      unsubscribes(client, in_transit);
      break;
    case PacketType::disconnect:
      may_close(connection);
      disconnects(client, in_transit);
      break;
    case PacketType::pingreq:
      expect(PacketType::pingresp, in_transit, Guarantee::ping_answered);
      break;
    case PacketType::pubrel:
      expect(PacketType::pubcomp, in_transit, Guarantee::pubrel_answered);
      break;
    default:
      acknowledges(owed_to(client), in_transit);
  }
}

void Oracle::publishes(std::size_t client, const PacketInTransit& in_transit) {
  auto& own = owed_to(client);
  switch (scenario_.messages[in_transit.subject].qos) {
    case Qos::at_most_once:
      route(in_transit.subject);
      break;
    case Qos::at_least_once:
      expect(PacketType::puback, in_transit, Guarantee::qos_1_acknowledged);
      route(in_transit.subject);
      break;
    case Qos::exactly_once:
      expect(PacketType::pubrec, in_transit, Guarantee::pubrec_for_every_publish);
      if ((own.taken & bit(in_transit.subject)) == 0) route(in_transit.subject);
      own.taken |= bit(in_transit.subject);
  }
}

void Oracle::acknowledges(ClientObligations& own, const PacketInTransit& in_transit) {
  const auto place = std::ranges::find(own.outgoing, in_transit.packet_id, &Outgoing::packet_id);
  const bool refuses = in_transit.code >= 0x80;
  if (in_transit.is(PacketType::pubrec) && !refuses)
    expect(PacketType::pubrel, in_transit, Guarantee::pubrec_answered);
  if (place == own.outgoing.end()) return;
  const bool twice = scenario_.messages[place->message].qos == Qos::exactly_once;
  const bool ends = in_transit.is(PacketType::pubcomp)  ? place->released
                    : in_transit.is(PacketType::pubrec) ? refuses
                                                        : !(twice && place->released);
  if (!ends) return;
  finish_shared(client_, *place);
  // 4.9 counts it as well, 3.3.4 does not (F29).
  const bool took_place = place->published_here;
  own.outgoing.erase(place);
  if (!took_place && takes_either(ChoicePoint::resent_release_quota)) ++own.freed;
  own.freed = static_cast<std::uint8_t>(std::min<std::size_t>(own.freed, under_way(own)));
}

void Oracle::subscribes(std::size_t client, const PacketInTransit& in_transit) {
  const auto& subscribe = std::get<Subscribe>(packet_of(client, in_transit));
  expect(PacketType::suback, in_transit, Guarantee::subscription_answered);
  answer_codes_ = subscribe.subscriptions.size();
  auto& filters = owed_to(client).filters;
  AskedFilter asked{in_transit.subject, (in_transit.flags & PacketInTransit::in_setup) != 0, 0};
  for (const auto wanted : subscribe.subscriptions) {
    const auto old = std::ranges::find_if(filters, [&](const AskedFilter& other) {
      return subscription_of(client, other).topic_filter == wanted.topic_filter;
    });
    const bool existed = old != filters.end();
    if (existed)
      *old = asked;
    else
      filters.push_back(asked);
    owe_retained(client, asked, wanted.retain_handling, existed);
    ++asked.position;
  }
}

void Oracle::unsubscribes(std::size_t client, const PacketInTransit& in_transit) {
  const auto& unsubscribe = std::get<Unsubscribe>(packet_of(client, in_transit));
  expect(PacketType::unsuback, in_transit, Guarantee::subscription_answered);
  if (owed_to(client).version == Version::v5_0) answer_codes_ = unsubscribe.topic_filters.size();
  for (const auto filter : unsubscribe.topic_filters)
    erase_if(owed_to(client).filters, [&](const AskedFilter& asked) {
      return subscription_of(client, asked).topic_filter == filter.text;
    });
}

void Oracle::disconnects(std::size_t client, const PacketInTransit& in_transit) {
  const auto& disconnect = std::get<Disconnect>(packet_of(client, in_transit));
  auto& own = owed_to(client);
  if (disconnect.reason_code == ReasonCode::normal_disconnection) {
    if (own.will != no_message) judge_.require(Guarantee::will_exactly_once, true);
    own.will = no_message;
  }
  if (const auto interval = disconnect.properties.session_expiry_interval)
    own.expiry_interval = *interval;
  connection_ends(client);
}

void Oracle::route(MessageIndex message) {
  if (scenario_.messages[message].retain) store(message);
  for (std::size_t i = 0; i < obligations_->clients.size(); ++i) owe(i, message);
  route_shared(message);
}

void Oracle::store(MessageIndex message) {
  const auto& topic = scenario_.messages[message].topic;
  auto& retained = obligations_->retained;
  erase_if(retained,
           [&](const Kept& old) { return scenario_.messages[old.message].topic == topic; });
  if (!scenario_.messages[message].payload.empty()) retained.push_back({message, since(message)});
}

void Oracle::owe(std::size_t client, MessageIndex message) {
  auto& own = owed_to(client);
  const auto& published = scenario_.messages[message];
  bool matched = false;
  bool as_published = false;
  Qos granted = Qos::at_most_once;
  for (const auto& asked : own.filters) {
    const auto held = subscription_of(client, asked);
    if (is_shared(held.topic_filter) || !matches(held.topic_filter, published.topic)) continue;
    if (held.no_local && client == published.publisher) {
      judge_.require(Guarantee::no_local, true);
      continue;
    }
    matched = true;
    as_published = as_published || (held.retain_as_published && own.version == Version::v5_0);
    granted = std::max(granted, held.maximum_qos);
  }
  const auto qos = std::min(granted, published.qos);
  if (matched && is_too_large(own, message)) {
    judge_.require(Guarantee::maximum_packet_size, true);
    return;
  }
  if (!matched || (qos == Qos::at_most_once && !own.connected)) return;
  own.due.push_back({message, static_cast<std::uint8_t>(qos), as_published && published.retain,
                     false, since(message)});
  own.routed |= bit(message);
}

void Oracle::owe_retained(std::size_t client, const AskedFilter& asked, RetainHandling handling,
                          bool existed) {
  const auto held = subscription_of(client, asked);
  if (is_shared(held.topic_filter)) return;
  const bool wanted =
      handling == RetainHandling::send || (handling == RetainHandling::send_if_new && !existed);
  for (const auto& kept : obligations_->retained) {
    const auto& stored = scenario_.messages[kept.message];
    if (!matches(held.topic_filter, stored.topic)) continue;
    judge_.require(Guarantee::retained_on_subscribe, true);
    if (!wanted || is_expired(kept.message, kept.since)) continue;
    if (held.no_local && stored.publisher == client) continue;
    const auto qos = std::min(held.maximum_qos, stored.qos);
    owed_to(client).due.push_back(
        {kept.message, static_cast<std::uint8_t>(qos), true, true, kept.since});
  }
}

}  // namespace mqttspec::model::explore
