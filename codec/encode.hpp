// Packets to bytes. Refuses what decoding would refuse, so that nothing illegal leaves by accident.
#pragma once

#include <expected>
#include <span>
#include <vector>

#include "codec/packets.hpp"
#include "codec/violation.hpp"

namespace mqttspec {

/// What has to be known to encode.
struct EncodeContext {
  Version version = Version::v5_0;
  Sender sender = Sender::client;
  /// Contested packets are refused. Not so, a packet that was accepted can be sent on as it is.
  bool strict = true;
};

/// Why a packet was not encoded: the violation that decoding it would have found, or a buffer that
/// is too small by `bytes`.
struct BufferTooSmall {
  std::size_t bytes;
  friend bool operator==(const BufferTooSmall&, const BufferTooSmall&) = default;
};
using EncodeFailure = std::variant<BufferTooSmall, Violation>;

/// Writes the packet to the front of `buffer` and returns how many bytes it took. Never allocates.
/// A CONNECT is encoded in its own version. Optional parts are written in the shortest form: no
/// Reason Code or Property Length where the Standard lets them be left out. Properties stand in the
/// order of their identifiers, each list in its own order. What 3.1.1 lacks is not written there,
/// so that a message can be passed on to a Client of either version. A packet that is refused for a
/// violation has been written nevertheless, as far as it can be: for those who test with such.
std::expected<std::size_t, EncodeFailure> encode(const Packet& packet, const EncodeContext& context,
                                                 std::span<std::uint8_t> buffer);
std::expected<std::size_t, EncodeFailure> encode(const owned::Packet& packet,
                                                 const EncodeContext& context,
                                                 std::span<std::uint8_t> buffer);

/// Size in bytes that the packet takes when encoded, whether or not it is legal.
std::size_t encoded_size(const Packet& packet, const EncodeContext& context);
std::size_t encoded_size(const owned::Packet& packet, const EncodeContext& context);

/// Appends the packet to `out`.
std::expected<std::size_t, Violation> encode(const Packet& packet, const EncodeContext& context,
                                             std::vector<std::uint8_t>& out);
std::expected<std::size_t, Violation> encode(const owned::Packet& packet,
                                             const EncodeContext& context,
                                             std::vector<std::uint8_t>& out);

}  // namespace mqttspec
