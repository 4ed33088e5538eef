// Tables of statements; see statements.hpp.
#include "codec/vectors/statements.hpp"

#include <cassert>

namespace mqttspec::vectors {
namespace {

constexpr Cited remaining_length = "U3.1.1-2.2.3-1"_v311 | "U5.0-2.1.4-1"_v5;
constexpr Cited connect_format = "MQTT-3.1.4-1"_v311 | "MQTT-3.1.4-1"_v5;
constexpr Cited bad_property = "U5.0-2.2.2.2-1"_v5;

// The sentence of level `error` in that section with one of the words; sections have one at most.
std::optional<StatementId> find_error(std::string_view section,
                                      std::initializer_list<std::string_view> words) {
  const auto rows = statements(Version::v5_0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].section != section || rows[i].level != Level::error) continue;
    for (const auto word : words)
      if (rows[i].summary.find(word) != std::string_view::npos)
        return StatementId::at(Version::v5_0, i);
  }
  return std::nullopt;
}

}  // namespace

std::vector<Cited> flags_statements(PacketType type) {
  std::vector<Cited> cited = {"MQTT-2.2.2-1"_v311 | "MQTT-2.1.3-1"_v5,
                              "MQTT-2.2.2-2"_v311 | "U5.0-2.1.3-1"_v5};
  if (type == PacketType::pubrel) cited.emplace_back("MQTT-3.6.1-1"_v311 | "MQTT-3.6.1-1"_v5);
  if (type == PacketType::subscribe) cited.emplace_back("MQTT-3.8.1-1"_v311 | "MQTT-3.8.1-1"_v5);
  if (type == PacketType::unsubscribe)
    cited.emplace_back("MQTT-3.10.1-1"_v311 | "MQTT-3.10.1-1"_v5);
  if (type == PacketType::disconnect) cited.emplace_back("MQTT-3.14.1-1"_v311 | "MQTT-3.14.1-1"_v5);
  if (type == PacketType::auth) cited.emplace_back("MQTT-3.15.1-1"_v5);
  return cited;
}

std::vector<Cited> fixed_length_statements(Version version, PacketType type) {
  if (type == PacketType::pingreq) return {"U3.1.1-3.12.3-1"_v311 | "U5.0-3.12.3-1"_v5};
  if (type == PacketType::pingresp) return {"U3.1.1-3.13.3-1"_v311 | "U5.0-3.13.3-1"_v5};
  if (version == Version::v5_0) return {};
  switch (type) {
    case PacketType::connack:
      return {"U3.1.1-3.2.1-1"_v311, "U3.1.1-3.2.3-1"_v311};
    case PacketType::puback:
      return {"U3.1.1-3.4.1-1"_v311, "U3.1.1-3.4.3-1"_v311};
    case PacketType::pubrec:
      return {"U3.1.1-3.5.1-1"_v311, "U3.1.1-3.5.3-1"_v311};
    case PacketType::pubrel:
      return {"U3.1.1-3.6.1-1"_v311, "U3.1.1-3.6.3-1"_v311};
    case PacketType::pubcomp:
      return {"U3.1.1-3.7.1-1"_v311, "U3.1.1-3.7.3-1"_v311};
    case PacketType::unsuback:
      return {"U3.1.1-3.11.1-1"_v311, "U3.1.1-3.11.3-1"_v311};
    case PacketType::disconnect:
      return {"U3.1.1-3.14.2-1"_v311, "U3.1.1-3.14.3-1"_v311};
    default:
      return {};
  }
}

