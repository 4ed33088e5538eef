// Skips well-formed text of any script, sixteen bytes at a time. Each byte is judged by itself and
// the three before it: a lead byte says how many continuation bytes follow, and four of them what
// the first of these may be. That is the table of Unicode's section 3.9.
#pragma once

#include "codec/utf8/words.hpp"

namespace mqttspec::utf8 {

#ifdef __SSE2__

/// Sixteen bytes of a text, and for each the bytes that stand before it.
struct Window {
  __m128i here, one_before, two_before, three_before;
};

/// The window at the beginning of a character: what comes before does not matter.
inline Window first_window(__m128i bytes) {
  return {bytes, _mm_slli_si128(bytes, 1), _mm_slli_si128(bytes, 2), _mm_slli_si128(bytes, 3)};
}

inline Window window_at(Cursor p) {
  return {load_block(p), load_block(p - 1), load_block(p - 2), load_block(p - 3)};
}

/// Not zero where a byte is above `limit`.
inline __m128i above(__m128i bytes, std::uint8_t limit) {
  return _mm_subs_epu8(bytes, every(limit));
}
inline __m128i equal(__m128i bytes, std::uint8_t byte) {
  return _mm_cmpeq_epi8(bytes, every(byte));
}

inline bool is_zero(__m128i bytes) {
  return top_bits(_mm_cmpeq_epi8(bytes, _mm_setzero_si128())) == 0xFFFF;
}

/// Set where a continuation byte lacks its lead byte, or a lead byte its continuation.
inline __m128i wrong_lengths(const Window& window) {
  const __m128i leads =
      _mm_or_si128(above(window.one_before, 0xBF),
                   _mm_or_si128(above(window.two_before, 0xDF), above(window.three_before, 0xEF)));
  // 0x80 to 0xBF are the lowest of all as signed numbers.
  const __m128i continues = _mm_cmplt_epi8(window.here, every(0xC0));
  return _mm_cmpeq_epi8(_mm_cmpeq_epi8(leads, _mm_setzero_si128()), continues);
}

/// Not zero behind a lead byte that wrong_second_bytes() has something to say about.
inline __m128i special_leads(__m128i leads) {
  const __m128i over_long = equal(_mm_or_si128(leads, every(0x01)), 0xC1);
  const __m128i of_three = _mm_or_si128(equal(leads, 0xE0), equal(leads, 0xED));
  return _mm_or_si128(_mm_or_si128(over_long, above(leads, 0xEF)), of_three);
}

/// Not zero behind a lead byte that no character has, and at a second byte that would make an
/// over-long form, a surrogate or a number above U+10FFFF. Other wrong second bytes are no
/// continuation, and found as such.
inline __m128i wrong_second_bytes(const Window& window) {
  const __m128i lead = window.one_before;
  const __m128i below_90 = _mm_cmplt_epi8(window.here, every(0x90));
  const __m128i below_a0 = _mm_cmplt_epi8(window.here, every(0xA0));
  const __m128i never =
      _mm_or_si128(equal(_mm_or_si128(lead, every(0x01)), 0xC1), above(lead, 0xF4));
  const __m128i over_long = _mm_or_si128(_mm_and_si128(equal(lead, 0xE0), below_a0),
                                         _mm_and_si128(equal(lead, 0xF0), below_90));
  const __m128i too_high = _mm_or_si128(_mm_andnot_si128(below_a0, equal(lead, 0xED)),
                                        _mm_andnot_si128(below_90, equal(lead, 0xF4)));
  return _mm_or_si128(never, _mm_or_si128(over_long, too_high));
}

/// True if the sixteen bytes are well-formed, without U+0000 and in topics without wildcards. A
/// character that begins among them may go on behind them.
template <Kind kind>
bool is_fine(const Window& window) {
  __m128i wrong = _mm_or_si128(wrong_lengths(window), equal(window.here, 0));
  if constexpr (kind != Kind::text)
    wrong = _mm_or_si128(wrong, equal(_mm_or_si128(window.here, every(0x08)), '+'));
  if (is_zero(_mm_or_si128(wrong, special_leads(window.one_before)))) [[likely]]
    return true;
  return is_zero(_mm_or_si128(wrong, wrong_second_bytes(window)));
}

/// The beginning of the character that the end of the well-formed [..., p) cuts, or `p`.
inline Cursor character_cut_at(Cursor p) {
  if (p[-1] >= 0xC0) return p - 1;
  if (p[-2] >= 0xE0) return p - 2;
  return p[-3] >= 0xF0 ? p - 3 : p;
}

/// Skips characters from `p`, where one begins: to the end, or to the beginning of one from which
/// on fewer than twenty bytes hold something that is not fine.
template <Kind kind>
Cursor skip_fine(Cursor p, Cursor last) {
  while (last - p >= block_size) {
    if (!is_fine<kind>(first_window(load_block(p)))) return p;
    for (p += block_size; last - p >= block_size; p += block_size)
      if (!is_fine<kind>(window_at(p))) return character_cut_at(p);
    p = character_cut_at(p);
  }
  // Behind a character that is cut, the filling is no continuation.
  const __m128i rest = load_short_block(p, static_cast<unsigned>(last - p));
  return is_fine<kind>(first_window(rest)) ? last : p;
}

#else

template <Kind kind>
Cursor skip_fine(Cursor p, Cursor) {
  return p;
}

#endif

}  // namespace mqttspec::utf8
