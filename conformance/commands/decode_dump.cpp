// See decode_dump.hpp.
#include "conformance/commands/decode_dump.hpp"

#include <algorithm>
#include <charconv>

#include "codec/printable.hpp"

namespace mqttspec::conformance::commands {
namespace {

constexpr std::size_t fewest_digits = 4;
constexpr std::size_t most_digits = 16;
constexpr std::size_t half_row = 8;  // where hexdump -C leaves a wider gap

std::size_t hex_digits(std::string_view text) {
  const auto end = text.find_first_not_of("0123456789abcdefABCDEF");
  return end == std::string_view::npos ? text.size() : end;
}

std::optional<std::size_t> number(std::string_view digits, int base) {
  std::size_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

struct RowStyle {
  bool colon;         // behind the offset: xxd and tcpdump
  bool seven_digits;  // hexdump and od: words of two bytes stand with their low byte first
};

// Where the column of characters begins, by the gap before it and the bytes so far.
bool ends_bytes(std::size_t gap, std::size_t width, std::size_t count, RowStyle style) {
  if (count == 0) return false;
  if (style.seven_digits && width == 4) return false;
  if (gap >= 3) return true;
  return gap == 2 && (style.colon || width != 2 || count != half_row);
}

std::vector<std::uint8_t> row_bytes(std::string_view rest, RowStyle style) {
  std::vector<std::uint8_t> bytes;
  std::size_t width = 0;
  while (true) {
    const auto gap = std::min(rest.find_first_not_of(" \t"), rest.size());
    rest.remove_prefix(gap);
    const auto digits = hex_digits(rest);
    const bool is_word = digits == rest.size() || rest[digits] == ' ' || rest[digits] == '\t';
    if (digits == 0 || digits % 2 != 0 || !is_word) break;
    if (ends_bytes(gap, width, bytes.size(), style)) break;
    if (width == 0) width = digits;
    if (digits > width) break;
    auto word = parse_hex(rest.substr(0, digits)).value();
    if (style.seven_digits && digits == 4) std::ranges::reverse(word);
    bytes.insert(bytes.end(), word.begin(), word.end());
    rest.remove_prefix(digits);
  }
  return bytes;
}

}  // namespace

std::optional<DumpRow> dump_row(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  if (line.starts_with("0x")) line.remove_prefix(2);
  const auto digits = hex_digits(line);
  if (digits < fewest_digits || digits > most_digits) return std::nullopt;
  const auto offset = line.substr(0, digits);
  auto rest = line.substr(digits);
  const bool colon = rest.starts_with(':');
  if (colon) rest.remove_prefix(1);
  if (!rest.empty() && rest[0] != ' ' && rest[0] != '\t') return std::nullopt;
  return DumpRow{std::string(offset), row_bytes(rest, {colon, digits == 7})};
}

bool Dump::can_begin(const DumpRow& first) {
  return !first.bytes.empty() && first.offset.find_first_not_of('0') == std::string::npos;
}

Dump::Dump(DumpRow first)
    : bytes_(first.bytes), last_row_(std::move(first.bytes)), digits_(first.offset.size()) {}

bool Dump::take_repeated(const DumpRow& row) {
  const auto end = number(row.offset, base_);
  if (!end || *end < bytes_.size() || (*end - bytes_.size()) % last_row_.size() != 0) return false;
  while (bytes_.size() < *end) bytes_.insert(bytes_.end(), last_row_.begin(), last_row_.end());
  repeats_ = false;
  return true;
}

bool Dump::take(std::string_view line) {
  if (line == "*") return repeats_ = true;
  const auto row = dump_row(line);
  if (!row || row->offset.size() != digits_ || is_over_) return false;
  if (repeats_ && !take_repeated(*row)) return false;
  const auto is_here = [&](int base) {
    if (number(row->offset, base) != bytes_.size()) return false;
    base_ = base;
    return true;
  };
  const auto pads = [&](int base) { return number(row->offset, base) == bytes_.size() - 1; };
  if (row->bytes.empty() && (pads(16) || pads(8))) {
    bytes_.pop_back();  // hexdump fills its last word
    return is_over_ = true;
  }
  if (!is_here(16) && !is_here(8) && !is_here(10)) return false;
  bytes_.insert(bytes_.end(), row->bytes.begin(), row->bytes.end());
  last_row_ = row->bytes;
  return is_over_ = row->bytes.empty(), true;
}

}  // namespace mqttspec::conformance::commands
