// What a Visit knows of one Network Connection. Not for cases.
#pragma once

#include <set>

#include "conformance/hosting/line.hpp"

namespace mqttspec::conformance::hosting {

/// The topic and the payload of a fence.
inline constexpr std::string_view fence_mark = "mqttspec-fence";

struct Connection {
  model::ConnectionId id = 0;
  bool open = true;
  wire::Closing closing = wire::Closing::none;
  bool ignored = false;  // after bytes that are no packet
  bool unrecorded = false;
  bool accepted = false;       // by a CONNACK of ours, and no DISCONNECT of ours followed
  bool within_packet = false;  // half of a packet of ours is on its way: no answer may come between
  std::vector<std::uint8_t> undecoded;
  std::vector<Arrival> inbox;
  std::size_t arrivals = 0;
  std::set<PacketType> by_hand;
  std::uint16_t next_fence_id = 65'535;
  std::uint16_t last_packet_id = 0;  // of messages to the Client
};

}  // namespace mqttspec::conformance::hosting
