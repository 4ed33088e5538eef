// The faults of SUBSCRIBE and SUBACK, sections 3.8 and 3.9, that only change what comes in or goes
// out.
#include "model/mutations/answers.hpp"
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

/// Changes each Topic Filter with its options, and is told the subscription that it replaces, if
/// there is one.
template <class Change>
void change_subscriptions(Incoming& incoming, Change change) {
  const auto* session = incoming.session();
  if (session == nullptr) return;
  incoming.change<owned::Subscribe>([&](owned::Subscribe& subscribe) {
    for (auto& asked : subscribe.subscriptions) {
      const auto held = std::ranges::find(session->subscriptions, asked.topic_filter,
                                          &HeldSubscription::topic_filter);
      change(asked, held == session->subscriptions.end() ? nullptr : &*held);
    }
  });
}

/// Takes what the broker has said that it does not do (5.0).
template <bool Profile::* is_available>
void offer_unavailable(Incoming& incoming) {
  const auto* connection = incoming.connection();
  if (incoming.packet<Subscribe>() != nullptr && connection != nullptr &&
      connection->version == Version::v5_0)
    incoming.changed_profile().*is_available = true;
}

/// Takes one value of Retain Handling for sending always.
template <RetainHandling taken>
void send_retained_all_the_same(Incoming& incoming) {
  change_subscriptions(incoming, [](owned::Subscription& asked, const HeldSubscription*) {
    if (asked.retain_handling == taken) asked.retain_handling = RetainHandling::send;
  });
}

void invert_send_if_new(Incoming& incoming) {
  change_subscriptions(incoming, [](owned::Subscription& asked, const HeldSubscription* before) {
    if (asked.retain_handling == RetainHandling::send_if_new)
      asked.retain_handling = before ? RetainHandling::send : RetainHandling::do_not_send;
  });
}

/// On a Shared Subscription it stays the error that it is.
void ignore_no_local(Incoming& incoming) {
  change_subscriptions(incoming, [](owned::Subscription& asked, const HeldSubscription*) {
    if (!asked.topic_filter.starts_with("$share/")) asked.no_local = false;
  });
}

void keep_no_local(Incoming& incoming) {
  change_subscriptions(incoming, [](owned::Subscription& asked, const HeldSubscription* before) {
    if (before && !before->shared) asked.no_local = before->no_local;
  });
}

void ignore_retain_as_published(Incoming& incoming) {
  change_subscriptions(incoming, [](owned::Subscription& asked, const HeldSubscription*) {
    asked.retain_as_published = false;
  });
}

void keep_retain_as_published(Incoming& incoming) {
  change_subscriptions(incoming, [](owned::Subscription& asked, const HeldSubscription* before) {
    if (before) asked.retain_as_published = before->retain_as_published;
  });
}

void send_suback_for_each_filter(Outgoing& outgoing) {
  outgoing.repeat<owned::Suback>(
      [](const owned::Suback& suback) { return suback.reason_codes.size() - 1; });
}

}  // namespace

std::span<const InputMutation> inputs_of_s3_08_subscribe() {
  static constexpr InputMutation list[] = {
      {FaultId::wildcard_unavailable_accepted,
       offer_unavailable<&Profile::wildcard_subscription_available>},
      {FaultId::shared_unavailable_accepted,
       offer_unavailable<&Profile::shared_subscription_available>},
      {FaultId::subscription_identifier_unavailable_accepted,
       offer_unavailable<&Profile::subscription_identifier_available>},
      {FaultId::retain_handling_1_ignored, send_retained_all_the_same<RetainHandling::send_if_new>},
      {FaultId::retain_handling_1_inverted, invert_send_if_new},
      {FaultId::retain_handling_2_ignored, send_retained_all_the_same<RetainHandling::do_not_send>},
      {FaultId::no_local_ignored, ignore_no_local},
      {FaultId::no_local_kept_on_resubscribe, keep_no_local},
      {FaultId::retain_as_published_ignored, ignore_retain_as_published},
      {FaultId::retain_as_published_kept_on_resubscribe, keep_retain_as_published},
  };
  return list;
}

std::span<const OutputMutation> outputs_of_s3_08_subscribe() {
  static constexpr OutputMutation list[] = {
      {FaultId::suback_omitted, omit<owned::Suback>},
      {FaultId::suback_for_each_filter, send_suback_for_each_filter},
      {FaultId::suback_with_other_packet_id, use_next_packet_id<owned::Suback>},
      {FaultId::suback_identifier_bytes_swapped, swap_packet_id_bytes<owned::Suback>},
      {FaultId::suback_always_with_packet_id_1, use_packet_id_1<owned::Suback>},
      {FaultId::suback_codes_reversed, reverse_codes<owned::Suback>},
      {FaultId::suback_code_missing, leave_last_code_out<owned::Suback>},
      {FaultId::suback_code_too_many, say_last_code_twice<owned::Suback>},
      {FaultId::suback_code_not_of_its_table, say_last<owned::Suback, ReasonCode{3}>},
      {FaultId::suback_says_less_than_granted, say_last<owned::Suback, ReasonCode::granted_qos_0>},
  };
  return list;
}

}  // namespace mqttspec::model::mutations
