// The parts come from explain(), which judges nothing and shares no code with the two decoders.
#include "codec/vectors/specimen.hpp"

#include <cassert>

#include "codec/explain.hpp"

namespace mqttspec::vectors {
namespace {

struct NamedKind {
  std::string_view name;
  Kind kind;
};

constexpr NamedKind named_kinds[] = {
    {"Control Packet type", Kind::first_byte},
    {"Remaining Length", Kind::remaining_length},
    {"Protocol Name", Kind::protocol_name},
    {"Protocol Level", Kind::protocol_version},
    {"Protocol Version", Kind::protocol_version},
    {"Connect Flags", Kind::connect_flags},
    {"Keep Alive", Kind::keep_alive},
    {"Property Length", Kind::property_length},
    {"Client Identifier", Kind::client_id},
    {"Will Topic", Kind::will_topic},
    {"Will Payload", Kind::will_payload},
    {"Will Message", Kind::will_payload},
    {"User Name", Kind::user_name},
    {"Password", Kind::password},
    {"Connect Acknowledge Flags", Kind::acknowledge_flags},
    {"Connect Reason Code", Kind::reason_code},
    {"Connect Return code", Kind::reason_code},
    {"Reason Code", Kind::reason_code},
    {"Return Code", Kind::reason_code},
    {"Packet Identifier", Kind::packet_id},
    {"Topic Name", Kind::topic_name},
    {"Application Message", Kind::payload},
    {"Topic Filter", Kind::topic_filter},
    {"Subscription Options", Kind::options},
    {"Requested QoS", Kind::options},
};

Kind kind_of(std::string_view name) {
  const auto* const found = std::ranges::find(named_kinds, name, &NamedKind::name);
  assert(found != std::end(named_kinds) && "explain() has a field that the table lacks");
  return found->kind;
}

PropertyHost host_of(PacketType type) {
  using enum PropertyHost;
  constexpr PropertyHost hosts[] = {connect,  connack, publish,   puback,     pubrec,
                                    pubrel,   pubcomp, subscribe, suback,     unsubscribe,
                                    unsuback, auth,    auth,      disconnect, auth};
  return hosts[static_cast<std::size_t>(type) - 1];
}

std::size_t two_byte_integer(const std::vector<std::uint8_t>& bytes, std::size_t at) {
  return static_cast<std::size_t>(bytes[at] << 8 | bytes[at + 1]);
}

using Buffer = std::vector<std::uint8_t>;

Buffer join(Bytes a, Bytes b, Bytes c) {
  Buffer all(a.begin(), a.end());
  all.insert(all.end(), b.begin(), b.end());
  all.insert(all.end(), c.begin(), c.end());
  return all;
}

}  // namespace

std::vector<std::uint8_t> variable_byte_integer(std::size_t value, std::size_t size) {
  Buffer bytes;
  do {
    bytes.push_back(static_cast<std::uint8_t>(value & 0x7F));
    value >>= 7;
  } while (value != 0 || bytes.size() < size);
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) bytes[i] |= 0x80;
  return bytes;
}

Specimen::Specimen(const ValidVector& valid) : valid_(&valid) {
  std::optional<std::size_t> block;
  for (const auto& field :
       explain(valid.bytes, {.version = valid.stream.version, .sender = valid.stream.sender})) {
    Part part;
    part.kind = Kind::property;
    part.name = field.name;
    part.offset = field.offset;
    part.size = field.size;
    if (field.depth == 0) {
      part.kind = kind_of(field.name);
      if (part.kind == Kind::property_length) block = parts_.size();
      const bool behind_client_id = find(Kind::client_id) != nullptr;
      part.host = behind_client_id ? PropertyHost::will : host_of(valid.type);
    } else {
      part.block = block;
      part.host = parts_[*block].host;
      part.property = std::ranges::find(property_table, field.name, &PropertyRow::name);
      assert(part.property != property_table.end());
    }
    parts_.push_back(std::move(part));
  }
}

const Part* Specimen::find(Kind kind) const {
  const auto found = std::ranges::find(parts_, kind, &Part::kind);
  return found == parts_.end() ? nullptr : &*found;
}

const Part* Specimen::find(Property property) const {
  for (const auto& part : parts_)
    if (part.property != nullptr && part.property->property == property) return &part;
  return nullptr;
}

std::size_t Specimen::count(Kind kind) const {
  return static_cast<std::size_t>(std::ranges::count(parts_, kind, &Part::kind));
}

std::size_t Specimen::end_of_block(const Part& property_length) const {
  std::size_t end = property_length.end();
  const auto index = static_cast<std::size_t>(&property_length - parts_.data());
  for (const auto& part : parts_)
    if (part.block == index) end = part.end();
  return end;
}

std::vector<Sized> Specimen::sized() const {
  std::vector<Sized> all;
  const auto add = [&](const Part& part, std::string name, std::size_t offset, bool is_text) {
    const auto size = two_byte_integer(bytes(), offset);
    all.push_back({&part, std::move(name), offset, size, is_text});
    return offset + 2 + size;
  };
  for (const auto& part : parts_) {
    switch (part.kind) {
      case Kind::client_id:
      case Kind::will_topic:
      case Kind::user_name:
      case Kind::topic_name:
      case Kind::topic_filter:
        add(part, part.name, part.offset, true);
        break;
      case Kind::will_payload:
      case Kind::password:
        add(part, part.name, part.offset, false);
        break;
      case Kind::property:
        if (part.property->type == PropertyType::utf8_string)
          add(part, part.name, part.offset + 1, true);
        if (part.property->type == PropertyType::binary_data)
          add(part, part.name, part.offset + 1, false);
        if (part.property->type == PropertyType::utf8_string_pair)
          add(part, part.name + " value", add(part, part.name + " name", part.offset + 1, true),
              true);
        break;
      default:
        break;
    }
  }
  return all;
}

Edited Specimen::replaced(std::size_t at, std::size_t count, Bytes by,
                          std::optional<std::size_t> block) const {
  const Bytes all(bytes());
  Buffer changed = join(all.first(at), by, all.subspan(at + count));
  std::size_t shift = 0;
  if (block) {
    const Part& length = parts_[*block];
    const auto size = end_of_block(length) - length.end() - count + by.size();
    const auto encoded = variable_byte_integer(size);
    changed =
        join(Bytes(changed).first(length.offset), encoded, Bytes(changed).subspan(length.end()));
    shift += encoded.size() - length.size;
  }
  const auto encoded = variable_byte_integer(changed.size() - body());
  shift += encoded.size() - parts_[1].size;
  return {join(all.first(1), encoded, Bytes(changed).subspan(body())), shift};
}

Edited Specimen::with_content(const Sized& field, Bytes content) const {
  const Buffer size = {static_cast<std::uint8_t>(content.size() >> 8),
                       static_cast<std::uint8_t>(content.size())};
  return replaced(field.offset, 2 + field.size, join(size, content, {}), field.part->block);
}

std::vector<std::uint8_t> Specimen::with_remaining_length(Bytes encoded) const {
  const Bytes all(bytes());
  return join(all.first(1), encoded, all.subspan(body()));
}

}  // namespace mqttspec::vectors
