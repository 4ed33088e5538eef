// Judges a Topic Filter of ASCII as a whole: a bit for each of its bytes, and shifts for the
// neighbours.
#pragma once

#include "codec/utf8/words.hpp"

namespace mqttspec::utf8 {

#ifdef __SSE2__

/// The longest Topic Filter that is_plain_filter() looks at, in bytes.
inline constexpr unsigned longest_in_bits = 64;

/// One bit for each byte, the first the lowest.
struct FilterBits {
  std::uint64_t strange = 0;  // U+0000 or not ASCII
  std::uint64_t separators = 0;
  std::uint64_t single_level = 0;
  std::uint64_t multi_level = 0;

  void add(__m128i bytes, unsigned place) {
    const auto bits = [place](__m128i found) { return std::uint64_t{top_bits(found)} << place; };
    strange |= bits(_mm_cmplt_epi8(bytes, every(1)));
    separators |= bits(_mm_cmpeq_epi8(bytes, every('/')));
    single_level |= bits(_mm_cmpeq_epi8(bytes, every('+')));
    multi_level |= bits(_mm_cmpeq_epi8(bytes, every('#')));
  }
};

/// True if the Topic Filter is ASCII of 1 to `longest_in_bits` bytes, without U+0000, and its
/// wildcards stand where they may: section 4.7.1. False says nothing.
inline bool is_plain_filter(Cursor first, Cursor last) {
  const auto size = static_cast<std::size_t>(last - first);
  if (size == 0 || size > longest_in_bits) return false;
  FilterBits bits;
  if (size < block_size) {
    bits.add(load_short_block(first, static_cast<unsigned>(size)), 0);
  } else {
    unsigned place = 0;
    for (; place + block_size < size; place += block_size)
      bits.add(load_block(first + place), place);
    // The last block may begin within the one before.
    bits.add(load_block(last - block_size), static_cast<unsigned>(size) - block_size);
  }
  const std::uint64_t end = std::uint64_t{1} << (size - 1);
  const std::uint64_t level_begins = bits.separators << 1 | 1;
  const std::uint64_t level_ends = bits.separators >> 1 | end;
  const std::uint64_t misplaced = (bits.single_level & ~(level_begins & level_ends)) |
                                  (bits.multi_level & ~(level_begins & end));
  return (bits.strange | misplaced) == 0;
}

#else

inline bool is_plain_filter(Cursor, Cursor) { return false; }

#endif

}  // namespace mqttspec::utf8
