// A packet from the Server, as a case sees it.
#pragma once

#include <memory>
#include <vector>

#include "codec/packets.hpp"
#include "conformance/play/settings.hpp"

namespace mqttspec::conformance::play {

/// A packet that arrived.
struct Arrival {
  std::shared_ptr<const std::vector<std::uint8_t>> bytes;
  Packet packet;  // with views into `bytes`
  Time at = 0;
  std::size_t order = 0;  // among the packets on its Network Connection

  /// The packet as one of its types; it must be of that type.
  template <class T>
  const T& as() const {
    return std::get<T>(packet);
  }
};

}  // namespace mqttspec::conformance::play
