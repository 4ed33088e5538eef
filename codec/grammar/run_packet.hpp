// The common shape of the functions that parse one packet type.
#pragma once

#include "codec/grammar/packets.hpp"
#include "codec/grammar/primitive.hpp"

namespace mqttspec::grammar {

/// Runs the grammar of a packet, and hands what it makes to the visitor.
template <class Packet, class Grammar>
bool run_packet(const Grammar& grammar, Scan& scan, Cursor first, Cursor last) {
  Packet packet;
  const bool parsed = run(grammar, first, last, scan, packet);
  if (parsed) scan.visitor.on(packet);
  return parsed;
}

}  // namespace mqttspec::grammar
