// Loads of up to sixteen bytes out of a text that must not be read past its end. Pieces overlap
// where a text is not a multiple of a word long, so that no loop goes over single bytes.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace mqttspec::utf8 {

using Cursor = const std::uint8_t*;

/// What a text is judged as: see codec/utf8.hpp.
enum class Kind { text, topic_name, topic_filter };

/// What stands behind the end of a text that is shorter than a word: nobody minds it.
inline constexpr std::uint8_t filling = 'a';

constexpr std::uint64_t every_byte(std::uint8_t byte) { return 0x0101010101010101U * byte; }

/// The byte at `p` becomes the lowest on any machine.
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

/// 0 to 7 bytes, filled up.
inline std::uint64_t load_short(Cursor p, unsigned size) {
  const std::uint64_t rest = every_byte(filling) << (8 * size);
  if (size >= 4) {
    const auto end = load<std::uint32_t>(p + size - 4);
    return rest | load<std::uint32_t>(p) | end << (8 * (size - 4));
  }
  if (size == 0) return rest;
  const unsigned middle = size / 2;
  return rest | p[0] | static_cast<std::uint64_t>(p[middle]) << (8 * middle) |
         static_cast<std::uint64_t>(p[size - 1]) << (8 * (size - 1));
}

#ifdef __SSE2__

inline constexpr unsigned block_size = 16;

inline __m128i load_block(Cursor p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }

/// 0 to 15 bytes, filled up.
inline __m128i load_short_block(Cursor p, unsigned size) {
  std::uint64_t low = 0;
  std::uint64_t high = every_byte(filling);
  if (size >= 8) {
    low = load<std::uint64_t>(p);
    if (size > 8)
      high = load<std::uint64_t>(p + size - 8) >> (8 * (16 - size)) | high << (8 * (size - 8));
  } else {
    low = load_short(p, size);
  }
  return _mm_set_epi64x(static_cast<std::int64_t>(high), static_cast<std::int64_t>(low));
}

inline __m128i every(std::uint8_t byte) { return _mm_set1_epi8(static_cast<char>(byte)); }

/// Bit i is the top bit of byte i.
inline unsigned top_bits(__m128i bytes) { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); }

#endif

}  // namespace mqttspec::utf8
