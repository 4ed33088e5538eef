// See oracle.hpp. Here: what ends, and what happens by itself as time passes.
#include <algorithm>
#include <limits>
#include <utility>

#include "model/explore/oracle.hpp"

namespace mqttspec::model::explore {

void Oracle::opens(std::size_t client, std::uint8_t connection) {
  owed_to(client).openings.push_back({connection, now_});
}

void Oracle::ends(std::size_t client, std::uint8_t connection) {
  auto& own = owed_to(client);
  erase_if(own.openings, [&](const Opening& opening) { return opening.connection == connection; });
  if (own.authenticating == connection) own.authenticating = 0;
  if (own.connected && own.connection == connection) connection_ends(client);
}

void Oracle::connection_ends(std::size_t client) {
  auto& own = owed_to(client);
  own.connected = false;
  own.connack_seen = own.authenticates_anew = false;
  own.freed = 0;
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
  const auto will = owed_to(client).delayed_will;
  const auto authenticating = owed_to(client).authenticating;
  const auto connect = owed_to(client).connect;
  const auto challenge = owed_to(client).challenge;
  const auto openings = std::move(owed_to(client).openings);
  release_shared(client);
  owed_to(client) = {};
  owed_to(client).authenticating = authenticating;
  owed_to(client).connect = connect;
  owed_to(client).challenge = challenge;
  owed_to(client).openings = openings;
  ended_ |= 1U << client;
  if (will != no_message) route(will);
}

/// When one of the Client's connections has been silent for too long, and which. A part of a packet
/// is no packet.
std::pair<Time, std::uint8_t> Oracle::next_silence(std::size_t client) const {
  const auto& own = obligations_->clients[client];
  std::pair<Time, std::uint8_t> next = {std::numeric_limits<Time>::max(), 0};
  if (own.connected && own.keep_alive != 0)
    next = {own.heard_at + Time{own.keep_alive} * 1'500, own.connection};
  const Time patience = Time{scenario_.profile->connect_timeout} * 1'000;
  if (patience == 0) return next;
  for (const auto& opening : own.openings)
    next = std::min(next, {opening.since + patience, opening.connection});
  return next;
}

void Oracle::connection_is_silent(std::size_t client, std::uint8_t connection) {
  may_close(connection, Guarantee::keep_alive);
  ends(client, connection);
}

void Oracle::passes(Time now) {
  while (true) {
    // What is due first; at the same time silence, a Will and the end of a session in this order.
    Time earliest = now + 1;
    std::size_t whose = most_clients;
    std::uint8_t silent = 0;
    bool is_will = false;
    for (std::size_t i = 0; i < obligations_->clients.size(); ++i)
      if (const auto [at, connection] = next_silence(i); at < earliest) {
        earliest = at;
        whose = i;
        silent = connection;
      }
    for (std::size_t i = 0; i < obligations_->clients.size(); ++i) {
      const auto& own = owed_to(i);
      if (own.delayed_will != no_message && own.will_due < earliest) {
        earliest = own.will_due;
        whose = i;
        silent = 0;
        is_will = true;
      }
      if (own.stored && !own.connected && own.ends_at != 0 && own.ends_at < earliest) {
        earliest = own.ends_at;
        whose = i;
        silent = 0;
        is_will = false;
      }
    }
    if (whose == most_clients) break;
    now_ = earliest;
    if (silent != 0) {
      connection_is_silent(whose, silent);
      continue;
    }
    if (is_will) judge_.require(Guarantee::will_when, true);
    if (is_will)
      route(std::exchange(owed_to(whose).delayed_will, no_message));
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

}  // namespace mqttspec::model::explore
