// UTF-8 for the second decoder: eight ASCII characters at a time, one sequence at a time otherwise.
#pragma once

#include <cstdint>
#include <cstring>

namespace mqttspec::second {

enum class Flaw : std::uint8_t { none, ill_formed, null_character, wildcard };

/// The first flaw of a text, and where its first byte stands.
struct TextFlaw {
  Flaw flaw;
  const std::uint8_t* where;
};

/// Bytes of the UTF-8 sequence at `at`, or 0 if none that is well-formed begins there (RFC 3629).
inline unsigned sequence_size(const std::uint8_t* at, const std::uint8_t* end) {
  const auto left = end - at;
  const auto within = [&](int i, int low, int high) { return at[i] >= low && at[i] <= high; };
  const std::uint8_t lead = at[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  if (lead < 0xE0) return left >= 2 && within(1, 0x80, 0xBF) ? 2 : 0;
  if (lead < 0xF0) {
    const int low = lead == 0xE0 ? 0xA0 : 0x80;
    const int high = lead == 0xED ? 0x9F : 0xBF;
    return left >= 3 && within(1, low, high) && within(2, 0x80, 0xBF) ? 3 : 0;
  }
  const int low = lead == 0xF0 ? 0x90 : 0x80;
  const int high = lead == 0xF4 ? 0x8F : 0xBF;
  return left >= 4 && within(1, low, high) && within(2, 0x80, 0xBF) && within(3, 0x80, 0xBF) ? 4
                                                                                             : 0;
}

namespace detail {

inline constexpr std::uint64_t ones = 0x0101010101010101U;
inline constexpr std::uint64_t tops = ones << 7;

inline std::uint64_t load(const std::uint8_t* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// True if one of eight bytes, all below 0x80, is 0.
constexpr bool has_zero(std::uint64_t ascii) { return ((ascii - ones) & tops) != 0; }

/// True if all eight bytes are ASCII without U+0000, and without wildcards if these are forbidden.
template <bool forbid_wildcards>
constexpr bool is_plain(std::uint64_t word) {
  if ((word & tops) != 0 || has_zero(word)) return false;
  if constexpr (forbid_wildcards)
    return !has_zero(word ^ ones * '+') && !has_zero(word ^ ones * '#');
  return true;
}

template <bool forbid_wildcards>
TextFlaw find_flaw_slowly(const std::uint8_t* at, const std::uint8_t* end) {
  while (at != end) {
    const unsigned size = sequence_size(at, end);
    if (size == 0) return {Flaw::ill_formed, at};
    if (*at == 0) return {Flaw::null_character, at};
    if (forbid_wildcards && (*at == '+' || *at == '#')) return {Flaw::wildcard, at};
    at += size;
  }
  return {Flaw::none, end};
}

}  // namespace detail

/// The first flaw of the characters of a UTF-8 Encoded String.
template <bool forbid_wildcards>
TextFlaw find_flaw(const std::uint8_t* at, const std::uint8_t* end) {
  while (end - at >= 8 && detail::is_plain<forbid_wildcards>(detail::load(at))) at += 8;
  return detail::find_flaw_slowly<forbid_wildcards>(at, end);
}

/// The first byte that is not part of well-formed UTF-8, or `end`. U+0000 is a character here.
inline const std::uint8_t* find_ill_formed(const std::uint8_t* at, const std::uint8_t* end) {
  while (end - at >= 8 && (detail::load(at) & detail::tops) == 0) at += 8;
  while (at != end) {
    const unsigned size = sequence_size(at, end);
    if (size == 0) return at;
    at += size;
  }
  return end;
}

}  // namespace mqttspec::second
