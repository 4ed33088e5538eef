// The faults of PUBLISH, section 3.3, that only change what comes in or goes out: capabilities,
// Topic Aliases that come in, and what stands in a PUBLISH but its properties.
#include <algorithm>
#include <string>

#include "codec/topic.hpp"
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

using namespace literals;

namespace {

void offer_every_qos(Incoming& incoming) {
  if (incoming.packet<Publish>() != nullptr)
    incoming.changed_profile().maximum_qos = Qos::exactly_once;
}

void offer_retain(Incoming& incoming) {
  if (incoming.packet<Publish>() != nullptr) incoming.changed_profile().retain_available = true;
}

void offer_every_topic_alias(Incoming& incoming) {
  if (incoming.packet<Publish>() != nullptr)
    incoming.changed_profile().topic_alias_maximum = 0xFFFF;
}

void offer_one_topic_alias_less(Incoming& incoming) {
  if (incoming.packet<Publish>() != nullptr && incoming.profile().topic_alias_maximum != 0)
    --incoming.changed_profile().topic_alias_maximum;
}

/// Calls `change(publish, is_known)` for a PUBLISH with a Topic Alias that the Server permits.
template <class Change>
void change_aliased(Incoming& incoming, Change change) {
  const auto* session = incoming.session();
  if (session == nullptr) return;
  const auto& known = session->aliases_from_client;
  const auto maximum = incoming.profile().topic_alias_maximum;
  incoming.change<owned::Publish>([&](owned::Publish& publish) {
    const auto alias = publish.properties.topic_alias;
    if (!alias || *alias == 0 || *alias > maximum) return;
    change(publish, std::ranges::find(known, *alias, &TopicAliasMapping::alias) != known.end());
  });
}

void merge_topic_aliases(Incoming& incoming) {
  change_aliased(incoming,
                 [](owned::Publish& publish, bool) { publish.properties.topic_alias = 1; });
}

void keep_first_topic_of_alias(Incoming& incoming) {
  change_aliased(incoming, [](owned::Publish& publish, bool is_known) {
    if (is_known && !publish.topic.empty()) publish.properties.topic_alias.reset();
  });
}

void take_number_of_alias_for_topic(Incoming& incoming) {
  change_aliased(incoming, [](owned::Publish& publish, bool is_known) {
    if (is_known || !publish.topic.empty()) return;
    publish.topic = std::to_string(*publish.properties.topic_alias);
    publish.properties.topic_alias.reset();
  });
}

void refuse_empty_payload(Incoming& incoming) {
  const auto* publish = incoming.packet<Publish>();
  if (publish != nullptr && publish->payload.empty())
    incoming.take_for_error("MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5);
}

bool is_acknowledged(const owned::Publish& publish) { return publish.qos != Qos::at_most_once; }

template <bool dup, Qos... qos>
void set_dup(Outgoing& outgoing) {
  outgoing.change<owned::Publish>([](owned::Publish& publish) {
    const bool is_meant = ((publish.qos == qos) || ...);
    if (is_meant) publish.dup = dup;
  });
}

/// What a CONNECT brings about was not sent before, if it has DUP 0, and waited.
template <Qos qos>
void set_dup_if_waited(Outgoing& outgoing) {
  if (outgoing.answered<Connect>() != nullptr) set_dup<true, qos>(outgoing);
}

void copy_dup(Outgoing& outgoing) {
  const auto* arrived = outgoing.answered<Publish>();
  if (arrived == nullptr || !arrived->dup) return;
  outgoing.change<owned::Publish>([](owned::Publish& publish) {
    if (is_acknowledged(publish)) publish.dup = true;
  });
}

void use_packet_id_0(Outgoing& outgoing) {
  outgoing.change<owned::Publish>([](owned::Publish& publish) { publish.packet_id = 0; });
}

void put_packet_id_before_payload(Outgoing& outgoing) {
  outgoing.change<owned::Publish>([](owned::Publish& publish) {
    if (publish.qos == Qos::at_most_once) publish.payload.insert(0, "??");
  });
}

void cut_payload_short(Outgoing& outgoing) {
  outgoing.change<owned::Publish>([](owned::Publish& publish) {
    if (!publish.payload.empty()) publish.payload.pop_back();
  });
}

/// Puts the first Topic Filter of the Client that matches in place of the Topic Name.
void send_filter_for_topic(Outgoing& outgoing) {
  outgoing.change<owned::Publish>([&](owned::Publish& publish, const Pending& pending) {
    const auto* session = outgoing.session(pending);
    if (session == nullptr || publish.topic.empty()) return;
    const auto& held = session->subscriptions;
    const auto matching = std::ranges::find_if(held, [&](const HeldSubscription& subscription) {
      return matches(subscription.topic_filter, publish.topic);
    });
    if (matching != held.end()) publish.topic = matching->topic_filter;
  });
}

void send_qos_0_twice(Outgoing& outgoing) {
  outgoing.repeat<owned::Publish>(
      [](const owned::Publish& publish) { return is_acknowledged(publish) ? 0 : 1; });
}

void acknowledge_qos_0(Outgoing& outgoing) {
  const auto* publish = outgoing.answered<Publish>();
  if (publish != nullptr && publish->qos == Qos::at_most_once)
    outgoing.answer(owned::Puback{1, {}, {}}, "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5);
}

}  // namespace

std::span<const InputMutation> inputs_of_s3_03_publish() {
  static constexpr InputMutation list[] = {
      {FaultId::qos_above_maximum_accepted, offer_every_qos},
      {FaultId::retain_unavailable_accepted, offer_retain},
      {FaultId::topic_alias_above_maximum_accepted, offer_every_topic_alias},
      {FaultId::highest_topic_alias_refused, offer_one_topic_alias_less},
      {FaultId::topic_aliases_merged, merge_topic_aliases},
      {FaultId::topic_alias_never_remapped, keep_first_topic_of_alias},
      {FaultId::unknown_topic_alias_tolerated, take_number_of_alias_for_topic},
      {FaultId::empty_payload_refused, refuse_empty_payload},
  };
  return list;
}

std::span<const OutputMutation> outputs_of_s3_03_publish() {
  using enum Qos;
  static constexpr OutputMutation list[] = {
      {FaultId::dup_0_on_redelivery, set_dup<false, at_least_once, exactly_once>},
      {FaultId::dup_1_on_first_delivery, set_dup<true, at_least_once, exactly_once>},
      {FaultId::dup_1_on_first_qos_2_delivery, set_dup<true, exactly_once>},
      {FaultId::qos_0_with_dup_1, set_dup<true, at_most_once>},
      {FaultId::dup_1_on_qos_1_message_that_waited, set_dup_if_waited<at_least_once>},
      {FaultId::dup_1_on_qos_2_message_that_waited, set_dup_if_waited<exactly_once>},
      {FaultId::dup_copied_from_publisher, copy_dup},
      {FaultId::packet_id_0_used, use_packet_id_0},
      {FaultId::payload_cut_short, cut_payload_short},
      {FaultId::qos_0_with_packet_id, put_packet_id_before_payload},
      {FaultId::filter_sent_for_topic, send_filter_for_topic},
      {FaultId::qos_0_delivered_twice, send_qos_0_twice},
      {FaultId::qos_0_acknowledged, acknowledge_qos_0},
  };
  return list;
}

}  // namespace mqttspec::model::mutations
