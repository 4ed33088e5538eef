// Parses SUBSCRIBE and UNSUBSCRIBE: sections 3.8 and 3.10.
#include "codec/grammar/run_packet.hpp"
#include "codec/grammar/s3_08_subscribe.hpp"
#include "codec/grammar/s3_10_unsubscribe.hpp"

namespace mqttspec::grammar {

using enum Version;

// The caller has seen a value above 2.
[[gnu::cold]] bool check_requested_qos(Scan& scan, Cursor at, std::uint8_t) {
  return malformed(scan, at, "MQTT-3.8.3-4"_v311);
}

bool check_subscription_options(Scan& scan, Cursor at, const FilterAndOptions& subscription) {
  const std::uint8_t options = subscription.options;
  if ((options & 0xC0) != 0) return malformed(scan, at, "MQTT-3.8.3-5"_v5);
  if ((options & 0x03) == 0x03) return protocol_error(scan, at, "U5.0-3.8.3.1-1"_v5);
  if ((options & 0x30) == 0x30) return protocol_error(scan, at, "U5.0-3.8.3.1-10"_v5);
  if ((options & 0x04) != 0 && begins_shared(subscription.filter))
    return protocol_error(scan, at, "MQTT-3.8.3-4"_v5);
  return true;
}

template <Version version>
[[gnu::flatten]] bool parse_subscribe(Scan& scan, Cursor first, Cursor last) {
  return run_packet<Subscribe>(subscribe<version>, scan, first, last);
}
template ParsePacket parse_subscribe<v3_1_1>;
template ParsePacket parse_subscribe<v5_0>;

template <Version version>
[[gnu::flatten]] bool parse_unsubscribe(Scan& scan, Cursor first, Cursor last) {
  return run_packet<Unsubscribe>(unsubscribe<version>, scan, first, last);
}
template ParsePacket parse_unsubscribe<v3_1_1>;
template ParsePacket parse_unsubscribe<v5_0>;

}  // namespace mqttspec::grammar
