// Walks the tables of packets that the other tests hold.
#include "codec/decode_table.hpp"

#include <fmt/format.h>

#include <span>
#include <string>

namespace mqttspec {

namespace {

using ByteVector = std::vector<std::uint8_t>;
using Outcome = std::expected<Decoded, DecodeFailure>;

void append_variable_byte_integer(ByteVector& bytes, std::size_t value) {
  for (; value >= 0x80; value >>= 7) bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
  bytes.push_back(static_cast<std::uint8_t>(value));
}

void append_two_byte_integer(ByteVector& bytes, std::size_t value) {
  bytes.push_back(static_cast<std::uint8_t>(value >> 8));
  bytes.push_back(static_cast<std::uint8_t>(value));
}

// Reads up to the closing bracket, or to the end where `closing` is 0.
ByteVector read_notation(std::string_view& text, char closing) {
  ByteVector bytes;
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c == ' ') continue;
    if (c == closing) return bytes;
    if (c == '[' || c == '{') {
      const ByteVector inner = read_notation(text, c == '[' ? ']' : '}');
      c == '[' ? append_variable_byte_integer(bytes, inner.size())
               : append_two_byte_integer(bytes, inner.size());
      bytes.insert(bytes.end(), inner.begin(), inner.end());
    } else if (c == '\'') {
      const auto size = text.find('\'');
      bytes.insert(bytes.end(), text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));
      text.remove_prefix(size + 1);
    } else {
      const std::string pair{c, text.at(0)};
      std::size_t used = 0;
      bytes.push_back(static_cast<std::uint8_t>(std::stoul(pair, &used, 16)));
      EXPECT_EQ(used, 2U) << pair;
      text.remove_prefix(1);
    }
  }
  EXPECT_EQ(closing, 0) << "a bracket is not closed";
  return bytes;
}

// Decodes a copy that ends where the bytes end, so that reading on would be noticed.
Outcome decode_exactly(std::span<const std::uint8_t> bytes, const DecodeContext& context,
                       std::vector<std::uint8_t>& copy) {
  copy = std::vector<std::uint8_t>(bytes.begin(), bytes.end());
  copy.shrink_to_fit();
  return decode_packet(Bytes(copy.data(), copy.size()), context);
}

// "malformed MQTT-1.5.4-1 @7 0x81", "need 3", or "ok PUBLISH in 12 bytes".
std::string outcome_text(const Outcome& result) {
  if (result)
    return fmt::format("ok {} in {} bytes", to_string(type_of(result->packet)), result->size);
  if (const auto* more = std::get_if<NeedMore>(&result.error()))
    return fmt::format("need {}", more->bytes);
  const auto& violation = std::get<Violation>(result.error());
  return fmt::format("{} {} @{} 0x{:02X}", to_string(violation.kind), violation.statement.id(),
                     violation.offset, static_cast<unsigned>(violation.reason_code));
}

// How many bytes the fixed header has, or 0 if it is cut.
std::size_t fixed_header_size(std::span<const std::uint8_t> bytes) {
  for (std::size_t i = 1; i < bytes.size(); ++i)
    if (bytes[i] < 0x80) return i + 1;
  return 0;
}

void expect_beginnings(const ByteVector& bytes, const DecodeContext& context) {
  ByteVector copy;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::span beginning = std::span(bytes).first(size);
    const auto result = decode_exactly(beginning, context, copy);
    const std::size_t expected = fixed_header_size(beginning) != 0 ? bytes.size() - size
                                 : size == 0                       ? 2
                                                                   : 1;
    EXPECT_EQ(outcome_text(result), fmt::format("need {}", expected))
        << "after " << size << " bytes";
  }
}

DecodeContext with_strictness(DecodeContext context, bool strict) {
  context.strict = strict;
  return context;
}

void expect_decoded(const DecodeContext& context, std::string_view hex, const Packet& packet,
                    const std::optional<Violation>& note) {
  SCOPED_TRACE(hex);
  ByteVector bytes = packet_bytes(hex);
  ByteVector copy;
  const auto alone = decode_exactly(bytes, context, copy);
  ASSERT_TRUE(alone) << outcome_text(alone);
  EXPECT_EQ(alone->size, bytes.size());
  EXPECT_TRUE(alone->packet == packet);
  EXPECT_TRUE(alone->contested == note);
  expect_beginnings(bytes, context);
  bytes.push_back(0xFF);
  const auto followed = decode_exactly(bytes, context, copy);
  ASSERT_TRUE(followed) << outcome_text(followed);
  EXPECT_EQ(followed->size, bytes.size() - 1);
  EXPECT_TRUE(followed->packet == packet);
}

void expect_violation(const DecodeContext& context, std::string_view hex,
                      const Violation& expected) {
  SCOPED_TRACE(hex);
  const ByteVector bytes = packet_bytes(hex);
  const std::string text = outcome_text(std::unexpected(DecodeFailure(expected)));
  ByteVector copy;
  bool detected = false;
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const auto result = decode_exactly(std::span(bytes).first(size), context, copy);
    ASSERT_FALSE(result) << "after " << size << " bytes";
    if (std::holds_alternative<NeedMore>(result.error())) {
      EXPECT_FALSE(detected) << "undecided again after " << size << " bytes";
      continue;
    }
    detected = true;
    EXPECT_EQ(outcome_text(result), text) << "after " << size << " bytes";
    EXPECT_TRUE(result.error() == DecodeFailure(expected));
  }
  EXPECT_TRUE(detected) << "not found";
}

}  // namespace

std::vector<std::uint8_t> packet_bytes(std::string_view text) { return read_notation(text, 0); }

void expect_accepted(const DecodeContext& context, std::initializer_list<Accepted> rows) {
  for (const Accepted& row : rows)
    for (const bool strict : {true, false})
      expect_decoded(with_strictness(context, strict), row.hex, row.packet, std::nullopt);
}

void expect_rejected(const DecodeContext& context, std::initializer_list<Rejected> rows) {
  for (const Rejected& row : rows)
    for (const bool strict : {true, false})
      expect_violation(with_strictness(context, strict), row.hex,
                       {row.statement, row.offset, row.wrong.kind, row.wrong.reason_code});
}

void expect_contested(const DecodeContext& context, std::initializer_list<Contested> rows) {
  for (const Contested& row : rows) {
    const Violation reason{row.statement, row.offset, ViolationKind::contested, row.reason_code};
    expect_violation(with_strictness(context, true), row.hex, reason);
    expect_decoded(with_strictness(context, false), row.hex, row.packet, reason);
  }
}

}  // namespace mqttspec
