// What a monitor has to be shown: packets by who sent them and by their type, and bytes that are no
// packet. Most monitors look at one or two types, and are not bothered with the others.
#pragma once

#include <cstddef>
#include <cstdint>

#include "model/trace.hpp"

namespace mqttspec::model::monitors {

/// A set of kinds of events.
class Interest {
 public:
  static constexpr std::size_t kinds = 34;
  /// One of them.
  static std::size_t kind_of(const TraceEvent& event) {
    using enum TraceEvent::Kind;
    switch (event.kind) {
      case client_packet:
      case server_packet:
        return event.packet ? kind_of(event.kind == client_packet ? Sender::client : Sender::server,
                                      type_of(*event.packet))
                            : others;
      case client_garbage:
        return garbage;
      default:
        return others;
    }
  }

  constexpr bool has(std::size_t kind) const { return (bits_ >> kind & 1U) != 0; }
  friend constexpr Interest operator|(Interest a, Interest b) {
    return Interest(a.bits_ | b.bits_);
  }

  static constexpr Interest in_everything() { return Interest(~std::uint64_t{0}); }
  static constexpr Interest in_client_garbage() { return Interest(std::uint64_t{1} << garbage); }
  /// In packets of that side: of these types, or of any.
  template <class... Types>
  static constexpr Interest in_packets(Sender sender, Types... types) {
    if constexpr (sizeof...(types) == 0)
      return Interest(std::uint64_t{0xFFFF} << kind_of(sender, PacketType{}));
    else
      return Interest(((std::uint64_t{1} << kind_of(sender, types)) | ...));
  }

 private:
  static constexpr std::size_t garbage = 32;  // from a Client
  static constexpr std::size_t others = 33;
  static constexpr std::size_t kind_of(Sender sender, PacketType type) {
    return (sender == Sender::client ? 0 : 16) + static_cast<std::size_t>(type);
  }

  explicit constexpr Interest(std::uint64_t bits) : bits_(bits) {}
  std::uint64_t bits_;
};

}  // namespace mqttspec::model::monitors
