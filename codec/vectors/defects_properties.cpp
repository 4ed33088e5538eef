// Defects of properties (section 2.2.2 of 5.0 and the packets' own sections).
#include "codec/vectors/defects.hpp"
#include "codec/vectors/property_values.hpp"
#include "codec/vectors/statements.hpp"

namespace mqttspec::vectors {
namespace {

using Buffer = std::vector<std::uint8_t>;

constexpr Cited bad_property = "U5.0-2.2.2.2-1"_v5;

// An ordinary property of that identifier.
Buffer encoded_property(const PropertyRow& row) {
  const auto identifier = static_cast<std::uint8_t>(row.property);
  switch (row.type) {
    case PropertyType::byte:
    case PropertyType::variable_byte_integer:
      return {identifier, 1};
    case PropertyType::two_byte_integer:
      return {identifier, 0, 1};
    case PropertyType::four_byte_integer:
      return {identifier, 0, 0, 0, 1};
    case PropertyType::utf8_string:
    case PropertyType::binary_data:
      return {identifier, 0, 1, 'x'};
    case PropertyType::utf8_string_pair:
      return {identifier, 0, 1, 'x', 0, 1, 'y'};
  }
  return {};
}

std::size_t index_of(const Specimen& specimen, const Part& part) {
  return static_cast<std::size_t>(&part - specimen.parts().data());
}

// Puts bytes at the front of a block.
void insert(const Specimen& specimen, const Part& length, const std::string& defect,
            const std::string& field, Bytes property, const Expectation& expected,
            DefectSink& sink) {
  const auto edited = specimen.replaced(length.end(), 0, property, index_of(specimen, length));
  sink.add(specimen, defect, field, edited.bytes, length.end() + edited.shift, expected);
}

void insert_foreign_properties(const Specimen& specimen, const Part& length, DefectSink& sink) {
  for (const auto& row : property_table) {
    const std::string name(row.name);
    if (find_place(length.host, row.property) == nullptr)
      insert(specimen, length, "property/not of this packet", name, encoded_property(row),
             malformed({bad_property}), sink);
    else if (const auto sender = only_sender(length.host, row.property);
             sender && *sender != specimen.stream().sender)
      insert(specimen, length, "property/not from this sender", name, encoded_property(row),
             property_from_wrong_sender(row.property), sink);
  }
}

void insert_unknown_identifiers(const Specimen& specimen, const Part& length, DefectSink& sink) {
  const bool all =
      sink.is_first(specimen, length.name + std::to_string(static_cast<int>(length.host)));
  for (unsigned identifier = 0; identifier < 0x80; ++identifier) {
    if (find_property(identifier) != nullptr) continue;
    if (!all && identifier != 0 && identifier != 0x7F) continue;
    const Buffer property = {static_cast<std::uint8_t>(identifier), 0, 0};
    insert(specimen, length, "property/unknown identifier", "Property Identifier", property,
           malformed({bad_property}), sink);
  }
  if (!all) return;
  for (const std::size_t identifier : {128U, 166U, 16383U, 16384U, 268435455U}) {
    Buffer property = variable_byte_integer(identifier);
    property.insert(property.end(), {0, 0});
    insert(specimen, length, "property/unknown identifier", "Property Identifier", property,
           malformed({bad_property}), sink);
  }
}

void repeat(const Specimen& specimen, const Part& part, DefectSink& sink) {
  const auto property = part.property->property;
  if (find_place(part.host, property)->occurrence == Occurrence::many) return;
  const Bytes copy = Bytes(specimen.bytes()).subspan(part.offset, part.size);
  const auto edited = specimen.replaced(part.end(), 0, copy, part.block);
  sink.add(specimen, "property/twice", part.name, edited.bytes, part.end() + edited.shift,
           repeated_property(part.host, property));
}

void leave_range(const Specimen& specimen, const Part& part, DefectSink& sink) {
  const auto& place = *find_place(part.host, part.property->property);
  const auto size = part.size - 1;
  const auto add = [&](unsigned fill, unsigned last) {
    Buffer value(part.property->type == PropertyType::variable_byte_integer ? 1 : size,
                 static_cast<std::uint8_t>(fill));
    value.back() = static_cast<std::uint8_t>(last);
    const auto edited = specimen.replaced(part.offset + 1, size, value, part.block);
    sink.add(specimen, "property/value out of range", part.name, edited.bytes,
             part.offset + 1 + edited.shift,
             property_out_of_range(part.host, part.property->property));
  };
  if (place.minimum == 1) add(0, 0);
  if (part.property->type == PropertyType::byte && place.maximum == 1)
    for (const unsigned value : {2U, 3U, 127U, 128U, 254U, 255U}) add(value, value);
}

// The last property of a block is cut with the lengths around it: at the value's first byte, or at
// the string of a pair that is not whole.
void cut_value(const Specimen& specimen, const Part& part, DefectSink& sink) {
  const auto& length = specimen.parts()[*part.block];
  if (part.end() != specimen.end_of_block(length)) return;
  const auto fields = specimen.sized();
  for (std::size_t at = part.offset + 1; at < part.end(); ++at) {
    auto broken = part.offset + 1;
    std::vector<Cited> statements = {bad_property};
    for (const auto& field : fields) {
      if (field.part != &part) continue;
      statements = length_statements(specimen, field);
      if (at >= field.offset && at < field.end()) broken = field.offset;
    }
    const auto edited = specimen.replaced(at, part.end() - at, {}, part.block);
    sink.add(specimen, "property/value cut", part.name, edited.bytes, broken + edited.shift,
             malformed(statements));
  }
}

void break_variable_byte_integer(const Specimen& specimen, const Part& part, DefectSink& sink) {
  if (part.property->type != PropertyType::variable_byte_integer) return;
  const auto size = part.size - 1;
  const Buffer padded = {0x8A, 0x80, 0x00};
  const auto longer = specimen.replaced(part.offset + 1, size, padded, part.block);
  sink.add(specimen, "property/value not in the shortest form", part.name, longer.bytes,
           part.offset + 1 + longer.shift + 2, malformed({"MQTT-1.5.5-1"_v5}));
  const Buffer endless = {0xFF, 0xFF, 0xFF, 0xFF, 0x01};
  const auto too_long = specimen.replaced(part.offset + 1, size, endless, part.block);
  sink.add(specimen, "property/value of five bytes", part.name, too_long.bytes,
           part.offset + 1 + too_long.shift + 3, malformed({"U5.0-1.5.5-1"_v5}));
}

// Takes a property away that another field needs; the defect is where the block ends.
void remove(const Specimen& specimen, Property property, const Expectation& expected,
            DefectSink& sink) {
  const auto* part = specimen.find(property);
  if (part == nullptr) return;
  const auto edited = specimen.replaced(part->offset, part->size, {}, part->block);
  const auto end = specimen.end_of_block(specimen.parts()[*part->block]) - part->size;
  sink.add(specimen, "property/missing", part->name, edited.bytes, end + edited.shift, expected);
}

void remove_needed_properties(const Specimen& specimen, DefectSink& sink) {
  if (specimen.type() == PacketType::auth)
    remove(specimen, Property::authentication_method, protocol_error({"U5.0-3.15.2.2.2-1"_v5}),
           sink);
  if (specimen.type() == PacketType::connect &&
      specimen.find(Property::authentication_data) != nullptr)
    remove(specimen, Property::authentication_method, protocol_error({"U5.0-3.1.2.11.10-1"_v5}),
           sink);
  if (const auto* topic = specimen.find(Kind::topic_name); topic != nullptr && topic->size == 2)
    remove(specimen, Property::topic_alias,
           protocol_error({"U5.0-3.3.2.1-2"_v5, "MQTT-4.7.3-1"_v5}), sink);
}

}  // namespace

void break_properties(const Specimen& specimen, DefectSink& sink) {
  bool has_properties = false;
  for (const auto& part : specimen.parts()) {
    if (part.kind != Kind::property) continue;
    has_properties = true;
    repeat(specimen, part, sink);
    leave_range(specimen, part, sink);
    cut_value(specimen, part, sink);
    break_variable_byte_integer(specimen, part, sink);
  }
  remove_needed_properties(specimen, sink);
  // In empty blocks, and in those of AUTH, which never are.
  for (const auto& part : specimen.parts()) {
    if (part.kind != Kind::property_length) continue;
    if (has_properties && specimen.type() != PacketType::auth) continue;
    insert_foreign_properties(specimen, part, sink);
    insert_unknown_identifiers(specimen, part, sink);
  }
}

void break_property_framing(const Specimen& specimen, DefectSink& sink) {
  for (const auto& part : specimen.parts()) {
    if (part.kind != Kind::property_length) continue;
    const auto end = specimen.end_of_block(part);
    const auto length = end - part.end();
    const auto add = [&](const std::string& defect, Bytes encoded, std::size_t at,
                         const Expectation& expected) {
      const auto edited = specimen.replaced(part.offset, part.size, encoded);
      sink.add(specimen, "property-length/" + defect, part.name, edited.bytes,
               part.offset + edited.shift + at, expected);
    };
    const auto left = specimen.bytes().size() - part.end();
    for (const std::size_t more : {1U, 2U, 100U})
      if (part.size == variable_byte_integer(left + more).size())
        add("past the end", variable_byte_integer(left + more), 0,
            malformed({"U5.0-2.2.2.1-1"_v5}));
    for (std::size_t size = part.size + 1; size <= 4; ++size)
      add("not the shortest form", variable_byte_integer(length, size), size - 1,
          malformed({"MQTT-1.5.5-1"_v5}));
    add("five bytes", variable_byte_integer(length, 5), 3, malformed({"U5.0-1.5.5-1"_v5}));
  }
}

}  // namespace mqttspec::vectors
