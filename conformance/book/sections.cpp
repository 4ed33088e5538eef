// Entries of sections, and of the freedoms that the model has choice points for.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/book/catalogue.hpp"
#include "conformance/book/parts.hpp"
#include "conformance/book/paths.hpp"

namespace mqttspec::conformance::book {
namespace {

struct Freedom {
  unsigned number;
  std::string_view name;
  std::string_view section;  // of 5.0; "-" for none
  std::string_view text;
};

constexpr Freedom freedoms[] = {
#define CHOICE(number, name, section, text) {number, #name, section, text},
#include "model/choices.def"
#undef CHOICE
};

// Whether the one is directly below the other: 3.1.2 below 3.1.
bool is_child(std::string_view section, std::string_view above) {
  return is_at_or_below(section, above) && section != above &&
         section.find('.', above.size() + 1) == std::string_view::npos;
}

Entry entry_of(Version version, std::string_view section) {
  Entry entry{.kind = Kind::section,
              .path = section_path(version, section),
              .title = titled_section(version, section),
              .about = fmt::format("a section of MQTT {}", to_string(version)),
              .version = version,
              .names = {std::string(section)}};
  if (const auto dot = section.rfind('.'); dot != std::string_view::npos)
    if (const auto above = section.substr(0, dot); titled_section(version, above) != above)
      entry.fields.push_back(
          {"is part of", titled_section(version, above), section_path(version, above), ""});
  for (const auto below : sections_of(version))
    if (is_child(below, section))
      entry.fields.push_back(
          {"has", titled_section(version, below), section_path(version, below), ""});
  const auto rows = statements(version);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].section == section) entry.judged.push_back(StatementId::at(version, i));
  entry.summary =
      fmt::format("{} statement{}", entry.judged.size(), entry.judged.size() == 1 ? "" : "s");
  return entry;
}

Entry entry_of(const Freedom& freedom) {
  std::string name(freedom.name);
  std::ranges::replace(name, '_', ' ');
  Entry entry{.kind = Kind::freedom,
              .path = fmt::format("freedoms/{}", freedom.name),
              .title = name,
              .about = fmt::format("a freedom, choice point {} of the model", freedom.number),
              .summary = std::string(freedom.text),
              .names = {std::string(freedom.name), name}};
  for (const auto version : both_versions) {
    const auto title = titled_section(version, freedom.section);
    if (title == freedom.section ||
        (version == Version::v3_1_1 && freedom.name != "retransmission"))
      continue;
    entry.fields.push_back({fmt::format("MQTT {}", to_string(version)), title,
                            section_path(version, freedom.section), ""});
    const auto rows = statements(version);
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].level == Level::may && is_at_or_below(rows[i].section, freedom.section))
        entry.judged.push_back(StatementId::at(version, i));
  }
  return entry;
}

}  // namespace

void add_sections(Entries& entries) {
  for (const auto version : both_versions)
    for (const auto section : sections_of(version)) entries.push_back(entry_of(version, section));
}

void add_freedoms(Entries& entries) {
  for (const auto& each : freedoms) entries.push_back(entry_of(each));
}

}  // namespace mqttspec::conformance::book
