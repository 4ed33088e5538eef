// The faults of Will Messages, sections 3.1.2.5 to 3.1.2.7 of both Standards and 3.1.3.2 of 5.0,
// that only change what comes in: the Will in a CONNECT.
#include <algorithm>

#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

template <auto change>
void in_will(Incoming& incoming) {
  incoming.change<owned::Connect>([](owned::Connect& connect) {
    if (connect.will) change(*connect.will);
  });
}

/// In a Will of 5.0, which alone has properties.
template <auto change>
void in_will_properties(Incoming& incoming) {
  incoming.change<owned::Connect>([](owned::Connect& connect) {
    if (connect.will && connect.version == Version::v5_0) change(connect.will->properties);
  });
}

/// So that the broker accepts it.
void lower_will_qos(Incoming& incoming) {
  incoming.change<owned::Connect>([&](owned::Connect& connect) {
    if (connect.will)
      connect.will->qos = std::min(connect.will->qos, incoming.profile().maximum_qos);
  });
}

void retain_will(Incoming& incoming) {
  if (incoming.profile().retain_available)
    incoming.change<owned::Connect>([](owned::Connect& connect) {
      if (connect.will) connect.will->retain = true;
    });
}

void unretain_unavailable_will(Incoming& incoming) {
  if (!incoming.profile().retain_available)
    incoming.change<owned::Connect>([](owned::Connect& connect) {
      if (connect.will) connect.will->retain = false;
    });
}

void keep_length_in_payload(owned::Will& will) {
  const auto size = will.payload.size();
  will.payload.insert(0, {static_cast<char>(size >> 8), static_cast<char>(size & 0xFF)});
}

/// To more than twice what it was; 3.1.1 has none, which is 0.
void prolong_will_delay(owned::Will& will) {
  constexpr std::uint32_t longest = 1'000'000'000;
  auto& delay = will.properties.will_delay_interval;
  delay = std::min(delay.value_or(0), longest) * 2 + 10;
}

}  // namespace

std::span<const InputMutation> inputs_of_s3_01_2_5_will() {
  using owned::Will;
  using owned::WillProperties;
  static constexpr InputMutation inputs[] = {
      {FaultId::will_not_published,
       [](Incoming& incoming) {
         incoming.change<owned::Connect>([](owned::Connect& connect) { connect.will.reset(); });
       }},
      {FaultId::will_not_published_on_network_failure,
       [](Incoming& incoming) {
         const bool fails = std::holds_alternative<Ended>(incoming.input());
         if (auto* connection = incoming.connection(); fails && connection != nullptr)
           connection->will.reset();
       }},
      {FaultId::will_published_late, in_will<prolong_will_delay>},
      {FaultId::will_published_at_qos_0, in_will<[](Will& will) { will.qos = Qos::at_most_once; }>},
      {FaultId::will_qos_above_maximum_accepted, lower_will_qos},
      {FaultId::will_always_retained, retain_will},
      {FaultId::will_retain_lost, in_will<[](Will& will) { will.retain = false; }>},
      {FaultId::will_retain_unavailable_accepted, unretain_unavailable_will},
      {FaultId::will_payload_with_its_length, in_will<keep_length_in_payload>},
      {FaultId::will_payload_dropped, in_will<[](Will& will) { will.payload.clear(); }>},
      {FaultId::will_delay_ignored,
       in_will_properties<[](WillProperties& of) { of.will_delay_interval.reset(); }>},
      {FaultId::will_delayed_unasked, in_will_properties<[](WillProperties& of) {
         if (!of.will_delay_interval) of.will_delay_interval = 30;
       }>},
      {FaultId::will_expiry_interval_lost,
       in_will_properties<[](WillProperties& of) { of.message_expiry_interval.reset(); }>},
      {FaultId::will_expiry_interval_added, in_will_properties<[](WillProperties& of) {
         if (!of.message_expiry_interval) of.message_expiry_interval = 60;
       }>},
      {FaultId::will_user_properties_dropped,
       in_will_properties<[](WillProperties& of) { of.user_properties.clear(); }>},
      {FaultId::will_user_properties_reversed,
       in_will_properties<[](WillProperties& of) { std::ranges::reverse(of.user_properties); }>},
      {FaultId::will_payload_format_dropped,
       in_will_properties<[](WillProperties& of) { of.payload_format_indicator.reset(); }>},
      {FaultId::will_content_type_dropped,
       in_will_properties<[](WillProperties& of) { of.content_type.reset(); }>},
      {FaultId::will_response_topic_dropped,
       in_will_properties<[](WillProperties& of) { of.response_topic.reset(); }>},
      {FaultId::will_correlation_data_dropped,
       in_will_properties<[](WillProperties& of) { of.correlation_data.reset(); }>},
  };
  return inputs;
}

}  // namespace mqttspec::model::mutations
