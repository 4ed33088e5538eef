// See s3_08_subscribe.hpp.
#include "model/broker/s3_08_subscribe.hpp"

#include <algorithm>
#include <utility>

#include "codec/topic.hpp"
#include "model/broker/s3_03_1_3_retain.hpp"
#include "model/broker/s4_03_qos_receiver.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// What a SUBSCRIBE leads to besides its subscriptions.
struct Outcome {
  HeldSubscription subscription;
  RetainHandling retain_handling = RetainHandling::send;
  bool existed = false;
};

struct SubscribeObjection {
  ReasonCode code;
  Cited because;
};

bool has_wildcard(std::string_view topic_filter) {
  return topic_filter.find_first_of("+#") != topic_filter.npos;
}

/// 5.0: what the Server does not offer, or what no Client may ask for.
std::optional<SubscribeObjection> objection_to(const Subscription& subscription,
                                               const Profile& profile) {
  SharedFilter parts;
  const bool shared = is_shared(subscription.topic_filter);
  if (shared && !parse_shared(subscription.topic_filter, parts))
    return SubscribeObjection{ReasonCode::protocol_error, "MQTT-4.8.2-2"_v5};
  if (shared && subscription.no_local)
    return SubscribeObjection{ReasonCode::protocol_error, "MQTT-3.8.3-4"_v5};
  if (shared && !profile.shared_subscription_available)
    return SubscribeObjection{ReasonCode::shared_subscriptions_not_supported,
                              "U5.0-3.2.2.3.13-5"_v5};
  if (has_wildcard(subscription.topic_filter) && !profile.wildcard_subscription_available)
    return SubscribeObjection{ReasonCode::wildcard_subscriptions_not_supported,
                              "U5.0-3.2.2.3.11-5"_v5};
  return std::nullopt;
}

std::optional<SubscribeObjection> objection_to(const Subscribe& subscribe, const Profile& profile) {
  if (subscribe.properties.subscription_identifier && !profile.subscription_identifier_available)
    return SubscribeObjection{ReasonCode::subscription_identifiers_not_supported,
                              "U5.0-3.2.2.3.12-5"_v5};
  for (const auto subscription : subscribe.subscriptions)
    if (auto objection = objection_to(subscription, profile)) return objection;
  return std::nullopt;
}

/// The QoS granted, which may be lower than that asked for, or nothing for a refusal (F08).
std::optional<Qos> grant(Turn& turn, Qos asked) {
  const auto most = std::min({asked, turn.profile.maximum_granted_qos, turn.profile.maximum_qos});
  if (turn.profile.maximum_qos < asked) turn.rule(Version::v5_0, "MQTT-3.2.2-10"_v5);
  if (turn.profile.maximum_qos < asked &&
      turn.faults.on(FaultId::subscribe_above_maximum_qos_refused))
    return std::nullopt;
  const auto ways = static_cast<unsigned>(most) + 2;
  const auto less = turn.chooser.choose(ChoicePoint::granted_qos, ways);
  if (less > static_cast<unsigned>(most)) return std::nullopt;
  return static_cast<Qos>(static_cast<unsigned>(most) - less);
}

HeldSubscription held(Turn& turn, const Connection& connection, const Subscribe& subscribe,
                      const Subscription& asked, Qos granted) {
  HeldSubscription subscription;
  subscription.topic_filter = std::string(asked.topic_filter);
  subscription.granted_qos = granted;
  if (turn.profile.settling_time != 0 &&
      turn.chooser.choose(ChoicePoint::subscription_effect, 2) == 0)
    subscription.effective_at = turn.state.now + turn.profile.settling_time;
  if (connection.version == Version::v3_1_1) return subscription;
  subscription.shared =
      is_shared(asked.topic_filter) && !turn.faults.on(FaultId::shared_filter_taken_literally);
  subscription.no_local = asked.no_local;
  subscription.retain_as_published = asked.retain_as_published;
  subscription.identifier = subscribe.properties.subscription_identifier;
  if (subscription.identifier) turn.rule(Version::v5_0, "U5.0-3.8.2.1.2-5"_v5);
  if (turn.faults.on(FaultId::identifier_for_first_filter_alone) &&
      asked.topic_filter != (*subscribe.subscriptions.begin()).topic_filter)
    subscription.identifier.reset();
  return subscription;
}

