// Paths, and the titles of sections.
#include "conformance/book/paths.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mqttspec::conformance::book {
namespace {

struct SectionTitle {
  Version version;
  std::string_view number;
  std::string_view title;
};

constexpr SectionTitle section_titles[] = {
#define SECTION(version, number, title) {Version::version, number, title},
#include "conformance/book/section_titles.def"
#undef SECTION
};

}  // namespace

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return small;
}

std::string path_of(StatementId id) {
  return fmt::format("statements/{}/{}", to_string(id.version()), id.id());
}

std::string section_path(Version version, std::string_view section) {
  return fmt::format("sections/{}/{}", to_string(version), section);
}

std::string path_of(PacketType type) { return fmt::format("packets/{}", to_string(type)); }

std::string path_of(Property property) {
  auto name = in_small_letters(to_string(property));
  std::ranges::replace(name, ' ', '-');
  return "properties/" + name;
}

std::string code_path(Version version, ReasonCode code) {
  return fmt::format("codes/{}/0x{:02X}", to_string(version), static_cast<unsigned>(code));
}

std::string ambiguity_path(unsigned number) { return fmt::format("ambiguities/{}", number); }

std::string case_path(std::string_view name) { return fmt::format("cases/{}", name); }

std::string fault_path(std::string_view side, std::string_view name) {
  return fmt::format("faults/{}/{}", side, name);
}

std::string titled_section(Version version, std::string_view section) {
  for (const auto& row : section_titles)
    if (row.version == version && row.number == section)
      return fmt::format("{} {}", section, row.title);
  return std::string(section);
}

std::vector<std::string_view> sections_of(Version version) {
  std::vector<std::string_view> all;
  for (const auto& row : section_titles)
    if (row.version == version) all.push_back(row.number);
  return all;
}

bool is_at_or_below(std::string_view section, std::string_view above) {
  return section.starts_with(above) &&
         (section.size() == above.size() || section[above.size()] == '.');
}

}  // namespace mqttspec::conformance::book
