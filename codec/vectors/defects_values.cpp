// Defects of single values: Packet Identifier, Reason Codes, Subscription Options, the flags of
// CONNACK.
#include <algorithm>
#include <array>

#include "codec/vectors/defects.hpp"
#include "codec/vectors/statements.hpp"

namespace mqttspec::vectors {
namespace {

using Buffer = std::vector<std::uint8_t>;

Buffer with_byte(const Specimen& specimen, std::size_t at, unsigned byte) {
  Buffer bytes = specimen.bytes();
  bytes[at] = static_cast<std::uint8_t>(byte);
  return bytes;
}

bool may_carry_code(const Specimen& specimen, unsigned code) {
  if (specimen.is_5_0())
    return may_carry(specimen.type(), ReasonCode{static_cast<std::uint8_t>(code)},
                     specimen.stream().sender);
  if (specimen.type() == PacketType::connack) return code <= 5;
  return code <= 2 || code == 0x80;
}

// 0x8C is a code of DISCONNECT in one of two tables (spec/ambiguities.md).
Expectation unlisted_code(const Specimen& specimen, unsigned code) {
  const auto expected = either(reason_code_statements(specimen.type()));
  return specimen.type() == PacketType::disconnect && code == 0x8C ? expected.or_ok() : expected;
}

void break_reason_codes(const Specimen& specimen, const Part& part, DefectSink& sink) {
  constexpr auto few = std::to_array<unsigned>({0x05, 0x7F, 0x8F, 0xFF});
  const bool all = sink.is_first(specimen, part.name);
  for (unsigned code = 0; code < 256; ++code) {
    if (may_carry_code(specimen, code)) continue;
    if (!all && std::ranges::find(few, code) == few.end()) continue;
    const auto other_side = other(specimen.stream().sender);
    const bool of_other =
        specimen.is_5_0() &&
        may_carry(specimen.type(), ReasonCode{static_cast<std::uint8_t>(code)}, other_side);
    sink.add(specimen, of_other ? "reason-code/of the other side" : "reason-code/not listed",
             part.name, with_byte(specimen, part.offset, code), part.offset,
             unlisted_code(specimen, code));
  }
}

void break_requested_qos(const Specimen& specimen, const Part& part, DefectSink& sink) {
  const unsigned options = specimen.bytes()[part.offset];
  const auto reserved = malformed({Cited("MQTT-3.8.3-4"_v311)});
  sink.add(specimen, "options/QoS 3", part.name, with_byte(specimen, part.offset, options | 3),
           part.offset, reserved);
  for (unsigned bit = 4; bit < 256; bit <<= 1)
    sink.add(specimen, "options/reserved bits", part.name,
             with_byte(specimen, part.offset, options | bit), part.offset, reserved);
}

void break_options(const Specimen& specimen, const Part& part, DefectSink& sink) {
  const unsigned options = specimen.bytes()[part.offset];
  const auto add = [&](const std::string& defect, unsigned changed, const Expectation& expected) {
    sink.add(specimen, "options/" + defect, part.name, with_byte(specimen, part.offset, changed),
             part.offset, expected);
  };
  for (const unsigned bits : {0x40U, 0x80U, 0xC0U})
    add("reserved bits", options | bits, malformed({"MQTT-3.8.3-5"_v5}));
  add("QoS 3", options | 3, protocol_error({"U5.0-3.8.3.1-1"_v5}));
  add("Retain Handling 3", options | 0x30, protocol_error({"U5.0-3.8.3.1-10"_v5}));
  // The Topic Filter stands right before its options.
  const auto& filter = *(&part - 1);
  const Bytes text = Bytes(specimen.bytes()).subspan(filter.offset + 2, filter.size - 2);
  if (as_text(text).starts_with("$share/"))
    add("No Local on a Shared Subscription", options | 4, protocol_error({"MQTT-3.8.3-4"_v5}));
}

}  // namespace

void break_values(const Specimen& specimen, DefectSink& sink) {
  for (const auto& part : specimen.parts()) {
    if (part.kind == Kind::packet_id)
      sink.add(specimen, "packet-id/0", part.name,
               specimen.replaced(part.offset, 2, Buffer{0, 0}).bytes, part.offset,
               either(packet_id_statements(specimen)));
    if (part.kind == Kind::reason_code) break_reason_codes(specimen, part, sink);
    if (part.kind == Kind::options) {
      if (specimen.is_5_0())
        break_options(specimen, part, sink);
      else
        break_requested_qos(specimen, part, sink);
    }
    if (part.kind != Kind::acknowledge_flags) continue;
    const unsigned flags = specimen.bytes()[part.offset];
    for (unsigned bit = 2; bit < 256; bit <<= 1)
      sink.add(specimen, "connack-flags/reserved bits", part.name,
               with_byte(specimen, part.offset, flags | bit), part.offset,
               either({"U3.1.1-3.2.2.1-1"_v311 | "MQTT-3.2.2-1"_v5}));
    if (flags == 0 && specimen.bytes()[part.offset + 1] != 0)
      sink.add(specimen, "connack-flags/Session Present in a refusal", part.name,
               with_byte(specimen, part.offset, 1), part.offset + 1,
               either({"MQTT-3.2.2-4"_v311 | "MQTT-3.2.2-6"_v5}));
  }
}

}  // namespace mqttspec::vectors
