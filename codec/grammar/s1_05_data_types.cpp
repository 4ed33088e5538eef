// The rarer values of the data types of section 1.5: long ones, and wrong ones with the statements
// that they break.
#include "codec/grammar/s1_05_data_types.hpp"

#include <bit>

namespace mqttspec::grammar {

// Four bytes at once, of which the first says that another follows.
static VariableByteIntegerRead read_of_four(Cursor first) {
  using enum VariableByteIntegerRead::Ended;
  const std::uint32_t word = first[0] | std::uint32_t{first[1]} << 8 |
                             std::uint32_t{first[2]} << 16 | std::uint32_t{first[3]} << 24;
  const std::uint32_t ends = ~word & 0x80808080U;  // the top bit is unset in the last byte
  if (ends == 0) return {too_long, 0, first + 3};
  const auto size = static_cast<unsigned>(std::countr_zero(ends) + 1) / 8;
  const std::uint32_t bytes = word & (0xFFFFFFFFU >> (32 - 8 * size));
  const std::uint32_t value = (bytes & 0x7FU) | (bytes >> 1 & 0x3F80U) | (bytes >> 2 & 0x1FC000U) |
                              (bytes >> 3 & 0xFE00000U);
  if (first[size - 1] == 0) return {not_shortest, value, first + size - 1};
  return {whole, value, first + size};
}

VariableByteIntegerRead read_longer_variable_byte_integer(Cursor first, Cursor last) {
  using enum VariableByteIntegerRead::Ended;
  if (left(first, last) >= 4) return read_of_four(first);
  std::uint32_t value = 0;
  for (unsigned i = 0; first + i != last; ++i) {
    const std::uint8_t byte = first[i];
    value |= static_cast<std::uint32_t>(byte & 0x7FU) << (7 * i);
    if (byte == 0) return {not_shortest, value, first + i};
    if (byte < 0x80) return {whole, value, first + i + 1};
  }
  return {cut, 0, last};
}

[[gnu::cold]] Rejected reject_variable_byte_integer(Scan& scan, VariableByteIntegerRead read) {
  if (read.ended == VariableByteIntegerRead::Ended::too_long)
    return malformed(scan, read.at, "U3.1.1-2.2.3-2"_v311 | "U5.0-1.5.5-1"_v5);
  return malformed(scan, read.at, "MQTT-1.5.5-1"_v5);
}

[[gnu::cold]] Rejected reject_character(Scan& scan, Cursor at, const TextRules& rules) {
  if (*at == 0) return malformed(scan, at, rules.null);
  if (*at == '+' || *at == '#') return malformed(scan, at, rules.wildcard);
  return malformed(scan, at, rules.ill_formed);
}

}  // namespace mqttspec::grammar
