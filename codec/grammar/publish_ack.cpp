// Parses PUBACK, PUBREC, PUBREL and PUBCOMP: sections 3.4 to 3.7.
#include "codec/grammar/run_packet.hpp"
#include "codec/grammar/s3_04_puback.hpp"
#include "codec/grammar/s3_05_pubrec.hpp"
#include "codec/grammar/s3_06_pubrel.hpp"
#include "codec/grammar/s3_07_pubcomp.hpp"

namespace mqttspec::grammar {

using enum Version;

template <Version version>
[[gnu::flatten]] bool parse_puback(Scan& scan, Cursor first, Cursor last) {
  return run_packet<Puback>(puback<version>, scan, first, last);
}
template ParsePacket parse_puback<v3_1_1>;
template ParsePacket parse_puback<v5_0>;

template <Version version>
[[gnu::flatten]] bool parse_pubrec(Scan& scan, Cursor first, Cursor last) {
  return run_packet<Pubrec>(pubrec<version>, scan, first, last);
}
template ParsePacket parse_pubrec<v3_1_1>;
template ParsePacket parse_pubrec<v5_0>;

template <Version version>
[[gnu::flatten]] bool parse_pubrel(Scan& scan, Cursor first, Cursor last) {
  return run_packet<Pubrel>(pubrel<version>, scan, first, last);
}
template ParsePacket parse_pubrel<v3_1_1>;
template ParsePacket parse_pubrel<v5_0>;

template <Version version>
[[gnu::flatten]] bool parse_pubcomp(Scan& scan, Cursor first, Cursor last) {
  return run_packet<Pubcomp>(pubcomp<version>, scan, first, last);
}
template ParsePacket parse_pubcomp<v3_1_1>;
template ParsePacket parse_pubcomp<v5_0>;

}  // namespace mqttspec::grammar
