// From packets that are views to packets that own what they hold, and back.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "codec/packets.hpp"

namespace mqttspec {

/// A deep copy.
owned::Packet to_owned(const Packet& packet);

/// A deep copy of one type of packet, of a Will, of properties or of an element of a list.
template <template <class> class Basic>
Basic<Owned> to_owned(const Basic<Borrowed>& part);
template <PacketType type>
owned::PublishAck<type> to_owned(const PublishAck<type>& acknowledgement);

/// Views of an owned packet, for what takes nothing else. The owned packet has to outlive it.
class BorrowedPacket {
 public:
  explicit BorrowedPacket(const owned::Packet& packet);
  explicit BorrowedPacket(owned::Packet&& packet) = delete;
  BorrowedPacket(const BorrowedPacket&) = delete;
  BorrowedPacket& operator=(const BorrowedPacket&) = delete;
  ~BorrowedPacket() = default;

  const Packet& packet() const { return packet_; }

 private:
  friend class Borrowing;

  Packet packet_;
  // What the lists of the packet show.
  std::array<std::vector<UserProperty>, 2> user_properties_;  // a Will has some of its own
  std::size_t user_properties_count_ = 0;
  std::vector<Subscription> subscriptions_;
  std::vector<TopicFilter> topic_filters_;
};

}  // namespace mqttspec
