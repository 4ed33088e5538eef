// Why a value of a data type of section 1.5 is wrong, in statements.
#include "codec/grammar/s1_05_data_types.hpp"

namespace mqttspec::grammar {

[[gnu::cold]] bool reject_variable_byte_integer(Scan& scan, const VariableByteIntegerRead& read) {
  if (read.ended == VariableByteIntegerRead::Ended::too_long)
    return malformed(scan, read.at, "U3.1.1-2.2.3-2"_v311 | "U5.0-1.5.5-1"_v5);
  return malformed(scan, read.at, "MQTT-1.5.5-1"_v5);
}

[[gnu::cold]] bool reject_character(Scan& scan, Cursor at, const TextRules& rules) {
  if (*at == 0) return malformed(scan, at, rules.null);
  if (*at == '+' || *at == '#') return malformed(scan, at, rules.wildcard);
  return malformed(scan, at, rules.ill_formed);
}

}  // namespace mqttspec::grammar
