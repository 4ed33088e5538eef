// Section 3.8: SUBSCRIBE.
//
//   Packet Identifier        Two Byte Integer
//   Properties               5.0                                                         3.8.2.1
//   one or more of
//     Topic Filter           UTF-8 Encoded String                                          3.8.3
//     Subscription Options   Byte; Requested QoS in 3.1.1, with bits 7-2 reserved: 0     3.8.3.1
//                              7-6 reserved: 0  5-4 Retain Handling  3 Retain As Published
//                              2 No Local  1-0 Maximum QoS
#pragma once

#include "codec/grammar/s2_02_1_packet_identifier.hpp"
#include "codec/grammar/s2_02_properties.hpp"
#include "codec/grammar/s4_07_topics.hpp"
#include "codec/grammar/sequence.hpp"

namespace mqttspec::grammar {

/// A Topic Filter and its options as they are sent.
struct FilterAndOptions {
  std::string_view filter;
  std::uint8_t options = 0;
};

/// Notes the first breach of the options at `at`, if any.
bool check_requested_qos(Scan& scan, Cursor at, std::uint8_t options);
bool check_subscription_options(Scan& scan, Cursor at, const FilterAndOptions& subscription);

template <Version version>
struct OptionsAreValid {
  bool operator()(Scan& scan, Cursor end, const FilterAndOptions& subscription) const {
    // QoS 0 to 2 and nothing else set is right in both versions.
    if (subscription.options < 3) return true;
    if constexpr (version == Version::v3_1_1)
      return check_requested_qos(scan, end - 1, subscription.options);
    else
      return check_subscription_options(scan, end - 1, subscription);
  }
};

}  // namespace mqttspec::grammar

BOOST_FUSION_ADAPT_STRUCT(mqttspec::grammar::FilterAndOptions, filter, options)
BOOST_FUSION_ADAPT_STRUCT(mqttspec::Subscribe, packet_id, properties, subscriptions)

namespace mqttspec::grammar {

template <Version version>
inline constexpr auto subscription =
    checked<FilterAndOptions>(TopicFilterText<version>("MQTT-3.8.3-1"_v311 | "MQTT-3.8.3-1"_v5) >>
                                  Byte("U3.1.1-3.8.3-2"_v311 | "MQTT-3.8.3-2"_v5),
                              OptionsAreValid<version>{});

template <Version version>
inline constexpr auto subscribe =
    new_packet_identifier >> properties<version, PropertyHost::subscribe, SubscribeProperties>() >>
    list_of<Subscription>(subscription<version>, "MQTT-3.8.3-3"_v311 | "MQTT-3.8.3-2"_v5);

}  // namespace mqttspec::grammar
