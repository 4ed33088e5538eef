// The last packets of a connection, for the ladder of a violation.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "codec/bytes.hpp"
#include "spec/packet_table.hpp"

namespace mqttspec::conformance::traffic {

/// When and where something was seen.
struct Moment {
  std::uint64_t at_us = 0;   // microseconds since the traffic began
  std::uint64_t number = 0;  // of the frame or line, from 1; 0 if there are none
};

/// A packet as it passed.
struct SeenPacket {
  Moment moment;
  Sender from;
  std::size_t size;
  std::vector<std::uint8_t> bytes;  // of a large packet the beginning only
};

/// Keeps the newest few, and of each so much that most packets are whole. Never allocates.
class RecentPackets {
 public:
  void add(const Moment& moment, Sender from, Bytes bytes);
  /// The oldest first.
  std::vector<SeenPacket> all() const;

 private:
  static constexpr std::size_t most_packets = 12;
  static constexpr std::size_t most_bytes = 96;
  struct Slot {
    Moment moment;
    std::size_t size;
    Sender from;
    std::array<std::uint8_t, most_bytes> bytes;
  };
  std::array<Slot, most_packets> slots_;
  std::size_t count_ = 0;  // of all that were added
};

}  // namespace mqttspec::conformance::traffic
