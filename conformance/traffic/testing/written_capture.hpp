// Captures for tests: TCP connections frame by frame, which can then be lost, repeated or
// reordered.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "spec/packet_table.hpp"

namespace mqttspec::conformance::traffic::testing {

enum class Link : std::uint8_t { ethernet, vlan, raw, null, loop, cooked, cooked_2 };

/// One frame from its IP header on.
struct WrittenFrame {
  std::vector<std::uint8_t> ip;
  bool is_v6;
};

/// The frames of one connection between a Client at that port and a Server at 1883.
class WrittenConnection {
 public:
  explicit WrittenConnection(std::uint16_t port, bool is_v6 = false) : port_(port), is_v6_(is_v6) {}

  /// The three segments that open it.
  WrittenConnection& open();
  /// A segment with those bytes, in hexadecimal, that acknowledges all from the other side so far.
  WrittenConnection& say(Sender from, std::string_view text);
  /// Both sides end.
  WrittenConnection& end();
  const std::vector<WrittenFrame>& frames() const { return frames_; }

 private:
  void add(Sender from, std::uint8_t flags, std::vector<std::uint8_t> bytes);

  std::uint16_t port_;
  bool is_v6_;
  std::uint32_t next_[2] = {0xFFFFFFF0, 5'000};  // the Client's sequence numbers wrap soon
  std::vector<WrittenFrame> frames_;
};

/// A capture of these frames, a millisecond apart; `kept` bytes of each.
std::string pcap(const std::vector<WrittenFrame>& frames, Link link, std::size_t kept = 65'535);
std::string pcapng(const std::vector<WrittenFrame>& frames);

}  // namespace mqttspec::conformance::traffic::testing
