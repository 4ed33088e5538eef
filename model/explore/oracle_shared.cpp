// See oracle.hpp. Here: Shared Subscriptions (5.0 section 4.8.2). Which of its Clients gets a
// message is the broker's choice, and seen only when it is sent.
#include <algorithm>

#include "codec/topic.hpp"
#include "model/explore/oracle.hpp"

namespace mqttspec::model::explore {

namespace {

/// The exchange in which the Client has the message by a Shared Subscription, or nullptr.
Outgoing* shared_exchange(ClientObligations& own, MessageIndex message) {
  for (auto& outgoing : own.outgoing)
    if (outgoing.shared && outgoing.message == message) return &outgoing;
  return nullptr;
}

}  // namespace

std::string_view Oracle::shared_filter(const SharedDue& due) const {
  return subscription_of(due.member, due.asked).topic_filter;
}

/// True if the Client has the Shared Subscription; `granted` is then its QoS.
bool Oracle::is_member(std::size_t client, const SharedDue& due, Qos& granted) const {
  const auto filter = shared_filter(due);
  for (const auto& asked : obligations_->clients[client].filters) {
    const auto held = subscription_of(client, asked);
    if (held.topic_filter != filter) continue;
    granted = held.maximum_qos;
    return true;
  }
  return false;
}

/// Owes the message once to every Shared Subscription that it matches.
void Oracle::route_shared(MessageIndex message) {
  auto& shared = obligations_->shared;
  const auto before = shared.size();
  for (std::size_t i = 0; i < obligations_->clients.size(); ++i)
    for (const auto& asked : owed_to(i).filters) {
      const auto held = subscription_of(i, asked);
      SharedFilter parts;
      if (!parse_shared(held.topic_filter, parts)) continue;
      if (!matches(parts.topic_filter, scenario_.messages[message].topic)) continue;
      const bool is_owed = std::any_of(
          shared.begin() + static_cast<std::ptrdiff_t>(before), shared.end(),
          [&](const SharedDue& other) { return shared_filter(other) == held.topic_filter; });
      if (!is_owed)
        shared.push_back({message, static_cast<std::uint8_t>(i), asked, SharedDue::nobody});
    }
}

/// What entitles the Client to this PUBLISH. A QoS 1 message that its taker has not acknowledged
/// may go to another as soon as its connection is lost; a QoS 2 message may not.
SharedDue* Oracle::find_shared(std::size_t client, const Sent& sent) {
  SharedDue* handed_over = nullptr;
  for (auto& due : obligations_->shared) {
    Qos granted{};
    if (due.message != sent.message || !is_member(client, due, granted)) continue;
    const auto qos = std::min(granted, scenario_.messages[due.message].qos);
    if (static_cast<std::uint8_t>(qos) != sent.qos) continue;
    if (due.taker == SharedDue::nobody) return &due;
    if (qos != Qos::at_least_once) continue;
    const auto* const outgoing = shared_exchange(owed_to(due.taker), due.message);
    if (outgoing == nullptr || !outgoing->sent_here) handed_over = &due;
  }
  return handed_over;
}

bool Oracle::sends_shared(ClientObligations& own, const Sent& sent) {
  const auto client = whose(own);
  auto* const due = find_shared(client, sent);
  if (due == nullptr) return false;
  judge_.require(Guarantee::shared_once, true);
  judge_.require(Guarantee::retain_flag_forwarding, !sent.retain);
  if (due->taker != SharedDue::nobody) {
    auto& taker = owed_to(due->taker);
    if (auto* const outgoing = shared_exchange(taker, sent.message))
      taker.outgoing.erase(taker.outgoing.begin() + (outgoing - taker.outgoing.data()));
  }
  due->taker = static_cast<std::uint8_t>(client);
  judge_.require(Guarantee::id_unique_in_flight, sent.packet_id != 0);
  own.outgoing.push_back(
      {static_cast<std::uint8_t>(sent.packet_id), sent.message, false, true, true, false, true});
  judge_.require(Guarantee::receive_maximum, under_way(own) <= own.receive_maximum);
  return true;
}

/// The Client has acknowledged the message, or refused it: nobody gets it any more.
void Oracle::finish_shared(std::size_t client, const Outgoing& outgoing) {
  if (!outgoing.shared) return;
  auto& shared = obligations_->shared;
  const auto place = std::ranges::find_if(shared, [&](const SharedDue& due) {
    return due.message == outgoing.message && due.taker == client;
  });
  if (place != shared.end()) shared.erase(place);
}

/// The Client's session ends. What it was sent at QoS 1 may go to another member, what it was sent
/// at QoS 2 is lost with it, and so is everything if there is no other member.
void Oracle::release_shared(std::size_t client) {
  for (auto& due : obligations_->shared) {
    Qos granted{};
    if (due.taker != client || !is_member(client, due, granted)) continue;
    const auto qos = std::min(granted, scenario_.messages[due.message].qos);
    if (qos != Qos::exactly_once) due.taker = SharedDue::nobody;
  }
  erase_if(obligations_->shared, [&](const SharedDue& due) {
    if (due.taker == client) return true;
    for (std::size_t i = 0; i < obligations_->clients.size(); ++i)
      if (Qos granted{}; i != client && is_member(i, due, granted)) return false;
    return true;
  });
}

/// An estimate that is exact for the messages of scenarios: their texts are short.
bool Oracle::is_too_large(const ClientObligations& own, MessageIndex message) const {
  if (own.maximum_packet_size == 0) return false;
  const auto& published = scenario_.messages[message];
  // Fixed header, length of the topic, length of the properties
  auto size = 2 + 2 + published.topic.size() + 1 + published.payload.size();
  if (published.qos != Qos::at_most_once) size += 2;
  if (published.expiry_interval) size += 5;
  return size > own.maximum_packet_size;
}

}  // namespace mqttspec::model::explore
