// Parses CONNACK: section 3.2.
#include "codec/grammar/run_packet.hpp"
#include "codec/grammar/s3_02_connack.hpp"

namespace mqttspec::grammar {

using enum Version;

bool parse_connack(Scan& scan, Cursor first, Cursor last, PacketVisitor& visitor) {
  return run_packet<Connack>(connack<v3_1_1>, connack<v5_0>, scan, first, last, visitor);
}

}  // namespace mqttspec::grammar
