// Bytes to packets. What is accepted is exactly what the Standard lets this sender send.
#pragma once

#include <cstddef>
#include <expected>

#include "codec/packets.hpp"
#include "codec/violation.hpp"

namespace mqttspec {

/// What has to be known about a stream to decode it.
struct DecodeContext {
  /// The version agreed by CONNECT. A CONNECT itself says its own version and is decoded by that,
  /// whatever stands here.
  Version version = Version::v5_0;
  /// Who sent the bytes.
  Sender sender = Sender::client;
  /// Larger packets, counted whole, are a violation ([MQTT-3.1.2-24], [MQTT-3.2.2-15] of 5.0).
  std::size_t maximum_packet_size = 268'435'460;
  /// Contested packets are rejected. Else they are accepted, with the violation as a note.
  bool strict = false;
};

/// Receives the one packet that a decode finds. The packet and its views are valid during the call;
/// the views for as long as the decoded bytes.
class PacketVisitor {
 public:
  virtual void on(const Connect&) = 0;
  virtual void on(const Connack&) = 0;
  virtual void on(const Publish&) = 0;
  virtual void on(const Puback&) = 0;
  virtual void on(const Pubrec&) = 0;
  virtual void on(const Pubrel&) = 0;
  virtual void on(const Pubcomp&) = 0;
  virtual void on(const Subscribe&) = 0;
  virtual void on(const Suback&) = 0;
  virtual void on(const Unsubscribe&) = 0;
  virtual void on(const Unsuback&) = 0;
  virtual void on(const Pingreq&) = 0;
  virtual void on(const Pingresp&) = 0;
  virtual void on(const Disconnect&) = 0;
  virtual void on(const Auth&) = 0;
  /// Called after on() for a contested packet, with the first reason to reject it.
  virtual void contested(const Violation&) {}

 protected:
  ~PacketVisitor() = default;
};

/// The bytes so far are the beginning of a packet; at least `bytes` more are needed.
struct NeedMore {
  std::size_t bytes;
  friend bool operator==(const NeedMore&, const NeedMore&) = default;
};

/// Why no packet came out.
using DecodeFailure = std::variant<NeedMore, Violation>;

/// Decodes the first packet in `bytes` and hands it to `visitor`; returns its size in bytes. Never
/// allocates, never throws, never reads past the packet.
///
/// Order of checks: the type and its flags as soon as byte 1 is there, the Remaining Length as soon
/// as it can be wrong, then, once the packet is whole, each field in the order of the bytes. Rules
/// that join several fields are checked where the last of them stands.
std::expected<std::size_t, DecodeFailure> decode(Bytes bytes, const DecodeContext& context,
                                                 PacketVisitor& visitor);

/// A decoded packet and how many bytes it took.
struct Decoded {
  Packet packet;
  std::size_t size;
  std::optional<Violation> contested{};  // why a strict decoder would reject it
};

/// The same with the packet as a value.
std::expected<Decoded, DecodeFailure> decode_packet(Bytes bytes, const DecodeContext& context);

}  // namespace mqttspec
