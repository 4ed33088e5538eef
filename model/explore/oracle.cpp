// See oracle.hpp. Here: what reaches the broker, and what that makes it owe.
#include "model/explore/oracle.hpp"

#include <algorithm>

#include "codec/topic.hpp"

namespace mqttspec::model {

const Packet& scripted_packet(const ClientScript& script, const Flight& flight) {
  if ((flight.flags & Flight::in_setup) != 0) return script.setup[flight.subject].packet;
  return script.acts[flight.subject / ways][flight.subject % ways].packet;
}

const Connect& scripted_connect(const ClientScript& script, const Flight& flight) {
  return std::get<Connect>(script.connects[flight.subject / ways][flight.subject % ways]);
}

const Packet& Oracle::packet_of(std::size_t client, const Flight& flight) const {
  return scripted_packet(scenario_.clients[client], flight);
}

Subscription Oracle::subscription_of(std::size_t client, const AskedFilter& asked) const {
  Flight flight;
  flight.subject = asked.subject;
  flight.flags = asked.in_setup ? Flight::in_setup : std::uint8_t{0};
  const auto& subscribe = std::get<Subscribe>(packet_of(client, flight));
  auto place = subscribe.subscriptions.begin();
  for (auto left = asked.position; left != 0; --left) ++place;
  auto held = *place;
  const auto& profile = *scenario_.profile;
  held.maximum_qos = std::min({held.maximum_qos, profile.maximum_granted_qos, profile.maximum_qos});
  return held;
}

void Oracle::begin(Books& books, Time now) {
  books_ = &books;
  now_ = now;
  client_ = most_clients;
  answer_ = PacketType::connect;
  answer_codes_ = 0;
  answers_ = 0;
  replaced_ = 0;
  ended_ = 0;
  gone_ = must_close_ = resumes_ = present_ = expects_method_ = false;
  limits_ = {};
}

void Oracle::expect(PacketType answer, const Flight& flight, Property property) {
  answer_ = answer;
  answer_id_ = flight.packet_id;
  answer_property_ = property;
}

void Oracle::arrives(std::size_t client, std::uint8_t connection, const Flight& flight) {
  client_ = client;
  switch (static_cast<PacketType>(flight.type)) {
    case PacketType::connect:
      asks_to_connect(client, connection, flight);
      break;
    case PacketType::connack:
      must_close(Property::error_closes);
      break;
    case PacketType::auth:
      authenticates(client, connection, flight);
      break;
    case PacketType::publish:
      publishes(client, flight);
      break;
    case PacketType::subscribe:
      subscribes(client, flight);
      break;
    case PacketType::unsubscribe:
      unsubscribes(client, flight);
      break;
    case PacketType::disconnect:
      disconnects(client, flight);
      break;
    case PacketType::pingreq:
      expect(PacketType::pingresp, flight, Property::ping_answered);
      break;
    case PacketType::pubrel:
      expect(PacketType::pubcomp, flight, Property::pubrel_answered);
      break;
    default:
      acknowledges(account(client), flight);
  }
}

void Oracle::publishes(std::size_t client, const Flight& flight) {
  auto& own = account(client);
  switch (scenario_.messages[flight.subject].qos) {
    case Qos::at_most_once:
      route(flight.subject);
      break;
    case Qos::at_least_once:
      expect(PacketType::puback, flight, Property::qos_1_acknowledged);
      route(flight.subject);
      break;
    case Qos::exactly_once:
      expect(PacketType::pubrec, flight, Property::pubrec_for_every_publish);
      if ((own.taken & bit(flight.subject)) == 0) route(flight.subject);
      own.taken |= bit(flight.subject);
  }
}

void Oracle::acknowledges(Account& own, const Flight& flight) {
  const auto place = std::ranges::find(own.outgoing, flight.packet_id, &Outgoing::packet_id);
  const bool refuses = flight.code >= 0x80;
  if (flight.is(PacketType::pubrec) && !refuses)
    expect(PacketType::pubrel, flight, Property::pubrec_answered);
  if (place == own.outgoing.end()) return;
  const bool twice = scenario_.messages[place->message].qos == Qos::exactly_once;
  const bool ends = flight.is(PacketType::pubcomp)  ? place->released
                    : flight.is(PacketType::pubrec) ? refuses
                                                    : !(twice && place->released);
  if (!ends) return;
  finish_shared(client_, *place);
  own.outgoing.erase(place);
}

void Oracle::subscribes(std::size_t client, const Flight& flight) {
  const auto& subscribe = std::get<Subscribe>(packet_of(client, flight));
  expect(PacketType::suback, flight, Property::subscription_answered);
  answer_codes_ = subscribe.subscriptions.size();
  auto& filters = account(client).filters;
  AskedFilter asked{flight.subject, (flight.flags & Flight::in_setup) != 0, 0};
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

void Oracle::unsubscribes(std::size_t client, const Flight& flight) {
  const auto& unsubscribe = std::get<Unsubscribe>(packet_of(client, flight));
  expect(PacketType::unsuback, flight, Property::subscription_answered);
  if (account(client).version == Version::v5_0) answer_codes_ = unsubscribe.topic_filters.size();
  for (const auto filter : unsubscribe.topic_filters)
    erase_if(account(client).filters, [&](const AskedFilter& asked) {
      return subscription_of(client, asked).topic_filter == filter.text;
    });
}

void Oracle::disconnects(std::size_t client, const Flight& flight) {
  const auto& disconnect = std::get<Disconnect>(packet_of(client, flight));
  auto& own = account(client);
  if (disconnect.reason_code == ReasonCode::normal_disconnection) {
    if (own.will != no_message) judge_.require(Property::will_exactly_once, true);
    own.will = no_message;
  }
  if (const auto interval = disconnect.properties.session_expiry_interval)
    own.expiry_interval = *interval;
  connection_ends(client);
}

void Oracle::ends(std::size_t client, std::uint8_t connection) {
  auto& own = account(client);
  if (own.authenticating == connection) own.authenticating = 0;
  if (own.connected && own.connection == connection) connection_ends(client);
}

void Oracle::connection_ends(std::size_t client) {
  auto& own = account(client);
  own.connected = false;
  own.connack_seen = own.authenticates_anew = false;
  for (auto& outgoing : own.outgoing) outgoing.sent_here = outgoing.published_here = false;
  const auto will = std::exchange(own.will, no_message);
  const bool ends = own.expiry_interval == 0;
  if (own.expiry_interval != never_expires) own.ends_at = now_ + Time{own.expiry_interval} * 1'000;
  if (will != no_message && !ends && own.will_delay != 0) {
    own.delayed_will = will;
    own.will_due = now_ + Time{own.will_delay} * 1'000;
  } else if (will != no_message) {
    route(will);
  }
  if (ends) session_ends(client);
}

void Oracle::session_ends(std::size_t client) {
  const auto will = account(client).delayed_will;
  const auto authenticating = account(client).authenticating;
  const auto connect = account(client).connect;
  const auto challenge = account(client).challenge;
  release_shared(client);
  account(client) = {};
  account(client).authenticating = authenticating;
  account(client).connect = connect;
  account(client).challenge = challenge;
  ended_ |= 1U << client;
  if (will != no_message) route(will);
}

void Oracle::passes(Time now) {
  while (true) {
    // What is due first; a Will before the end of a session at the same time.
    Time earliest = now + 1;
    std::size_t whose = most_clients;
    bool is_will = false;
    for (std::size_t i = 0; i < books_->accounts.size(); ++i) {
      const auto& own = account(i);
      if (own.delayed_will != no_message && own.will_due < earliest) {
        earliest = own.will_due;
        whose = i;
        is_will = true;
      }
      if (own.stored && !own.connected && own.ends_at != 0 && own.ends_at < earliest) {
        earliest = own.ends_at;
        whose = i;
        is_will = false;
      }
    }
    if (whose == most_clients) break;
    now_ = earliest;
    if (is_will) judge_.require(Property::will_when, true);
    if (is_will)
      route(std::exchange(account(whose).delayed_will, no_message));
    else
      session_ends(whose);
  }
  now_ = now;
}

Time Oracle::since(MessageIndex message) const {
  return scenario_.messages[message].expiry_interval ? now_ : 0;
}

bool Oracle::is_expired(MessageIndex message, Time since) const {
  const auto interval = scenario_.messages[message].expiry_interval;
  return interval && now_ != since && now_ - since >= Time{*interval} * 1'000;
}

void Oracle::route(MessageIndex message) {
  if (scenario_.messages[message].retain) store(message);
  for (std::size_t i = 0; i < books_->accounts.size(); ++i) owe(i, message);
  route_shared(message);
}

void Oracle::store(MessageIndex message) {
  const auto& topic = scenario_.messages[message].topic;
  auto& retained = books_->retained;
  erase_if(retained,
           [&](const Kept& old) { return scenario_.messages[old.message].topic == topic; });
  if (!scenario_.messages[message].payload.empty()) retained.push_back({message, since(message)});
}

void Oracle::owe(std::size_t client, MessageIndex message) {
  auto& own = account(client);
  const auto& published = scenario_.messages[message];
  bool matched = false;
  bool as_published = false;
  Qos granted = Qos::at_most_once;
  for (const auto& asked : own.filters) {
    const auto held = subscription_of(client, asked);
    if (is_shared(held.topic_filter) || !matches(held.topic_filter, published.topic)) continue;
    if (held.no_local && client == published.publisher) {
      judge_.require(Property::no_local, true);
      continue;
    }
    matched = true;
    as_published = as_published || (held.retain_as_published && own.version == Version::v5_0);
    granted = std::max(granted, held.maximum_qos);
  }
  const auto qos = std::min(granted, published.qos);
  if (matched && is_too_large(own, message)) {
    judge_.require(Property::maximum_packet_size, true);
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
  for (const auto& kept : books_->retained) {
    const auto& stored = scenario_.messages[kept.message];
    if (!matches(held.topic_filter, stored.topic)) continue;
    judge_.require(Property::retained_on_subscribe, true);
    if (!wanted || is_expired(kept.message, kept.since)) continue;
    if (held.no_local && stored.publisher == client) continue;
    const auto qos = std::min(held.maximum_qos, stored.qos);
    account(client).due.push_back(
        {kept.message, static_cast<std::uint8_t>(qos), true, true, kept.since});
  }
}

}  // namespace mqttspec::model
