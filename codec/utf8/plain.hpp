// Skips what nearly all texts are made of: ASCII without U+0000, in topics also without wildcards.
#pragma once

#include "codec/utf8/words.hpp"

namespace mqttspec::utf8 {

#ifdef __SSE2__

/// The bits of the bytes that are not plain.
template <Kind kind>
unsigned not_plain(__m128i bytes) {
  // As signed numbers, U+0000 and what is not ASCII are below 1.
  __m128i found = _mm_cmplt_epi8(bytes, every(1));
  if constexpr (kind != Kind::text)
    found = _mm_or_si128(found, _mm_cmpeq_epi8(_mm_or_si128(bytes, every(0x08)), every('+')));
  return top_bits(found);
}

/// The first byte of [p, last) that is not plain, or `last`.
template <Kind kind>
[[gnu::always_inline]] inline Cursor skip_plain(Cursor p, Cursor last) {
  if (last - p < block_size) {
    const unsigned found = not_plain<kind>(load_short_block(p, static_cast<unsigned>(last - p)));
    return found == 0 ? last : p + std::countr_zero(found);
  }
  // The last block may begin within the one before.
  const Cursor last_block = last - block_size;
  if (last_block - p <= block_size) {
    const unsigned found = not_plain<kind>(load_block(p)) | not_plain<kind>(load_block(last_block))
                                                                << (last_block - p);
    return found == 0 ? last : p + std::countr_zero(found);
  }
  for (; p < last_block; p += block_size)
    if (const unsigned found = not_plain<kind>(load_block(p))) return p + std::countr_zero(found);
  const unsigned found = not_plain<kind>(load_block(last_block));
  return found == 0 ? last : last_block + std::countr_zero(found);
}

#else

/// The top bit of the lowest zero byte is set; higher ones are right or wrong, but never unset.
constexpr std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - every_byte(0x01)) & ~word & every_byte(0x80);
}

/// The lowest set bit belongs to the first byte that is not plain; 0 if all eight are.
template <Kind kind>
std::uint64_t not_plain(std::uint64_t word) {
  std::uint64_t found = zero_bytes(word) | (word & every_byte(0x80));
  // '#' is 0x23 and '+' is 0x2B: they differ in one bit.
  if constexpr (kind != Kind::text)
    found |= zero_bytes((word | every_byte(0x08)) ^ every_byte('+'));
  return found;
}

template <Kind kind>
Cursor skip_plain(Cursor p, Cursor last) {
  for (; last - p >= 8; p += 8)
    if (const auto found = not_plain<kind>(load<std::uint64_t>(p)))
      return p + std::countr_zero(found) / 8;
  const auto found = not_plain<kind>(load_short(p, static_cast<unsigned>(last - p)));
  return found == 0 ? last : p + std::countr_zero(found) / 8;
}

#endif

}  // namespace mqttspec::utf8