/// [MQTT-3.8.4-3] of both: one subscription for each Topic Filter. True if there was one.
bool hold(Turn& turn, Session& session, const HeldSubscription& subscription) {
  const auto on = [&](FaultId fault) { return turn.faults.on(fault); };
  auto& all = session.subscriptions;
  const auto old =
      std::ranges::find(all, subscription.topic_filter, &HeldSubscription::topic_filter);
  // A new Topic Filter makes a new subscription.
  if (old == all.end()) {
    turn.rule(session.version, "U3.1.1-3.8.4-2"_v311 | "U5.0-3.8.4-3"_v5);
    all.push_back(subscription);
    return false;
  }
  turn.rule(session.version, "MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-3"_v5);
  if (on(FaultId::waiting_messages_lost_on_resubscribe)) session.waiting.clear();
  if (on(FaultId::identical_filter_added_again) ||
      (subscription.shared && on(FaultId::shared_membership_counted))) {
    all.push_back(subscription);
    return true;
  }
  if (on(FaultId::old_options_kept_on_resubscribe)) return true;
  // The same one replaces the subscription, and no message is lost by that.
  const auto before = std::exchange(*old, subscription);
  old->effective_at = before.effective_at;
  if (on(FaultId::higher_qos_kept_on_resubscribe))
    old->granted_qos = std::max(before.granted_qos, old->granted_qos);
  if (on(FaultId::identifier_kept_if_none_is_given) && !old->identifier)
    old->identifier = before.identifier;
  if (on(FaultId::identifier_never_replaced) && before.identifier)
    old->identifier = before.identifier;
  return true;
}

