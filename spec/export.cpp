// The tables of this folder, turned into JSON row by row.
#include "spec/export.hpp"

#include "spec/packet_table.hpp"
#include "spec/reason_code_table.hpp"

namespace mqttspec {
namespace {

constexpr Version versions[] = {Version::v3_1_1, Version::v5_0};

bool is_integer(PropertyType type) { return type <= PropertyType::variable_byte_integer; }

Json export_place(const PropertyPlace& place, PropertyType type) {
  Json json = {{"packet", to_string(place.host)},
               {"section", place.section},
               {"occurrence", to_string(place.occurrence)}};
  if (is_integer(type)) {
    json["minimum"] = place.minimum;
    json["maximum"] = place.maximum;
  }
  return json;
}

// 3.1.1 has codes only in CONNACK and SUBACK, and only a Server sends those.
void export_return_codes(Json& codes) {
  for (const auto packet : {PacketType::connack, PacketType::suback}) {
    for (unsigned value = 0; value <= 0xFF; ++value) {
      const auto name = reason_name(Version::v3_1_1, packet, ReasonCode(value));
      if (name == "unknown") continue;
      codes.push_back({{"version", to_string(Version::v3_1_1)},
                       {"code", value},
                       {"name", name},
                       {"packets", {{{"packet", to_string(packet)}, {"sender", "server"}}}}});
    }
  }
}

// Who may send the type in that version, or nothing.
Json senders(Version version, PacketType type) {
  const bool client = may_send(version, Sender::client, type);
  const bool server = may_send(version, Sender::server, type);
  if (client && server) return to_string(Actor::both);
  if (client) return to_string(Actor::client);
  if (server) return to_string(Actor::server);
  return nullptr;
}

}  // namespace

std::vector<std::string_view> words(Check checks) {
  std::vector<std::string_view> out;
  if (contains(checks, Check::codec)) out.push_back("codec");
  if (contains(checks, Check::model)) out.push_back("model");
  if (contains(checks, Check::live)) out.push_back("live");
  return out;
}

std::string_view to_string(PropertyHost host) {
  constexpr std::string_view names[] = {
      "CONNECT", "Will Properties", "CONNACK", "PUBLISH",     "PUBACK",   "PUBREC",     "PUBREL",
      "PUBCOMP", "SUBSCRIBE",       "SUBACK",  "UNSUBSCRIBE", "UNSUBACK", "DISCONNECT", "AUTH",
  };
  return names[static_cast<std::size_t>(host)];
}

std::string_view to_string(PropertyType type) {
  constexpr std::string_view names[] = {
      "Byte",
      "Two Byte Integer",
      "Four Byte Integer",
      "Variable Byte Integer",
      "UTF-8 Encoded String",
      "UTF-8 String Pair",
      "Binary Data",
  };
  return names[static_cast<std::size_t>(type)];
}

std::string_view to_string(Occurrence occurrence) {
  constexpr std::string_view names[] = {"once", "many", "required", "unstated"};
  return names[static_cast<std::size_t>(occurrence)];
}

Json export_statement(StatementId id) {
  const auto& row = id.row();
  Json json = {{"version", to_string(row.version)},
               {"id", row.id},
               {"numbered", row.numbered()},
               {"section", row.section},
               {"level", to_string(row.level)},
               {"actor", to_string(row.actor)},
               {"check", words(row.checks)},
               {"excuse", row.excuse},
               {"summary", row.summary}};
  if (!printed_form(id).empty()) json["printed"] = printed_form(id);
  return json;
}

Json export_statements() {
  Json all = Json::array();
  for (const auto version : versions)
    for (std::size_t i = 0; i < statements(version).size(); ++i)
      all.push_back(export_statement(StatementId::at(version, i)));
  return all;
}

Json export_properties() {
  Json all = Json::array();
  for (const auto& row : property_table) {
    Json places = Json::array();
    for (const auto& place : property_places)
      if (place.property == row.property) places.push_back(export_place(place, row.type));
    all.push_back({{"identifier", static_cast<unsigned>(row.property)},
                   {"name", row.name},
                   {"type", to_string(row.type)},
                   {"places", std::move(places)}});
  }
  return all;
}

Json export_reason_codes() {
  Json all = Json::array();
  export_return_codes(all);
  for (const auto& row : reason_table) {
    Json packets = Json::array();
    for (const auto& use : reason_uses)
      if (use.code == row.code && reason_name(Version::v5_0, use.packet, use.code) == row.name)
        packets.push_back({{"packet", to_string(use.packet)}, {"sender", to_string(use.sender)}});
    all.push_back({{"version", to_string(Version::v5_0)},
                   {"code", static_cast<unsigned>(row.code)},
                   {"name", row.name},
                   {"packets", std::move(packets)}});
  }
  return all;
}

Json export_packets() {
  Json all = Json::array();
  for (const auto& row : packet_table) {
    Json sender = Json::object();
    for (const auto version : versions)
      sender[std::string(to_string(version))] = senders(version, row.type);
    all.push_back({{"type", static_cast<unsigned>(row.type)},
                   {"name", row.name},
                   {"section", row.section},
                   {"flags", row.type == PacketType::publish ? Json(nullptr) : Json(row.flags)},
                   {"sender", std::move(sender)}});
  }
  return all;
}

Json export_specification() {
  return {{"statements", export_statements()},
          {"properties", export_properties()},
          {"reason_codes", export_reason_codes()},
          {"packets", export_packets()}};
}

}  // namespace mqttspec
