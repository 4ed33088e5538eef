// See recent_packets.hpp.
#include "conformance/traffic/recent_packets.hpp"

#include <algorithm>

namespace mqttspec::conformance::traffic {

void RecentPackets::add(const Moment& moment, Sender from, Bytes bytes) {
  auto& slot = slots_[count_++ % most_packets];
  slot.moment = moment;
  slot.from = from;
  slot.size = bytes.size();
  std::ranges::copy(bytes.first(std::min(bytes.size(), most_bytes)), slot.bytes.begin());
}

std::vector<SeenPacket> RecentPackets::all() const {
  std::vector<SeenPacket> packets;
  for (std::size_t i = count_ - std::min(count_, most_packets); i < count_; ++i) {
    const auto& slot = slots_[i % most_packets];
    const auto kept = std::min(slot.size, most_bytes);
    packets.push_back(
        {slot.moment,
         slot.from,
         slot.size,
         {slot.bytes.begin(), slot.bytes.begin() + static_cast<std::ptrdiff_t>(kept)}});
  }
  return packets;
}

}  // namespace mqttspec::conformance::traffic
