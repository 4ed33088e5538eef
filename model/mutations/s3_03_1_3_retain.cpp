// The faults of retained messages, section 3.3.1.3, that only change what goes out. A retained
// message is a PUBLISH with RETAIN 1 that a SUBSCRIBE brings about.
#include <algorithm>

#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

template <class Change>
void change_retained(Outgoing& outgoing, Change change) {
  if (outgoing.answered<Subscribe>() == nullptr) return;
  outgoing.change<owned::Publish>([&](owned::Publish& publish) {
    if (publish.retain) change(publish);
  });
}

template <auto property>
void lose_property_of_retained(Outgoing& outgoing) {
  change_retained(outgoing, [](owned::Publish& publish) { publish.properties.*property = {}; });
}

void lose_retain(Outgoing& outgoing) {
  change_retained(outgoing, [](owned::Publish& publish) { publish.retain = false; });
}

void lose_payload_of_retained(Outgoing& outgoing) {
  change_retained(outgoing, [](owned::Publish& publish) { publish.payload.clear(); });
}

void send_whole_expiry_interval(Outgoing& outgoing) {
  change_retained(outgoing, [&](owned::Publish& publish) {
    for (const auto& kept : outgoing.after().retained)
      if (kept.message.topic == publish.topic)
        publish.properties.message_expiry_interval = kept.message.message_expiry_interval;
  });
}

void send_retained_twice(Outgoing& outgoing) {
  if (outgoing.answered<Subscribe>() == nullptr) return;
  outgoing.repeat<owned::Publish>(
      [](const owned::Publish& publish) { return publish.retain ? 1 : 0; });
}

}  // namespace

std::span<const OutputMutation> outputs_of_s3_03_1_3_retain() {
  using Properties = owned::PublishProperties;
  static constexpr OutputMutation list[] = {
      {FaultId::retained_sent_without_flag, lose_retain},
      {FaultId::retained_sent_twice, send_retained_twice},
      {FaultId::retained_payload_lost, lose_payload_of_retained},
      {FaultId::retained_expiry_not_counted_down, send_whole_expiry_interval},
      {FaultId::retained_payload_format_lost,
       lose_property_of_retained<&Properties::payload_format_indicator>},
      {FaultId::retained_content_type_lost, lose_property_of_retained<&Properties::content_type>},
      {FaultId::retained_response_topic_lost,
       lose_property_of_retained<&Properties::response_topic>},
      {FaultId::retained_correlation_data_lost,
       lose_property_of_retained<&Properties::correlation_data>},
      {FaultId::retained_user_properties_lost,
       lose_property_of_retained<&Properties::user_properties>},
      {FaultId::retained_without_identifier,
       lose_property_of_retained<&Properties::subscription_identifiers>},
  };
  return list;
}

}  // namespace mqttspec::model::mutations
