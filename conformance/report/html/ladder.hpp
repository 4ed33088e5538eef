// What was on the wires of a case, for its ladder diagram: connections, events, annotated bytes.
#pragma once

#include "conformance/report/html/interned.hpp"

namespace mqttspec::conformance::report::html {

/// The tables that events refer to.
struct LadderTables {
  Interned texts;   // packets in words
  Interned labels;  // [depth, name, section] of a field
  Interned fields;  // of a packet: size, position of the label, position of the value's text, …
};

/// `{lanes: [name], decisive: n, events: [[ms, lane, kind, text, bytes, fields]]}` of a case of a
/// report, kinds being 0 opened, 1 packet of the Client, 2 packet of the Server, 3 and 4 garbage of
/// theirs, 5 and 6 closed by them; the last three members are there for packets and garbage alone.
/// A long trace is cut around its decisive event, and [n] stands for n events.
Document ladder_of(const Document& which, LadderTables& tables);

}  // namespace mqttspec::conformance::report::html
