// Parses the Will of a CONNECT: sections 3.1.3.2 to 3.1.3.4.
#include "codec/grammar/s3_01_connect.hpp"

BOOST_FUSION_ADAPT_STRUCT(mqttspec::Will, properties, topic, payload)

namespace mqttspec::grammar {

namespace {

constexpr Cited will_missing = "MQTT-3.1.2-9"_v311 | "MQTT-3.1.2-9"_v5;

constexpr Text<find_topic_name_fault> will_topic{
    {.missing = will_missing,
     .cut = "MQTT-3.1.3-10"_v311 | "MQTT-3.1.3-11"_v5,
     .null = "MQTT-4.7.3-2"_v311 | "MQTT-4.7.3-2"_v5,
     .wildcard = "MQTT-4.7.1-1"_v311 | "MQTT-4.7.0-1"_v5,
     .empty = "MQTT-4.7.3-1"_v311 | "MQTT-4.7.3-1"_v5}};

template <Version version>
constexpr auto will_fields =
    properties<version, PropertyHost::will, WillProperties>(will_missing) >> will_topic >>
    BinaryData(will_missing, connect_format);

template <Version version>
[[gnu::flatten]] bool parse_fields(Scan& scan, Cursor& first, Cursor last, Will& will) {
  const auto context = x3::make_context<scan_tag>(scan);
  return will_fields<version>.parse(first, last, context, x3::unused, will);
}

}  // namespace

template <>
bool parse_will<Version::v3_1_1>(Scan& scan, Cursor& first, Cursor last, Will& will) {
  return parse_fields<Version::v3_1_1>(scan, first, last, will);
}

template <>
bool parse_will<Version::v5_0>(Scan& scan, Cursor& first, Cursor last, Will& will) {
  return parse_fields<Version::v5_0>(scan, first, last, will);
}

}  // namespace mqttspec::grammar
