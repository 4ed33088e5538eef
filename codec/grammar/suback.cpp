// Parses SUBACK and UNSUBACK: sections 3.9 and 3.11.
#include "codec/grammar/run_packet.hpp"
#include "codec/grammar/s3_09_suback.hpp"
#include "codec/grammar/s3_11_unsuback.hpp"

namespace mqttspec::grammar {

using enum Version;

template <Version version>
[[gnu::flatten]] bool parse_suback(Scan& scan, Cursor first, Cursor last) {
  return run_packet<Suback>(suback<version>, scan, first, last);
}
template ParsePacket parse_suback<v3_1_1>;
template ParsePacket parse_suback<v5_0>;

template <Version version>
[[gnu::flatten]] bool parse_unsuback(Scan& scan, Cursor first, Cursor last) {
  return run_packet<Unsuback>(unsuback<version>, scan, first, last);
}
template ParsePacket parse_unsuback<v3_1_1>;
template ParsePacket parse_unsuback<v5_0>;

}  // namespace mqttspec::grammar
