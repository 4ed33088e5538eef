// Bytes that are sent as they are: legal packets with one thing changed, and packets that no
// encoder would produce.
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>

#include "conformance/packets/stimulus.hpp"

namespace mqttspec::conformance::packets {

/// The bytes of a packet after a series of edits. The Remaining Length follows every edit, unless
/// it is overridden.
class Raw {
 public:
  /// The bytes themselves, in hexadecimal with or without spaces.
  explicit Raw(std::string_view hex);
  /// A legal packet, to be edited.
  template <class Spec>
    requires std::derived_from<Spec, Stimulus>
  explicit Raw(const Spec& spec) : base_(std::make_shared<Spec>(spec)) {}

  /// Sets the low four bits of the first byte.
  Raw& flags(unsigned flags);
  /// Sets the Control Packet type, the high four bits of the first byte.
  Raw& packet_type(unsigned type);
  /// Changes the byte at `position` behind the fixed header, counted from 0; from the end if it is
  /// negative, -1 being the last.
  Raw& byte(int position, unsigned value);
  /// Sets these bits of the byte at `position`, counted likewise.
  Raw& set_bits(int position, unsigned bits);
  /// Clears these bits of the byte at `position`.
  Raw& clear_bits(int position, unsigned bits);
  /// Inserts bytes before `position` behind the fixed header.
  Raw& insert(int position, std::string_view hex);
  /// Removes `count` bytes from `position` behind the fixed header on.
  Raw& erase(int position, unsigned count);
  /// Appends bytes to the packet.
  Raw& append(std::string_view hex);
  /// Puts one more property, in its encoded form, before the others of the Variable Header (5.0).
  Raw& property(std::string_view hex);
  /// The same for the Will Properties of a CONNECT.
  Raw& will_property(std::string_view hex);
  /// Replaces the encoded Remaining Length; nothing after it changes.
  Raw& remaining_length(std::string_view hex);
  /// Replaces the first occurrence of a text by another of any length; a two byte length before it
  /// is set to the new length.
  Raw& replace_text(std::string_view text, std::string_view hex);

  /// Says in words what is wrong with it.
  Raw& because(std::string_view text);

  std::vector<std::uint8_t> bytes(const PacketSetting& setting) const;
  std::string describe(const PacketSetting& setting) const;

 private:
  using Bytes = std::vector<std::uint8_t>;

  std::shared_ptr<const Stimulus> base_;  // or else:
  std::string hex_;
  /// Each edits first byte and body; the Remaining Length is put between them at the end.
  struct Parts {
    std::uint8_t first;
    Bytes body;
    std::optional<Bytes> remaining_length;
  };
  std::vector<std::function<void(Parts&)>> edits_;
  std::string reasons_;
};

}  // namespace mqttspec::conformance::packets
