// The fast scanner against a plain one, over every short text of interesting bytes at every place
// in a word.
#include "codec/utf8.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mqttspec {
namespace {

using ByteVector = std::vector<std::uint8_t>;

// The code point at `at` and how many bytes it takes, decoded by shifting bits and judged by value
// alone, unlike in the scanner; size 0 if it is ill-formed.
std::size_t plain_size(const ByteVector& text, std::size_t at) {
  const std::uint8_t lead = text[at];
  if (lead < 0x80) return 1;
  std::size_t size = 0;
  while (size < 8 && (lead << size & 0x80) != 0) ++size;
  if (size < 2 || size > 4 || at + size > text.size()) return 0;
  std::uint32_t point = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((text[at + i] & 0xC0) != 0x80) return 0;
    point = point << 6 | (text[at + i] & 0x3FU);
  }
  constexpr std::uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < smallest[size] || point > 0x10FFFF) return 0;
  return point >= 0xD800 && point <= 0xDFFF ? 0 : size;
}

enum class Kind { text, topic_name, topic_filter };

bool plain_wildcard_fits(const ByteVector& text, std::size_t at) {
  const bool starts = at == 0 || text[at - 1] == '/';
  const bool ends = at + 1 == text.size() || (text[at] == '+' && text[at + 1] == '/');
  return starts && ends;
}

std::size_t plain_fault(const ByteVector& text, Kind kind) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = plain_size(text, at);
    if (size == 0 || text[at] == 0) return at;
    if (kind != Kind::text && (text[at] == '+' || text[at] == '#'))
      if (kind == Kind::topic_name || !plain_wildcard_fits(text, at)) return at;
    at += size;
  }
  return text.size();
}

void expect_same(const ByteVector& text) {
  const std::uint8_t* first = text.data();
  const std::uint8_t* last = first + text.size();
  const auto at = [first](const std::uint8_t* p) { return static_cast<std::size_t>(p - first); };
  const bool same =
      at(find_text_fault(first, last)) == plain_fault(text, Kind::text) &&
      at(find_topic_name_fault(first, last)) == plain_fault(text, Kind::topic_name) &&
      at(find_topic_filter_fault(first, last)) == plain_fault(text, Kind::topic_filter);
  if (same) return;
  ADD_FAILURE() << ::testing::PrintToString(text) << ": " << at(find_text_fault(first, last)) << ' '
                << at(find_topic_name_fault(first, last)) << ' '
                << at(find_topic_filter_fault(first, last));
}

// Calls `visit` with every text of up to `size` bytes out of `alphabet`.
template <class Visit>
void for_each_text(const ByteVector& alphabet, std::size_t size, ByteVector& text, Visit visit) {
  visit(text);
  if (text.size() == size) return;
  for (const std::uint8_t byte : alphabet) {
    text.push_back(byte);
    for_each_text(alphabet, size, text, visit);
    text.pop_back();
  }
}

// Both ends of every range in the table of well-formed sequences, and their neighbours.
const ByteVector edges = {0x00, 'a',  '/',  '#',  '+',  0x7F, 0x80, 0x8F, 0x90, 0x9F,
                          0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
                          0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};

TEST(Utf8, EveryShortText) {
  ByteVector text;
  for_each_text(edges, 4, text, expect_same);
}

TEST(Utf8, EveryShortTopic) {
  ByteVector text;
  for_each_text({'a', '/', '+', '#', 0x00, 0xC3}, 7, text, expect_same);
}

TEST(Utf8, EveryPlaceInAWord) {
  for (std::size_t before = 0; before <= 17; ++before)
    for (std::size_t after = 0; after <= 17; ++after) {
      ByteVector middle;
      for_each_text(edges, 2, middle, [&](const ByteVector& part) {
        ByteVector text(before, 'x');
        text.insert(text.end(), part.begin(), part.end());
        text.insert(text.end(), after, 'y');
        expect_same(text);
      });
    }
}

// Texts that are longer than any block, of characters of one to four bytes, with every notable byte
// at every place.
TEST(Utf8, EveryPlaceInALongText) {
  const std::string scripts[] = {
      "завод/линия/станция/температура/слишком/высокая",
      "工場/生産ライン/第十二号機の温度が高すぎます",
      "Köln/линия/第十二号機/température/🌡️/98 °C/🌡️🌡️🌡️🌡️",
      "\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF\xF0\x90\x80\x80\xE0\xA0\x80"
      "+/плюс/+/решётка/\xDF\xBF\xC2\x80/+/и/ещё/#"};
  for (const auto& script : scripts) {
    const ByteVector whole(script.begin(), script.end());
    for (std::size_t begin = 0; begin < 20; ++begin) {
      for (std::size_t end = begin; end <= whole.size(); ++end) {
        const ByteVector part(whole.begin() + static_cast<std::ptrdiff_t>(begin),
                              whole.begin() + static_cast<std::ptrdiff_t>(end));
        expect_same(part);
      }
      ByteVector text(whole.begin() + static_cast<std::ptrdiff_t>(begin), whole.end());
      for (auto& byte : text) {
        const std::uint8_t before = byte;
        for (const std::uint8_t edge : edges) {
          byte = edge;
          expect_same(text);
        }
        byte = before;
      }
    }
  }
}

// Wildcards at every place of filters on both sides of the longest that is judged as a whole.
TEST(Utf8, EveryPlaceInALongFilter) {
  for (const std::size_t size :
       {1U, 2U, 7U, 15U, 16U, 17U, 31U, 33U, 48U, 63U, 64U, 65U, 66U, 100U}) {
    const ByteVector plain(size, 'a');
    for (std::size_t place = 0; place < size; ++place)
      for (const std::uint8_t before : as_bytes("/b"))
        for (const std::uint8_t symbol : as_bytes({"+#/\0\xC3", 5}))
          for (const std::uint8_t after : as_bytes("/b+")) {
            ByteVector text = plain;
            text[place] = symbol;
            if (place > 0) text[place - 1] = before;
            if (place + 1 < size) text[place + 1] = after;
            expect_same(text);
          }
  }
}

TEST(Utf8, EveryLeadAndSecondByte) {
  for (unsigned lead = 0x80; lead <= 0xFF; ++lead)
    for (unsigned second = 0; second <= 0xFF; ++second)
      expect_same({static_cast<std::uint8_t>(lead), static_cast<std::uint8_t>(second), 0xBF, 0x80});
}

}  // namespace
}  // namespace mqttspec
