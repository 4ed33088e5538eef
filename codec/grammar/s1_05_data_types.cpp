// The rarer values of the data types of section 1.5: long ones, and wrong ones with the statements
// that they break.
#include "codec/grammar/s1_05_data_types.hpp"

namespace mqttspec::grammar {

VariableByteIntegerRead read_longer_variable_byte_integer(Cursor first, Cursor last) {
  using enum VariableByteIntegerRead::Ended;
  std::uint32_t value = 0;
  for (unsigned i = 0; first + i != last; ++i) {
    const std::uint8_t byte = first[i];
    value |= static_cast<std::uint32_t>(byte & 0x7FU) << (7 * i);
    if (byte == 0) return {not_shortest, value, first + i};
    if (byte < 0x80) return {whole, value, first + i + 1};
    if (i == 3) return {too_long, 0, first + i};
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
