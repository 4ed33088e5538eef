// Parses CONNACK: section 3.2.
#include "codec/grammar/run_packet.hpp"
#include "codec/grammar/s3_02_connack.hpp"

namespace mqttspec::grammar {

using enum Version;

template <Version version>
[[gnu::flatten]] bool parse_connack(Scan& scan, Cursor first, Cursor last) {
  return run_packet<Connack>(connack<version>, scan, first, last);
}
template ParsePacket parse_connack<v3_1_1>;
template ParsePacket parse_connack<v5_0>;

}  // namespace mqttspec::grammar
