// Defects of strings: bytes that are not UTF-8, U+0000, lengths that go too far (sections 1.5.3 of
// 3.1.1, 1.5.4 and 1.5.7 of 5.0).
#include "codec/vectors/defects.hpp"
#include "codec/vectors/statements.hpp"

namespace mqttspec::vectors {
namespace {

using Buffer = std::vector<std::uint8_t>;

struct IllFormed {
  std::string_view name;
  std::string_view bytes;
};

using namespace std::literals;

// The second byte of a sequence decides about the first three kinds: RFC 3629.
constexpr IllFormed ill_formed[] = {
    {"over-long, U+0000 in two bytes", "\xC0\x80"sv},
    {"over-long, slash in two bytes", "\xC0\xAF"sv},
    {"over-long, U+007F in two bytes", "\xC1\xBF"sv},
    {"over-long, slash in three bytes", "\xE0\x80\xAF"sv},
    {"over-long, U+07FF in three bytes", "\xE0\x9F\xBF"sv},
    {"over-long, slash in four bytes", "\xF0\x80\x80\xAF"sv},
    {"over-long, U+FFFF in four bytes", "\xF0\x8F\xBF\xBF"sv},
    {"surrogate U+D800", "\xED\xA0\x80"sv},
    {"surrogate U+DFFF", "\xED\xBF\xBF"sv},
    {"pair of surrogates", "\xED\xA0\x80\xED\xB0\x80"sv},
    {"above U+10FFFF", "\xF4\x90\x80\x80"sv},
    {"lead byte F5", "\xF5\x80\x80\x80"sv},
    {"five byte sequence", "\xF8\x88\x80\x80\x80"sv},
    {"byte FE", "\xFE"sv},
    {"byte FF", "\xFF"sv},
    {"lone continuation byte 80", "\x80"sv},
    {"lone continuation byte BF", "\xBF"sv},
    {"two byte sequence cut", "\xC3"sv},
    {"three byte sequence cut", "\xE2\x82"sv},
    {"four byte sequence cut", "\xF0\x9F\x98"sv},
    {"two byte sequence broken off", "\xC3z"sv},
    {"three byte sequence broken off", "\xE2\x82z"sv},
    {"four byte sequence broken off", "\xF0\x9F\x98z"sv},
};

Buffer content_of(const Specimen& specimen, const Sized& field) {
  const auto begin = specimen.bytes().begin() + static_cast<std::ptrdiff_t>(field.content());
  return {begin, begin + static_cast<std::ptrdiff_t>(field.size)};
}

// Puts `text` into the field's content before its byte `at`.
void insert(const Specimen& specimen, const Sized& field, std::size_t at, std::string_view text,
            const std::string& defect, const Expectation& expected, DefectSink& sink) {
  Buffer content = content_of(specimen, field);
  content.insert(content.begin() + static_cast<std::ptrdiff_t>(at), text.begin(), text.end());
  const auto edited = specimen.with_content(field, content);
  sink.add(specimen, defect, field.name, edited.bytes, field.content() + edited.shift + at,
           expected);
}

}  // namespace

void break_characters(const Specimen& specimen, DefectSink& sink) {
  for (const auto& field : specimen.sized()) {
    if (!field.is_text) continue;
    // Behind a wildcard anything would also be at a wrong place in the filter.
    const auto content = content_of(specimen, field);
    if (std::ranges::any_of(content, [](auto c) { return c == '+' || c == '#'; })) continue;
    const auto wrong = malformed(ill_formed_statements(field));
    for (const auto& [name, bytes] : ill_formed) {
      insert(specimen, field, field.size, bytes, "utf-8/" + std::string(name), wrong, sink);
      const bool at_start = field.size != 0 && bytes.size() > 1 && bytes.back() != 'z';
      const bool is_share = field.part->kind == Kind::topic_filter && content[0] == '$';
      if (at_start && !is_share && name.starts_with("over-long"))
        insert(specimen, field, 0, bytes, "utf-8/" + std::string(name), wrong, sink);
    }
    const auto null = malformed(null_statements(field));
    insert(specimen, field, field.size, "\0"sv, "utf-8/U+0000 last", null, sink);
    insert(specimen, field, field.size, "\0z"sv, "utf-8/U+0000 inside", null, sink);
  }
}

void break_string_lengths(const Specimen& specimen, DefectSink& sink) {
  for (const auto& field : specimen.sized()) {
    const auto expected = malformed(length_statements(specimen, field));
    const auto end = field.part->block ? specimen.end_of_block(specimen.parts()[*field.part->block])
                                       : specimen.bytes().size();
    const auto left = end - field.content();
    for (const std::size_t length : {left + 1, left + 256, std::size_t{65535}}) {
      Buffer bytes = specimen.bytes();
      bytes[field.offset] = static_cast<std::uint8_t>(length >> 8);
      bytes[field.offset + 1] = static_cast<std::uint8_t>(length);
      sink.add(specimen, "string/length past the end", field.name, std::move(bytes), field.offset,
               expected);
    }
  }
}

}  // namespace mqttspec::vectors
