// Parses SUBACK and UNSUBACK: sections 3.9 and 3.11.
#include "codec/grammar/run_packet.hpp"
#include "codec/grammar/s3_09_suback.hpp"
#include "codec/grammar/s3_11_unsuback.hpp"

namespace mqttspec::grammar {

using enum Version;

bool parse_suback(Scan& scan, Cursor first, Cursor last, PacketVisitor& visitor) {
  return run_packet<Suback>(suback<v3_1_1>, suback<v5_0>, scan, first, last, visitor);
}

bool parse_unsuback(Scan& scan, Cursor first, Cursor last, PacketVisitor& visitor) {
  return run_packet<Unsuback>(unsuback<v3_1_1>, unsuback<v5_0>, scan, first, last, visitor);
}

}  // namespace mqttspec::grammar
