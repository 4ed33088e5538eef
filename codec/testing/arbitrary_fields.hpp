// Generated values for the fields that packets are made of. All are legal where they stand, with
// the edges of their ranges far more frequent than chance would have them.
#pragma once

#include "codec/choices.hpp"
#include "codec/packets.hpp"
#include "codec/testing/arena.hpp"

namespace mqttspec {

/// Reads fields off choice bytes. With the bytes used up, fields are empty, 0 or their minimum.
class ArbitraryFields {
 public:
  ArbitraryFields(Choices& choices, Arena& arena) : choices_(choices), arena_(arena) {}

  Choices& choices() { return choices_; }
  Arena& arena() { return arena_; }

  /// A UTF-8 Encoded String of 0 to 65,535 bytes: ASCII, the ends of each length of UTF-8, U+FEFF,
  /// and code points that are only advised against.
  std::string_view text();
  /// Valid as a Topic Name: of 1 to 65,535 bytes, often with empty levels.
  std::string_view topic_name();
  /// Valid as a Topic Filter; a Shared Subscription now and then if `may_be_shared`.
  std::string_view topic_filter(bool may_be_shared);
  /// Binary Data of 0 to 65,535 bytes.
  Bytes binary();
  /// A payload, now and then beyond a boundary of the Remaining Length's size.
  Bytes payload();
  /// A payload that is well-formed UTF-8.
  Bytes text_payload() { return as_bytes(text()); }

  /// 1 to 65,535.
  std::uint16_t packet_id();
  std::uint16_t two_byte_integer(std::uint16_t minimum);
  std::uint32_t four_byte_integer(std::uint32_t minimum);
  /// 1 to 268,435,455.
  std::uint32_t subscription_identifier();
  std::uint8_t zero_or_one() { return choices_.flag() ? 1 : 0; }
  Qos qos() { return Qos{static_cast<std::uint8_t>(choices_.below(3))}; }

  /// Absent, or what `make` gives.
  template <class Make>
  auto maybe(const Make& make) -> std::optional<decltype(make())> {
    if (!choices_.flag()) return std::nullopt;
    return make();
  }
  /// `least` elements or more, at most `least` + 3.
  template <class Make>
  auto list(std::size_t least, const Make& make) -> List<decltype(make())> {
    std::vector<decltype(make())> elements(least + choices_.below(4));
    for (auto& element : elements) element = make();
    return arena_.keep(std::span<const decltype(make())>(elements));
  }
  UserProperties user_properties();

 private:
  std::string some_level();
  std::string some_characters(std::string_view excluded);
  std::string some_filter();

  Choices& choices_;
  Arena& arena_;
};

}  // namespace mqttspec