std::vector<Cited> packet_id_statements(const Specimen& specimen) {
  switch (specimen.type()) {
    case PacketType::puback:
    case PacketType::pubrec:
    case PacketType::pubrel:
      return {"MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5};
    case PacketType::pubcomp:
      return {"MQTT-4.3.3-2"_v311 | "MQTT-2.2.1-5"_v5};
    case PacketType::suback:
    case PacketType::unsuback:
      return {"MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5};
    default:
      if (specimen.stream().sender == Sender::client)
        return {"MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5};
      return {"MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-4"_v5, Cited("MQTT-2.3.1-4"_v311)};
  }
}

std::vector<Cited> reason_code_statements(PacketType type) {
  switch (type) {
    case PacketType::connack:
      return {"MQTT-3.2.2-6"_v311 | "MQTT-3.2.2-8"_v5};
    case PacketType::puback:
      return {"MQTT-3.4.2-1"_v5, "U5.0-3.4.2.1-4"_v5};
    case PacketType::pubrec:
      return {"MQTT-3.5.2-1"_v5, "U5.0-3.5.2.1-4"_v5};
    case PacketType::pubrel:
      return {"MQTT-3.6.2-1"_v5};
    case PacketType::pubcomp:
      return {"MQTT-3.7.2-1"_v5};
    case PacketType::suback:
      return {"MQTT-3.9.3-2"_v311 | "MQTT-3.9.3-2"_v5};
    case PacketType::unsuback:
      return {"MQTT-3.11.3-2"_v5};
    case PacketType::disconnect:
      return {"MQTT-3.14.2-1"_v5, "U5.0-3.14.2.1-4"_v5};
    default:
      return {"MQTT-3.15.2-1"_v5, "U5.0-3.15.2.1-3"_v5};
  }
}

std::vector<Cited> surplus_statements(PacketType type) {
  switch (type) {
    case PacketType::connect:
      return {connect_format, "MQTT-3.1.3-1"_v311 | "MQTT-3.1.3-1"_v5};
    case PacketType::connack:
      return {"U3.1.1-3.2.3-1"_v311 | "U5.0-3.2.3-1"_v5};
    case PacketType::puback:
      return {"U3.1.1-3.4.3-1"_v311 | "U5.0-3.4.3-1"_v5};
    case PacketType::pubrec:
      return {"U3.1.1-3.5.3-1"_v311 | "U5.0-3.5.3-1"_v5};
    case PacketType::pubrel:
      return {"U3.1.1-3.6.3-1"_v311 | "U5.0-3.6.3-1"_v5};
    case PacketType::pubcomp:
      return {"U3.1.1-3.7.3-1"_v311 | "U5.0-3.7.3-1"_v5};
    case PacketType::subscribe:
      return {"MQTT-3.8.3-1"_v311 | "MQTT-3.8.3-1"_v5};
    case PacketType::unsubscribe:
      return {"MQTT-3.10.3-1"_v311 | "MQTT-3.10.3-1"_v5};
    case PacketType::disconnect:
      return {"U3.1.1-3.14.3-1"_v311 | "U5.0-3.14.3-1"_v5};
    default:
      return {"U5.0-3.15.3-1"_v5};
  }
}

std::vector<Cited> missing_statements(const Specimen& specimen, const Part& part) {
  switch (part.kind) {
    case Kind::protocol_name:
      return {connect_format, "MQTT-3.1.2-1"_v311 | "MQTT-3.1.2-1"_v5};
    case Kind::property_length:
      if (part.host == PropertyHost::will)
        return {"MQTT-3.1.2-9"_v311 | "MQTT-3.1.2-9"_v5, "MQTT-2.2.2-1"_v5};
      if (part.host == PropertyHost::auth) return {"MQTT-2.2.2-1"_v5, "U5.0-3.15.2.2.2-1"_v5};
      return {"MQTT-2.2.2-1"_v5};
    case Kind::client_id:
      return {"MQTT-3.1.3-3"_v311 | "MQTT-3.1.3-3"_v5, "MQTT-3.1.3-4"_v311 | "MQTT-3.1.3-4"_v5};
    case Kind::will_topic:
      return {"MQTT-3.1.2-9"_v311 | "MQTT-3.1.2-9"_v5, "MQTT-3.1.3-10"_v311 | "MQTT-3.1.3-11"_v5};
    case Kind::will_payload:
      return {"MQTT-3.1.2-9"_v311 | "MQTT-3.1.2-9"_v5, connect_format};
    case Kind::user_name:
      return {"MQTT-3.1.2-19"_v311 | "MQTT-3.1.2-17"_v5, "MQTT-3.1.3-11"_v311 | "MQTT-3.1.3-12"_v5};
    case Kind::password:
      return {"MQTT-3.1.2-21"_v311 | "MQTT-3.1.2-19"_v5, connect_format};
    case Kind::acknowledge_flags:
      return {remaining_length};
    case Kind::reason_code:
      if (specimen.type() == PacketType::suback || specimen.type() == PacketType::unsuback)
        return {"U3.1.1-2.4-1"_v311 | "U5.0-2.3-1"_v5};
      if (specimen.type() == PacketType::auth) return {"U5.0-3.15.2.2.2-1"_v5, "MQTT-3.15.2-1"_v5};
      return reason_code_statements(specimen.type());
    case Kind::packet_id:
      return packet_id_statements(specimen);
    case Kind::topic_name:
      return {"MQTT-3.3.2-1"_v311 | "MQTT-3.3.2-1"_v5};
    case Kind::topic_filter:
      return surplus_statements(specimen.type());
    case Kind::options:
      return {"U3.1.1-3.8.3-2"_v311 | "MQTT-3.8.3-2"_v5};
    default:
      return {connect_format};
  }
}

bool is_topic_name(const Sized& field) {
  const auto* property = field.part->property;
  return field.part->kind == Kind::topic_name || field.part->kind == Kind::will_topic ||
         (property != nullptr && property->property == Property::response_topic);
}

std::vector<Cited> length_statements(const Specimen& specimen, const Sized& field) {
  const auto& part = *field.part;
  if (part.kind != Kind::property) return missing_statements(specimen, part);
  std::vector<Cited> cited = {bad_property};
  if (part.property->type == PropertyType::utf8_string_pair) cited.emplace_back("MQTT-1.5.7-1"_v5);
  if (part.host == PropertyHost::publish && part.property->property == Property::response_topic)
    cited.emplace_back("MQTT-3.3.2-13"_v5);
  if (part.host == PropertyHost::publish && part.property->property == Property::content_type)
    cited.emplace_back("MQTT-3.3.2-19"_v5);
  return cited;
}

std::vector<Cited> ill_formed_statements(const Sized& field) {
  std::vector<Cited> cited = {"MQTT-1.5.3-1"_v311 | "MQTT-1.5.4-1"_v5, "U5.0-1.5.4-3"_v5};
  const auto* property = field.part->property;
  if (property != nullptr && property->type == PropertyType::utf8_string_pair)
    cited.insert(cited.end(), {"MQTT-1.5.7-1"_v5, "U5.0-1.5.7-1"_v5});
  return cited;
}

std::vector<Cited> null_statements(const Sized& field) {
  std::vector<Cited> cited = {"MQTT-1.5.3-2"_v311 | "MQTT-1.5.4-2"_v5, "U5.0-1.5.4-4"_v5};
  if (is_topic_name(field) || field.part->kind == Kind::topic_filter)
    cited.emplace_back("MQTT-4.7.3-2"_v311 | "MQTT-4.7.3-2"_v5);
  const auto* property = field.part->property;
  if (property != nullptr && property->type == PropertyType::utf8_string_pair)
    cited.insert(cited.end(), {"MQTT-1.5.7-1"_v5, "U5.0-1.5.7-1"_v5});
  return cited;
}

Expectation repeated_property(PropertyHost host, Property property) {
  const bool unstated = find_place(host, property)->occurrence == Occurrence::unstated;
  const auto* place = find_place(unstated ? PropertyHost::will : host, property);
  const auto statement = find_error(place->section, {"second", "two of them"});
  assert(statement && "every property that stands once has its sentence");
  if (!unstated) return protocol_error({*statement});
  const Cited meaning = property == Property::payload_format_indicator
                            ? Cited{"U5.0-3.3.2.3.2-1"_v5}
                            : Cited{"U5.0-3.3.2.3.3-1"_v5};
  return protocol_error({meaning, *statement}).or_ok();
}

Expectation property_out_of_range(PropertyHost host, Property property) {
  const auto* place = find_place(host, property);
  if (property == Property::payload_format_indicator) return either({bad_property}).or_ok();
  if (property == Property::topic_alias) return protocol_error({"MQTT-3.3.2-8"_v5});
  const auto statement = find_error(place->section, {"of 0", "of zero", "above 1"});
  assert(statement && "every range has its sentence");
  return protocol_error({*statement});
}

Expectation property_from_wrong_sender(Property property) {
  if (property == Property::subscription_identifier) return either({"MQTT-3.3.4-6"_v5});
  if (property == Property::session_expiry_interval) return either({"MQTT-3.14.2-2"_v5});
  return either({"U5.0-3.14.2.2.5-2"_v5}).or_ok();
}

}  // namespace mqttspec::vectors
