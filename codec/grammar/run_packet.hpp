// The common shape of the functions that parse one packet type.
#pragma once

#include "codec/grammar/packets.hpp"
#include "codec/grammar/primitive.hpp"

namespace mqttspec::grammar {

/// Runs the grammar of the version in `scan`, and hands what it makes to `visitor`.
template <class Packet, class Grammar3, class Grammar5>
bool run_packet(const Grammar3& grammar_3_1_1, const Grammar5& grammar_5_0, Scan& scan,
                Cursor first, Cursor last, PacketVisitor& visitor) {
  Packet packet;
  const bool parsed = scan.version == Version::v3_1_1
                          ? run(grammar_3_1_1, first, last, scan, packet)
                          : run(grammar_5_0, first, last, scan, packet);
  if (parsed) visitor.on(packet);
  return parsed;
}

}  // namespace mqttspec::grammar