void send_suback(Turn& turn, const Connection& connection, owned::Suback suback) {
  turn.rule(connection.version, "MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5);
  turn.rule(connection.version, "MQTT-3.8.4-2"_v311 | "MQTT-3.8.4-2"_v5);
  turn.rule(connection.version, "MQTT-3.8.4-5"_v311 | "MQTT-3.8.4-6"_v5);
  turn.rule(connection.version, "MQTT-3.9.3-1"_v311 | "MQTT-3.9.3-1"_v5);
  turn.send(connection, std::move(suback), "MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5);
}

/// True if nobody else has this Shared Subscription.
bool is_first_member(const Turn& turn, const HeldSubscription& subscription) {
  return std::ranges::count_if(turn.state.sessions, [&](const auto& session) {
           return std::ranges::find(session.subscriptions, subscription.topic_filter,
                                    &HeldSubscription::topic_filter) != session.subscriptions.end();
         }) == 1;
}

/// The retained messages that the subscriptions ask for: a Shared Subscription asks for none.
void send_all_retained(Turn& turn, Session& session, const std::vector<Outcome>& outcomes) {
  for (const auto& [subscription, handling, existed] : outcomes) {
    turn.rule(Version::v5_0, "U5.0-3.8.4-6"_v5);
    if (subscription.shared && !turn.faults.on(FaultId::retained_sent_to_shared) &&
        !turn.faults.on(is_first_member(turn, subscription)
                            ? FaultId::retained_sent_to_first_member
                            : FaultId::retained_sent_to_further_member))
      continue;
    send_retained(turn, session, subscription, handling, existed);
  }
}

/// The reason to refuse one Topic Filter and not the packet. 3.1.1 refuses wildcards in that way,
/// [MQTT-3.8.3-2]; in 5.0 the whole packet was an error then.
std::optional<ReasonCode> refusal_of(Turn& turn, const Connection& connection,
                                     const Session& session, const Subscribe& subscribe,
                                     const Subscription& asked) {
  const bool v5 = connection.version == Version::v5_0;
  if (!v5 && !turn.profile.wildcard_subscription_available && has_wildcard(asked.topic_filter)) {
    turn.rule(Version::v3_1_1, "MQTT-3.8.3-2"_v311);
    return return_code::failure;
  }
  if (has_beginning(asked.topic_filter, turn.profile.forbidden_topic))
    return v5 ? turn.profile.topic_refusal : return_code::failure;
  if (v5 && is_in_use(session, subscribe.packet_id)) return ReasonCode::packet_identifier_in_use;
  return std::nullopt;
}

std::string_view last_filter(const Subscribe& subscribe) {
  std::string_view filter;
  for (const auto each : subscribe.subscriptions) filter = each.topic_filter;
  return filter;
}

/// Takes one Topic Filter of a SUBSCRIBE, and returns its code for SUBACK.
ReasonCode take_subscription(Turn& turn, const Connection& connection, Session& session,
                             const Subscribe& subscribe, const Subscription& asked,
                             std::vector<Outcome>& outcomes) {
  turn.rule(connection.version, "U3.1.1-3.9.3-1"_v311 | "MQTT-3.8.4-7"_v5);
  // It is refused, or granted at a QoS that may be lower than that asked for.
  if (const auto refused = refusal_of(turn, connection, session, subscribe, asked)) return *refused;
  const auto granted = grant(turn, asked.maximum_qos);
  if (!granted) return ReasonCode::unspecified_error;
  if (*granted < asked.maximum_qos) turn.rule(connection.version, "U5.0-3.8.4-10"_v5);
  Outcome outcome{held(turn, connection, subscribe, asked, *granted), asked.retain_handling};
  const bool last = asked.topic_filter == last_filter(subscribe);
  if (last && turn.faults.on(FaultId::less_granted_than_suback_says))
    outcome.subscription.granted_qos = Qos::at_most_once;
  const bool skipped =
      !outcomes.empty() && (turn.faults.on(FaultId::first_filter_alone_subscribed) ||
                            (last && turn.faults.on(FaultId::last_filter_not_subscribed)));
  if (skipped) return static_cast<ReasonCode>(*granted);
  outcome.existed = hold(turn, session, outcome.subscription);
  outcomes.push_back(outcome);
  return static_cast<ReasonCode>(*granted);
}

void make_subscriptions(Turn& turn, const Connection& connection, Session& session,
                        const Subscribe& subscribe) {
  owned::Suback suback{subscribe.packet_id, {}, {}};
  std::vector<Outcome> outcomes;
  turn.rule(connection.version, "MQTT-3.8.4-4"_v311 | "MQTT-3.8.4-5"_v5);
  // Each Topic Filter is taken as if it had come alone, and has its code in the one SUBACK.
  for (const auto asked : subscribe.subscriptions)
    suback.reason_codes.push_back(
        take_subscription(turn, connection, session, subscribe, asked, outcomes));
  // Retained messages may come before it (F06).
  if (turn.takes(turn.profile.publishes_before_suback, ChoicePoint::publish_before_suback)) {
    send_all_retained(turn, session, outcomes);
    send_suback(turn, connection, suback);
  } else {
    send_suback(turn, connection, suback);
    send_all_retained(turn, session, outcomes);
  }
}

}  // namespace

void on_subscribe(Turn& turn, const Connection& connection, Session& session,
                  const Subscribe& subscribe) {
  // What the Server does not offer, or no Client may ask for, is an error in 5.0.
  if (connection.version == Version::v5_0)
    if (const auto objection = objection_to(subscribe, turn.profile)) {
      close_for_error(turn, connection.id, objection->code, objection->because);
      return;
    }
  // So is a SUBSCRIBE whose SUBACK the Client cannot take.
  owned::Suback shortest{subscribe.packet_id, {}, {}};
  for ([[maybe_unused]] const auto asked : subscribe.subscriptions)
    shortest.reason_codes.push_back(ReasonCode::success);
  if (!turn.can_take(connection, shortest)) {
    close_for_error(turn, connection.id, ReasonCode::quota_exceeded, "MQTT-3.1.2-24"_v5);
    return;
  }
  make_subscriptions(turn, connection, session, subscribe);
}

}  // namespace mqttspec::model::broker
