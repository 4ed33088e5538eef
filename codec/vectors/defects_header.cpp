// Defects of the fixed header (section 2.1 of 5.0, 2.2 of 3.1.1) and of the packet's length.
#include "codec/vectors/defects.hpp"
#include "codec/vectors/statements.hpp"

namespace mqttspec::vectors {
namespace {

using Buffer = std::vector<std::uint8_t>;

constexpr Cited table_of_types = "U3.1.1-2.2.1-1"_v311 | "U5.0-2.1.2-1"_v5;

Buffer with_first_byte(const Specimen& specimen, unsigned byte) {
  Buffer bytes = specimen.bytes();
  bytes[0] = static_cast<std::uint8_t>(byte);
  return bytes;
}

void break_publish_flags(const Specimen& specimen, DefectSink& sink) {
  const unsigned first = specimen.bytes()[0];
  sink.add(specimen, "header/QoS 3", "QoS", with_first_byte(specimen, first | 0x06), 0,
           malformed({"MQTT-3.3.1-4"_v311 | "MQTT-3.3.1-4"_v5, Cited("U3.1.1-3.3.1.2-1"_v311)}));
  if ((first & 0x06) == 0)
    sink.add(specimen, "header/DUP at QoS 0", "DUP", with_first_byte(specimen, first | 0x08), 0,
             either({"MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5}));
}

}  // namespace

void break_first_byte(const Specimen& specimen, DefectSink& sink) {
  const unsigned first = specimen.bytes()[0];
  if (specimen.type() == PacketType::publish) {
    break_publish_flags(specimen, sink);
  } else {
    for (unsigned flags = 0; flags < 16; ++flags)
      if (flags != (first & 0x0F))
        sink.add(specimen, "header/reserved flags", "flags",
                 with_first_byte(specimen, (first & 0xF0) | flags), 0,
                 malformed(flags_statements(specimen.type())));
  }
  sink.add(specimen, "header/type 0", "Control Packet type",
           with_first_byte(specimen, first & 0x0F), 0, either({table_of_types}));
  if (!specimen.is_5_0())
    sink.add(specimen, "header/type 15", "Control Packet type", with_first_byte(specimen, 0xF0), 0,
             either({table_of_types}));
}

void send_from_other_side(const Specimen& specimen, DefectSink& sink) {
  const Stream stream{specimen.stream().version, other(specimen.stream().sender)};
  if (may_send(stream.version, stream.sender, specimen.type())) return;
  sink.add(specimen, stream, "direction/wrong sender", "Control Packet type", specimen.bytes(), 0,
           either({table_of_types}));
}

void break_remaining_length(const Specimen& specimen, DefectSink& sink) {
  const auto length = specimen.bytes().size() - specimen.body();
  const std::string field = "Remaining Length";
  const auto too_long = malformed({"U3.1.1-2.2.3-2"_v311 | "U5.0-1.5.5-1"_v5});
  const Buffer padded = variable_byte_integer(length, 5);
  sink.add(specimen, "length/five bytes", field, specimen.with_remaining_length(padded), 4,
           too_long);
  const Buffer ones = {0xFF, 0xFF, 0xFF, 0xFF, 0x7F};
  sink.add(specimen, "length/five bytes, largest", field, specimen.with_remaining_length(ones), 4,
           too_long);
  const Buffer endless = {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00};
  sink.add(specimen, "length/seven bytes", field, specimen.with_remaining_length(endless), 4,
           too_long);
  // 3.1.1 has no rule against more bytes than needed.
  if (!specimen.is_5_0()) return;
  for (std::size_t size = variable_byte_integer(length).size() + 1; size <= 4; ++size)
    sink.add(specimen, "length/not the shortest form", field,
             specimen.with_remaining_length(variable_byte_integer(length, size)), size,
             malformed({"MQTT-1.5.5-1"_v5}));
}

namespace {

// True if the packet may end where this part begins, though more could follow.
bool may_end_before(const Specimen& specimen, const Part& part) {
  const bool first_of_kind = specimen.find(part.kind) == &part;
  switch (part.kind) {
    case Kind::payload:
      return true;
    case Kind::topic_filter:
      return !first_of_kind;
    case Kind::reason_code:
      if (specimen.type() == PacketType::suback || specimen.type() == PacketType::unsuback)
        return !first_of_kind;
      return specimen.type() != PacketType::connack && specimen.type() != PacketType::auth;
    case Kind::property_length:
      return part.host != PropertyHost::connect && part.host != PropertyHost::will &&
             part.host != PropertyHost::connack && part.host != PropertyHost::publish &&
             part.host != PropertyHost::subscribe && part.host != PropertyHost::unsubscribe &&
             part.host != PropertyHost::suback && part.host != PropertyHost::unsuback &&
             part.host != PropertyHost::auth;
    default:
      return false;
  }
}

// 3.8.3 and 3.10.3 of 5.0 call an empty Payload a Protocol Error; of acknowledgements nothing is
// said, and an AUTH of nothing is both permitted and forbidden (3.15.2.1, 3.15.2.2.2).
Expectation expect_missing(const Specimen& specimen, const Part& part) {
  if (part.kind == Kind::topic_filter) {
    if (specimen.type() == PacketType::subscribe)
      return protocol_error({"MQTT-3.8.3-3"_v311 | "MQTT-3.8.3-2"_v5});
    return protocol_error({"MQTT-3.10.3-2"_v311 | "MQTT-3.10.3-2"_v5});
  }
  auto statements = missing_statements(specimen, part);
  if (part.kind == Kind::reason_code && specimen.type() == PacketType::auth)
    return either(std::move(statements)).or_ok();
  if (part.kind == Kind::reason_code && specimen.type() != PacketType::connack)
    return either(std::move(statements));
  if (part.host == PropertyHost::auth) return either(std::move(statements));
  return malformed(std::move(statements));
}

}  // namespace

void cut_packet(const Specimen& specimen, DefectSink& sink) {
  const auto& bytes = specimen.bytes();
  const auto fixed = fixed_length_statements(specimen.stream().version, specimen.type());
  for (const auto& part : specimen.parts()) {
    for (std::size_t at = std::max(part.offset, specimen.body()); at < part.end(); ++at) {
      const auto cut = specimen.replaced(at, bytes.size() - at, {}).bytes;
      const bool at_start = at == part.offset;
      const auto defect = at_start ? "cut/before the field" : "cut/inside the field";
      if (!fixed.empty()) {
        sink.add(specimen, defect, part.name, cut, 1, malformed(fixed));
      } else if (part.block) {
        sink.add(specimen, defect, part.name, cut, specimen.parts()[*part.block].offset,
                 malformed({"U5.0-2.2.2.1-1"_v5}));
      } else if (at_start && !may_end_before(specimen, part)) {
        sink.add(specimen, defect, part.name, cut, at, expect_missing(specimen, part));
      } else if (!at_start && part.kind != Kind::payload) {
        sink.add(specimen, defect, part.name, cut, part.offset,
                 malformed(missing_statements(specimen, part)));
      }
    }
  }
}

void append_bytes(const Specimen& specimen, DefectSink& sink) {
  const auto fixed = fixed_length_statements(specimen.stream().version, specimen.type());
  const auto& last = specimen.parts().back();
  const auto end = specimen.bytes().size();
  // Where fields are left out or may be repeated, more bytes are more fields.
  const bool is_closed = !fixed.empty() || specimen.type() == PacketType::connect ||
                         specimen.type() == PacketType::subscribe ||
                         specimen.type() == PacketType::unsubscribe ||
                         ((last.block || last.kind == Kind::property_length) &&
                          specimen.type() != PacketType::publish) ||
                         (specimen.type() == PacketType::connack && !specimen.is_5_0());
  if (!is_closed) return;
  for (const Buffer& surplus :
       {Buffer{0x00}, Buffer{0xFF}, Buffer{0x00, 0x00}, Buffer{0xC0, 0x00}, Buffer(16, 0xAA)}) {
    const bool is_list =
        specimen.type() == PacketType::subscribe || specimen.type() == PacketType::unsubscribe;
    // There two bytes of 0 would be an empty Topic Filter, which is another defect.
    if (is_list && surplus.size() == 2 && surplus[0] == 0) continue;
    const auto edited = specimen.replaced(end, 0, surplus);
    const auto at = fixed.empty() ? end + edited.shift : 1;
    sink.add(specimen, "surplus/" + std::to_string(surplus.size()) + " bytes", "packet end",
             edited.bytes, at,
             malformed(fixed.empty() ? surplus_statements(specimen.type()) : fixed));
  }
}

}  // namespace mqttspec::vectors
