// Parses PUBLISH: section 3.3.
#include "codec/grammar/packets.hpp"
#include "codec/grammar/s3_03_publish.hpp"

namespace mqttspec::grammar {

template <Version version>
[[gnu::flatten]] bool parse_publish(Scan& scan, Cursor first, Cursor last) {
  const std::uint8_t first_byte = *scan.packet;
  Publish packet;
  packet.dup = (first_byte & 0x08) != 0;
  packet.qos = qos_of_publish(first_byte);
  packet.retain = (first_byte & 0x01) != 0;
  const bool parsed = run(publish<version>, first, last, scan, packet);
  if (parsed) scan.visitor.on(packet);
  return parsed;
}
template ParsePacket parse_publish<Version::v3_1_1>;
template ParsePacket parse_publish<Version::v5_0>;

}  // namespace mqttspec::grammar
