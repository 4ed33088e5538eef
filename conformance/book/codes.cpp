// Entries of Reason Codes and return codes: what each says in each packet.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/book/ambiguities.hpp"
#include "conformance/book/catalogue.hpp"
#include "conformance/book/parts.hpp"
#include "conformance/book/paths.hpp"
#include "spec/reason_code_table.hpp"

namespace mqttspec::conformance::book {
namespace {

struct Meaning {
  Version version;
  PacketType packet;
  ReasonCode code;
  std::string_view text;
};

constexpr Meaning meanings[] = {
#define MEANING(packet, code, text) {Version::v5_0, PacketType::packet, ReasonCode::code, text},
#define RETURN(packet, value, text) {Version::v3_1_1, PacketType::packet, ReasonCode{value}, text},
#define REMARK(code, text)
#include "conformance/book/code_meanings.def"
#undef MEANING
#undef RETURN
#undef REMARK
};

struct Remark {
  ReasonCode code;
  std::string_view text;
};

constexpr Remark remarks[] = {
#define MEANING(packet, code, text)
#define RETURN(packet, value, text)
#define REMARK(code, text) {ReasonCode::code, text},
#include "conformance/book/code_meanings.def"
#undef MEANING
#undef RETURN
#undef REMARK
};

constexpr const Meaning* find_meaning(Version version, PacketType packet, ReasonCode code) {
  for (const auto& each : meanings)
    if (each.version == version && each.packet == packet && each.code == code) return &each;
  return nullptr;
}

constexpr bool every_use_has_a_meaning() {
  for (const auto& use : reason_uses)
    if (find_meaning(Version::v5_0, use.packet, use.code) == nullptr) return false;
  return std::size(meanings) > std::size(reason_uses);
}
static_assert(every_use_has_a_meaning());

std::string sender_of(PacketType packet, ReasonCode code) {
  for (const auto& use : reason_uses)
    if (use.packet == packet && use.code == code && row(packet).sender == Actor::both &&
        use.sender != Actor::both)
      return fmt::format(" from the {}", to_string(use.sender));
  return "";
}

// All names that the code has, each once.
std::vector<std::string_view> names_of(Version version, ReasonCode code) {
  std::vector<std::string_view> names;
  for (const auto& each : meanings) {
    if (each.version != version || each.code != code) continue;
    const auto name = reason_name(version, each.packet, code);
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

Entry entry_of(Version version, ReasonCode code) {
  const auto names = names_of(version, code);
  const auto value = static_cast<unsigned>(code);
  Entry entry{.kind = Kind::reason_code,
              .path = code_path(version, code),
              .title = fmt::format("0x{:02X} {}", value, fmt::join(names, " / ")),
              .about = fmt::format("a {} of MQTT {}",
                                   version == Version::v5_0 ? "Reason Code" : "return code",
                                   to_string(version)),
              .version = version,
              .names = {fmt::format("0x{:02x}", value)}};
  for (const auto name : names) entry.names.push_back(in_small_letters(name));
  if (value >= 10) entry.names.push_back(fmt::format("{}", value));
  if (version == Version::v5_0)
    entry.fields.push_back({"means", "", "", is_failure(code) ? "failure" : "no failure"});
  for (const auto& each : meanings) {
    if (each.version != version || each.code != code) continue;
    const auto name = reason_name(version, each.packet, code);
    entry.fields.push_back(
        {"in", std::string(to_string(each.packet)), path_of(each.packet),
         fmt::format("{}{}: {}", sender_of(each.packet, code),
                     names.size() > 1 ? fmt::format(", {}", name) : "", each.text)});
    entry.summary += fmt::format("{}{}: {}", entry.summary.empty() ? "" : "; ",
                                 to_string(each.packet), each.text);
  }
  for (const auto& remark : remarks)
    if (version == Version::v5_0 && remark.code == code)
      entry.fields.push_back({"remark", "", "", std::string(remark.text)});
  for (const auto& each : ambiguities())
    if (version == Version::v5_0 &&
        (each.texts + each.reading).contains(fmt::format("0x{:02X}", value)))
      entry.fields.push_back({"ambiguity", fmt::format("{}. {}", each.number, each.title),
                              ambiguity_path(each.number), ""});
  const auto rows = statements(version);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].summary.contains(fmt::format("0x{:02X}", value)))
      entry.judged.push_back(StatementId::at(version, i));
  return entry;
}

}  // namespace

void add_codes(Entries& entries) {
  for (const auto version : both_versions)
    for (unsigned value = 0; value <= 0xFF; ++value)
      if (!names_of(version, ReasonCode(value)).empty())
        entries.push_back(entry_of(version, ReasonCode(value)));
}

}  // namespace mqttspec::conformance::book
