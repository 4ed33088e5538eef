// Parses PUBACK, PUBREC, PUBREL and PUBCOMP: sections 3.4 to 3.7.
#include "codec/grammar/run_packet.hpp"
#include "codec/grammar/s3_04_puback.hpp"
#include "codec/grammar/s3_05_pubrec.hpp"
#include "codec/grammar/s3_06_pubrel.hpp"
#include "codec/grammar/s3_07_pubcomp.hpp"

namespace mqttspec::grammar {

using enum Version;

bool parse_puback(Scan& scan, Cursor first, Cursor last, PacketVisitor& visitor) {
  return run_packet<Puback>(puback<v3_1_1>, puback<v5_0>, scan, first, last, visitor);
}

bool parse_pubrec(Scan& scan, Cursor first, Cursor last, PacketVisitor& visitor) {
  return run_packet<Pubrec>(pubrec<v3_1_1>, pubrec<v5_0>, scan, first, last, visitor);
}

bool parse_pubrel(Scan& scan, Cursor first, Cursor last, PacketVisitor& visitor) {
  return run_packet<Pubrel>(pubrel<v3_1_1>, pubrel<v5_0>, scan, first, last, visitor);
}

bool parse_pubcomp(Scan& scan, Cursor first, Cursor last, PacketVisitor& visitor) {
  return run_packet<Pubcomp>(pubcomp<v3_1_1>, pubcomp<v5_0>, scan, first, last, visitor);
}

}  // namespace mqttspec::grammar
