// Sixteen bytes at a time while they are plain ASCII, one character at a time otherwise. What
// counts as plain depends on the kind of text and is decided by SSE2, or by bit tricks on 64-bit
// words.
#include "codec/utf8.hpp"

#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace mqttspec {
namespace {

using Cursor = const std::uint8_t*;

constexpr std::uint64_t every_byte(std::uint8_t byte) { return 0x0101010101010101U * byte; }

// The byte at `p` becomes the lowest on any machine.
template <class Word>
std::uint64_t load(Cursor p) {
  Word word = 0;
  if constexpr (std::endian::native == std::endian::little)
    std::memcpy(&word, p, sizeof word);
  else
    for (unsigned i = 0; i < sizeof word; ++i)
      word = static_cast<Word>(word | static_cast<Word>(p[i]) << (8 * i));
  return word;
}

// 1 to 7 bytes, filled up with a letter. The pieces overlap, so that there is no loop.
std::uint64_t load_tail(Cursor p, unsigned size) {
  const std::uint64_t filling = every_byte('a') << (8 * size);
  if (size >= 4) {
    const auto end = load<std::uint32_t>(p + size - 4);
    return filling | load<std::uint32_t>(p) | end << (8 * (size - 4));
  }
  const unsigned middle = size / 2;
  return filling | p[0] | static_cast<std::uint64_t>(p[middle]) << (8 * middle) |
         static_cast<std::uint64_t>(p[size - 1]) << (8 * (size - 1));
}

// The top bit of the lowest zero byte is set; higher ones are right or wrong, but never unset.
constexpr std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - every_byte(0x01)) & ~word & every_byte(0x80);
}

enum class Kind { text, topic_name, topic_filter };

// The lowest set bit belongs to the first byte that is not plain; 0 if all eight are.
template <Kind kind>
std::uint64_t not_plain(std::uint64_t word) {
  std::uint64_t found = zero_bytes(word) | (word & every_byte(0x80));
  // '#' is 0x23 and '+' is 0x2B: they differ in one bit.
  if constexpr (kind != Kind::text)
    found |= zero_bytes((word | every_byte(0x08)) ^ every_byte('+'));
  return found;
}

constexpr unsigned block_size = 16;

// The place of the first of 16 bytes that is not plain, or 16.
template <Kind kind>
unsigned plain_prefix(Cursor p) {
#ifdef __SSE2__
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  // As signed numbers, U+0000 and what is not ASCII are below 1.
  __m128i found = _mm_cmplt_epi8(bytes, _mm_set1_epi8(1));
  if constexpr (kind != Kind::text) {
    const __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x08));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(folded, _mm_set1_epi8('+')));
  }
  const auto bits = static_cast<unsigned>(_mm_movemask_epi8(found));
  return static_cast<unsigned>(std::countr_zero(bits | 1U << block_size));
#else
  for (unsigned i = 0; i < block_size; i += 8)
    if (const auto found = not_plain<kind>(load<std::uint64_t>(p + i)))
      return i + static_cast<unsigned>(std::countr_zero(found)) / 8;
  return block_size;
#endif
}

template <Kind kind>
Cursor skip_plain(Cursor p, Cursor last) {
  for (; last - p >= block_size; p += block_size)
    if (const unsigned prefix = plain_prefix<kind>(p); prefix != block_size) return p + prefix;
  if (last - p >= 8) {
    const auto found = not_plain<kind>(load<std::uint64_t>(p));
    if (found != 0) return p + std::countr_zero(found) / 8;
    p += 8;
  }
  if (p == last) return last;
  const auto found = not_plain<kind>(load_tail(p, static_cast<unsigned>(last - p)));
  return found == 0 ? last : p + std::countr_zero(found) / 8;
}

constexpr bool within(std::uint8_t byte, std::uint8_t low, std::uint8_t high) {
  return byte >= low && byte <= high;
}
constexpr bool is_continuation(std::uint8_t byte) { return within(byte, 0x80, 0xBF); }

// Length of the well-formed sequence of more than one byte at `p`, or 0: the table of Unicode's
// section 3.9, in which the range of the second byte shuts out over-long forms and surrogates.
unsigned multibyte_length(Cursor p, Cursor last) {
  const auto size = last - p;
  const std::uint8_t lead = p[0];
  if (within(lead, 0xC2, 0xDF)) return size >= 2 && is_continuation(p[1]) ? 2 : 0;
  if (within(lead, 0xE0, 0xEF)) {
    const std::uint8_t low = lead == 0xE0 ? 0xA0 : 0x80;
    const std::uint8_t high = lead == 0xED ? 0x9F : 0xBF;
    return size >= 3 && within(p[1], low, high) && is_continuation(p[2]) ? 3 : 0;
  }
  if (within(lead, 0xF0, 0xF4)) {
    const std::uint8_t low = lead == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = lead == 0xF4 ? 0x8F : 0xBF;
    const bool fits = size >= 4 && within(p[1], low, high);
    return fits && is_continuation(p[2]) && is_continuation(p[3]) ? 4 : 0;
  }
  return 0;
}

// Section 4.7.1.2 and 4.7.1.3, of the wildcard at `p`.
bool is_well_placed(Cursor first, Cursor p, Cursor last) {
  if (p != first && p[-1] != '/') return false;
  if (p + 1 == last) return true;
  return *p == '+' && p[1] == '/';
}

template <Kind kind>
Cursor find_fault(Cursor first, Cursor last) {
  Cursor p = first;
  while (true) {
    p = skip_plain<kind>(p, last);
    if (p == last) return last;
    if (*p < 0x80) {
      if (kind != Kind::topic_filter || *p == 0 || !is_well_placed(first, p, last)) return p;
      ++p;
    }
    while (p != last && *p >= 0x80) {
      const unsigned length = multibyte_length(p, last);
      if (length == 0) return p;
      p += length;
    }
  }
}

}  // namespace

const std::uint8_t* find_text_fault(const std::uint8_t* first, const std::uint8_t* last) {
  return find_fault<Kind::text>(first, last);
}

const std::uint8_t* find_topic_name_fault(const std::uint8_t* first, const std::uint8_t* last) {
  return find_fault<Kind::topic_name>(first, last);
}

const std::uint8_t* find_topic_filter_fault(const std::uint8_t* first, const std::uint8_t* last) {
  return find_fault<Kind::topic_filter>(first, last);
}

}  // namespace mqttspec
