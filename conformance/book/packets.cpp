// Entries of properties and packets, from the tables.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/book/catalogue.hpp"
#include "conformance/book/parts.hpp"
#include "conformance/book/paths.hpp"
#include "spec/export.hpp"

namespace mqttspec::conformance::book {

namespace {

// "0 to 65535", or nothing if the value is no integer.
std::string range_text(const PropertyPlace& place) {
  if (place.minimum == 0 && place.maximum == 0) return "";
  return fmt::format(", {} to {}", place.minimum, place.maximum);
}

std::string packet_of(PropertyHost host) {
  return host == PropertyHost::will ? "packets/CONNECT"
                                    : fmt::format("packets/{}", to_string(host));
}

/// True if the text names the property, and not only one with a longer name.
bool names_property(std::string_view text, std::string_view name) {
  for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const bool is_part = std::ranges::any_of(property_table, [&](const PropertyRow& other) {
      const auto inside = other.name.find(name);
      return other.name.size() > name.size() && inside != std::string_view::npos && inside <= at &&
             text.substr(at - inside).starts_with(other.name);
    });
    if (!is_part) return true;
  }
  return false;
}

Entry entry_of(const PropertyRow& row) {
  const auto value = static_cast<unsigned>(row.property);
  Entry entry{.kind = Kind::property,
              .path = path_of(row.property),
              .title = fmt::format("0x{:02X} {}", value, row.name),
              .about = fmt::format("a property of MQTT 5.0, {}", to_string(row.type)),
              .version = Version::v5_0,
              .names = {fmt::format("0x{:02x}", value), fmt::format("{}", value),
                        in_small_letters(row.name)}};
  if (value < 10) entry.names.erase(entry.names.begin() + 1);
  std::vector<std::string_view> sections;
  for (const auto& place : property_places) {
    if (place.property != row.property) continue;
    entry.fields.push_back({"stands in", std::string(to_string(place.host)), packet_of(place.host),
                            fmt::format(", section {}: {}{}", place.section,
                                        to_string(place.occurrence), range_text(place))});
    entry.summary +=
        fmt::format("{}{}", entry.summary.empty() ? "Stands in " : ", ", to_string(place.host));
    sections.push_back(place.section);
  }
  const auto rows = statements(Version::v5_0);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (std::ranges::find(sections, rows[i].section) != sections.end() ||
        names_property(rows[i].summary, row.name))
      entry.judged.push_back(StatementId::at(Version::v5_0, i));
  return entry;
}

std::string senders_text(Version version, PacketType type) {
  const bool client = may_send(version, Sender::client, type);
  const bool server = may_send(version, Sender::server, type);
  if (client && server) return "sent by both";
  if (client) return "sent by the client";
  return server ? "sent by the server" : "does not exist";
}

Entry entry_of(const PacketRow& row) {
  Entry entry{.kind = Kind::packet,
              .path = path_of(row.type),
              .title = std::string(row.name),
              .about = fmt::format("packet type {}, section {}", static_cast<unsigned>(row.type),
                                   row.section),
              .names = {in_small_letters(row.name)}};
  for (const auto version : both_versions) {
    const auto text = senders_text(version, row.type);
    entry.fields.push_back({fmt::format("MQTT {}", to_string(version)), "", "", text});
    entry.summary +=
        fmt::format("{}in {} {}", entry.summary.empty() ? "" : ", ", to_string(version), text);
  }
  for (const auto& place : property_places)
    if (packet_of(place.host) == entry.path)
      entry.fields.push_back(
          {"property", std::string(to_string(place.property)), path_of(place.property),
           fmt::format("{}: {}{}", place.host == PropertyHost::will ? " of the Will" : "",
                       to_string(place.occurrence), range_text(place))});
  for (const auto& use : reason_uses)
    if (use.packet == row.type)
      entry.fields.push_back({"code",
                              fmt::format("0x{:02X} {}", static_cast<unsigned>(use.code),
                                          reason_name(Version::v5_0, row.type, use.code)),
                              code_path(Version::v5_0, use.code), ""});
  for (const auto version : both_versions) {
    for (const auto section : sections_of(version))
      if (is_at_or_below(section, row.section))
        entry.fields.push_back({fmt::format("in {}", to_string(version)),
                                titled_section(version, section), section_path(version, section),
                                ""});
    const auto rows = statements(version);
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (is_at_or_below(rows[i].section, row.section))
        entry.judged.push_back(StatementId::at(version, i));
  }
  return entry;
}

}  // namespace

void add_properties(Entries& entries) {
  for (const auto& row : property_table) entries.push_back(entry_of(row));
}

void add_packets(Entries& entries) {
  for (const auto& row : packet_table) entries.push_back(entry_of(row));
}

}  // namespace mqttspec::conformance::book
