// What a client sends on one Network Connection, packet by packet: a case may send a packet in
// pieces, several at once, and bytes that are none.
#pragma once

#include <vector>

#include "model/trace.hpp"

namespace mqttspec::conformance::judges {

class ClientStream {
 public:
  /// The packets, and what is none, that are known now that the bytes of this event were sent. An
  /// event that is one whole packet comes out as it is.
  std::vector<model::TraceEvent> take(const model::TraceEvent& event);

 private:
  std::vector<std::uint8_t> bytes_;  // of which no packet was taken yet
  std::size_t to_skip_ = 0;          // of a packet that is none
};

}  // namespace mqttspec::conformance::judges
