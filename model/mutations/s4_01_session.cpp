// The faults of section 4.1 and its like by which a broker takes another Session Expiry Interval
// out of a CONNECT, or has lost a part of the session that its Client comes back to.
#include <algorithm>

#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

/// Changes what the Client of a CONNECT asks for, in seconds. 3.1.1 has CleanSession instead.
template <auto change>
void in_expiry_interval(Incoming& incoming) {
  incoming.change<owned::Connect>([](owned::Connect& connect) {
    auto& interval = connect.properties.session_expiry_interval;
    const bool lasts = connect.version == Version::v3_1_1 && !connect.clean_start;
    interval = change(interval.value_or(lasts ? never_expires : 0));
  });
}

void keep_without_expiry_interval(Incoming& incoming) {
  incoming.change<owned::Connect>([](owned::Connect& connect) {
    auto& interval = connect.properties.session_expiry_interval;
    if (connect.version == Version::v5_0 && !interval) interval = never_expires;
  });
}

/// The stored session that a CONNECT asks for, or nullptr.
Session* session_to_resume(const Incoming& incoming) {
  const auto* connect = incoming.packet<Connect>();
  if (connect == nullptr || connect->clean_start || incoming.is_connected()) return nullptr;
  return find_session(incoming.state(), connect->client_id);
}

template <auto change>
void on_return(Incoming& incoming) {
  if (auto* session = session_to_resume(incoming)) change(*session);
}

template <Awaiting awaiting>
void forget_what_awaits(Session& session) {
  erase_if(session.sent, [](const auto& exchange) { return exchange.awaiting == awaiting; });
}

template <auto change>
void in_subscriptions(Session& session) {
  for (auto& subscription : session.subscriptions) change(subscription);
}

void forget_blank_session(Incoming& incoming) {
  auto* session = session_to_resume(incoming);
  if (session == nullptr || session->delayed_will || !session->subscriptions.empty() ||
      !session->sent.empty() || !session->waiting.empty() || !session->received.empty())
    return;
  if (session->connection)
    session->expiry_interval = 0;  // so that it will be gone with the connection
  else
    std::erase(incoming.state().sessions, Session(*session));
}

/// Its delay is taken to be over.
void let_will_be_published(Session& session) {
  if (session.delayed_will) session.delayed_will->due = 0;
}

}  // namespace

std::span<const InputMutation> inputs_of_s4_01_session() {
  using Held = HeldSubscription;
  static constexpr InputMutation inputs[] = {
      {FaultId::session_kept_without_expiry_interval, keep_without_expiry_interval},
      {FaultId::session_ends_with_connection, in_expiry_interval<[](std::uint32_t) { return 0; }>},
      {FaultId::session_outlives_its_connection, in_expiry_interval<[](std::uint32_t interval) {
         return interval == 0 ? never_expires : interval;
       }>},
      {FaultId::unlimited_session_expires, in_expiry_interval<[](std::uint32_t interval) {
         return interval == never_expires ? 1 : interval;
       }>},
      {FaultId::blank_session_forgotten, forget_blank_session},
      {FaultId::subscriptions_forgotten_on_return,
       on_return<[](Session& session) { session.subscriptions.clear(); }>},
      {FaultId::waiting_messages_forgotten_on_return,
       on_return<[](Session& session) { session.waiting.clear(); }>},
      {FaultId::unacknowledged_forgotten_on_return,
       on_return<[](Session& session) { session.sent.clear(); }>},
      {FaultId::received_qos_2_forgotten_on_return,
       on_return<[](Session& session) { session.received.clear(); }>},
      {FaultId::unacknowledged_qos_1_forgotten, on_return<forget_what_awaits<Awaiting::puback>>},
      {FaultId::unacknowledged_qos_2_forgotten, on_return<forget_what_awaits<Awaiting::pubrec>>},
      {FaultId::unfinished_qos_2_forgotten, on_return<forget_what_awaits<Awaiting::pubcomp>>},
      {FaultId::subscription_identifiers_forgotten,
       on_return<in_subscriptions<[](Held& held) { held.identifier.reset(); }>>},
      {FaultId::granted_qos_forgotten,
       on_return<in_subscriptions<[](Held& held) { held.granted_qos = Qos::at_most_once; }>>},
      {FaultId::no_local_forgotten,
       on_return<in_subscriptions<[](Held& held) { held.no_local = false; }>>},
      {FaultId::retain_as_published_forgotten,
       on_return<in_subscriptions<[](Held& held) { held.retain_as_published = false; }>>},
      {FaultId::will_not_cancelled_by_return, on_return<let_will_be_published>},
  };
  return inputs;
}

}  // namespace mqttspec::model::mutations
