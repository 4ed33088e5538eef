// The rows of the register, from the .def files, and their look-up at run time.
#include "spec/register.hpp"

#include <algorithm>
#include <array>

namespace mqttspec {
namespace {

using enum Check;

constexpr auto rows_3_1_1 = std::to_array<Statement>({
#define STATEMENT(id, section, level, actor, checks, excuse, summary) \
  {Version::v3_1_1, id, section, Level::level, Actor::actor, checks, excuse, summary},
#include "spec/mqtt_3_1_1.def"
#include "spec/mqtt_3_1_1_unnumbered.def"
#undef STATEMENT
});

constexpr auto rows_5_0 = std::to_array<Statement>({
#define STATEMENT(id, section, level, actor, checks, excuse, summary) \
  {Version::v5_0, id, section, Level::level, Actor::actor, checks, excuse, summary},
#include "spec/mqtt_5_0.def"
#include "spec/mqtt_5_0_unnumbered.def"
#undef STATEMENT
});

constexpr bool agree(const Statement& row, const detail::StatementKey& key) {
  return row.id == key.id && row.level == key.level && row.actor == key.actor;
}
static_assert(std::ranges::equal(rows_3_1_1, detail::keys_3_1_1, agree));
static_assert(std::ranges::equal(rows_5_0, detail::keys_5_0, agree));

struct Misprint {
  Version version;
  std::string_view id;
  std::string_view printed;
};

// The five tags that the bodies of the Standards print in another form.
constexpr Misprint misprints[] = {
    {Version::v3_1_1, "MQTT-3.1.2-7", "MQTT-3.1.2.7"},
    {Version::v3_1_1, "MQTT-3.3.1-1", "MQTT-3.3.1.-1"},
    {Version::v3_1_1, "MQTT-3.8.3-4", "MQTT-3-8.3-4"},
    {Version::v5_0, "MQTT-3.2.2-8", "T-3.2.2-8"},
    {Version::v5_0, "MQTT-4.2-1", "MQTT-4.2.0-1"},
};

}  // namespace

std::span<const Statement> statements(Version version) {
  if (version == Version::v3_1_1) return rows_3_1_1;
  return rows_5_0;
}

const Statement& StatementId::row() const { return statements(version_)[index_]; }

std::optional<StatementId> find_statement(Version version, std::string_view id) {
  if (id.starts_with('[')) id.remove_prefix(1);
  if (id.ends_with(']')) id.remove_suffix(1);
  for (const auto& misprint : misprints)
    if (misprint.version == version && misprint.printed == id) id = misprint.id;
  return StatementId::find(version, id);
}

std::string_view printed_form(StatementId id) {
  for (const auto& misprint : misprints)
    if (misprint.version == id.version() && misprint.id == id.id()) return misprint.printed;
  return {};
}

std::string_view to_string(Version version) { return version == Version::v3_1_1 ? "3.1.1" : "5.0"; }

std::string_view to_string(Level level) {
  constexpr std::string_view names[] = {"must",     "should",  "may", "error",
                                        "reaction", "default", "rule"};
  return names[static_cast<std::size_t>(level)];
}

std::string_view to_string(Actor actor) {
  constexpr std::string_view names[] = {"server", "client", "both"};
  return names[static_cast<std::size_t>(actor)];
}

}  // namespace mqttspec
