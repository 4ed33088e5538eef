// The register of every normative statement of both Standards, and the literals by which all code
// names one: "MQTT-3.1.0-2"_v5. An identifier that is not in the register does not compile.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "spec/statement.hpp"

namespace mqttspec {

namespace detail {

struct RegisterKey {
  std::string_view id;
  Level level;
  Actor actor;
};

inline constexpr auto keys_3_1_1 = std::to_array<RegisterKey>({
#define STATEMENT(id, section, level, actor, checks, excuse, summary) \
  {id, Level::level, Actor::actor},
#include "spec/mqtt_3_1_1.def"
#include "spec/mqtt_3_1_1_unnumbered.def"
});

inline constexpr auto keys_5_0 = std::to_array<RegisterKey>({
#include "spec/mqtt_5_0.def"
#include "spec/mqtt_5_0_unnumbered.def"
#undef STATEMENT
});

constexpr std::span<const RegisterKey> keys(Version version) {
  if (version == Version::v3_1_1) return keys_3_1_1;
  return keys_5_0;
}

}  // namespace detail

inline constexpr std::size_t statement_count_3_1_1 = detail::keys_3_1_1.size();
inline constexpr std::size_t statement_count_5_0 = detail::keys_5_0.size();

/// Names one row of the register. Made by the literals below or by find_statement, so that it is
/// always valid.
class StatementId {
 public:
  constexpr Version version() const { return version_; }
  constexpr Level level() const { return detail::keys(version_)[index_].level; }
  constexpr Actor actor() const { return detail::keys(version_)[index_].actor; }
  /// The canonical identifier, without brackets and without the version.
  constexpr std::string_view id() const { return detail::keys(version_)[index_].id; }
  /// Position in statements(version()), 0-based.
  constexpr std::size_t index() const { return index_; }
  const Statement& row() const;

  friend constexpr bool operator==(StatementId, StatementId) = default;
  friend constexpr auto operator<=>(StatementId, StatementId) = default;

  /// The row with this canonical identifier, or nothing.
  static constexpr std::optional<StatementId> find(Version version, std::string_view id) {
    const auto keys = detail::keys(version);
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (keys[i].id == id) return StatementId(version, i);
    return std::nullopt;
  }
  /// The row at this position; `index` must be below the size of statements(version).
  static constexpr StatementId at(Version version, std::size_t index) {
    return StatementId(version, index);
  }

 private:
  constexpr StatementId(Version version, std::size_t index)
      : version_(version), index_(static_cast<std::uint16_t>(index)) {}

  Version version_;
  std::uint16_t index_;
};

/// All rows of one Standard, in the order of its text: numbered first, then unnumbered.
std::span<const Statement> statements(Version version);

/// Finds a row by its canonical identifier, with or without brackets, or by the form in which the
/// Standard misprints it ("[MQTT-3-8.3-4]").
std::optional<StatementId> find_statement(Version version, std::string_view id);

/// How the Standard prints an identifier where that differs from the canonical form, else empty.
std::string_view printed_form(StatementId id);

/// "3.1.1" or "5.0".
std::string_view to_string(Version version);
/// "must", "should", "may", "error", "reaction", "default" or "rule".
std::string_view to_string(Level level);
/// "server", "client" or "both".
std::string_view to_string(Actor actor);

namespace literals {

consteval StatementId operator""_v311(const char* text, std::size_t size) {
  return StatementId::find(Version::v3_1_1, {text, size}).value();
}
consteval StatementId operator""_v5(const char* text, std::size_t size) {
  return StatementId::find(Version::v5_0, {text, size}).value();
}

}  // namespace literals

/// One statement, or the pair that says the same in both versions: "…"_v311 | "…"_v5.
class Cited {
 public:
  constexpr Cited(StatementId id)  // NOLINT(google-explicit-constructor): a citation reads as one
      : v3_1_1_(pick(Version::v3_1_1, id)), v5_0_(pick(Version::v5_0, id)) {}
  constexpr Cited(StatementId v3_1_1, StatementId v5_0) : v3_1_1_(v3_1_1), v5_0_(v5_0) {}

  /// The statement of that version, or nothing if only the other version is cited.
  constexpr std::optional<StatementId> of(Version version) const {
    return version == Version::v3_1_1 ? v3_1_1_ : v5_0_;
  }

 private:
  static constexpr std::optional<StatementId> pick(Version version, StatementId id) {
    if (id.version() != version) return std::nullopt;
    return id;
  }

  std::optional<StatementId> v3_1_1_;
  std::optional<StatementId> v5_0_;
};

consteval Cited operator|(StatementId v3_1_1, StatementId v5_0) {
  if (v3_1_1.version() != Version::v3_1_1 || v5_0.version() != Version::v5_0)
    throw "a pair is written 3.1.1 first: \"...\"_v311 | \"...\"_v5";
  return {v3_1_1, v5_0};
}

}  // namespace mqttspec
