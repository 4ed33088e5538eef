// Plain ASCII and well-formed text are skipped in blocks; what stops that is looked at one
// character at a time.
#include "codec/utf8.hpp"

#include <cstddef>

#include "codec/utf8/blocks.hpp"
#include "codec/utf8/filter.hpp"
#include "codec/utf8/plain.hpp"

namespace mqttspec {
namespace {

using utf8::Cursor;
using utf8::Kind;

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

// Length of the character at `p`, or 0 if it may not stand there.
template <Kind kind>
unsigned length_of_character(Cursor first, Cursor p, Cursor last) {
  if (*p >= 0x80) return multibyte_length(p, last);
  if (*p == 0) return 0;
  if (kind == Kind::text || (*p != '+' && *p != '#')) return 1;
  return kind == Kind::topic_filter && is_well_placed(first, p, last) ? 1 : 0;
}

// How many bytes are looked at one character at a time before blocks are tried again.
constexpr std::ptrdiff_t stretch = 20;

// Goes on where the plain text ends, at `p`.
template <Kind kind>
[[gnu::noinline]] Cursor find_fault_from(Cursor p, Cursor first, Cursor last) {
  while (p != last) {
    if (*p >= 0x80) p = utf8::skip_fine<kind>(p, last);
    if (p == last) return last;
    const Cursor stop = last - p > stretch ? p + stretch : last;
    while (p < stop) {
      const unsigned length = length_of_character<kind>(first, p, last);
      if (length == 0) return p;
      p += length;
    }
    p = utf8::skip_plain<kind>(p, last);
  }
  return last;
}

template <Kind kind>
Cursor find_fault(Cursor first, Cursor last) {
  const Cursor p = utf8::skip_plain<kind>(first, last);
  return p == last ? last : find_fault_from<kind>(p, first, last);
}

}  // namespace

const std::uint8_t* find_text_fault(const std::uint8_t* first, const std::uint8_t* last) {
  return find_fault<Kind::text>(first, last);
}

const std::uint8_t* find_topic_name_fault(const std::uint8_t* first, const std::uint8_t* last) {
  return find_fault<Kind::topic_name>(first, last);
}

const std::uint8_t* find_topic_filter_fault(const std::uint8_t* first, const std::uint8_t* last) {
  if (utf8::is_plain_filter(first, last)) return last;
  return find_fault<Kind::topic_filter>(first, last);
}

}  // namespace mqttspec
