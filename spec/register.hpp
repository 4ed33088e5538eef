// The register of every normative statement of both Standards, and the literals by which all code
// names one: "MQTT-3.1.0-2"_v5. An identifier that is not in the register does not compile.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "spec/statement.hpp"

namespace mqttspec {

namespace detail {

/// What the compiler judges by. The summaries stay out, so that mending one concerns no other file:
/// the keys are made from the .def files when building (cmake/write_keys.cmake).
struct StatementKey {
  const char* id;
  Level level;
  Actor actor;
};

#define STATEMENT(id, section, level, actor) {id, Level::level, Actor::actor},
#define SORTED(position)
inline constexpr StatementKey keys_3_1_1[] = {
#include "spec/keys_3_1_1.def"
};
inline constexpr StatementKey keys_5_0[] = {
#include "spec/keys_5_0.def"
};
#undef STATEMENT
#undef SORTED

// The positions of the keys in the order of their identifiers.
#define STATEMENT(id, section, level, actor)
#define SORTED(position) position,
inline constexpr std::uint16_t sorted_3_1_1[] = {
#include "spec/keys_3_1_1.def"
};
inline constexpr std::uint16_t sorted_5_0[] = {
#include "spec/keys_5_0.def"
};
#undef STATEMENT
#undef SORTED

constexpr const StatementKey* keys(Version version) {
  return version == Version::v3_1_1 ? keys_3_1_1 : keys_5_0;
}
constexpr std::span<const std::uint16_t> sorted(Version version) {
  if (version == Version::v3_1_1) return sorted_3_1_1;
  return sorted_5_0;
}

/// Negative, 0 or positive, as std::string_view::compare, for the cost of compiling thousands of
/// literals.
constexpr int compare(const char* text, std::size_t size, const char* id) {
  for (std::size_t i = 0; i < size; ++i)
    if (text[i] != id[i] || id[i] == '\0') return text[i] - id[i];
  return -id[size];
}

}  // namespace detail

inline constexpr std::size_t statement_count_3_1_1 = std::size(detail::keys_3_1_1);
inline constexpr std::size_t statement_count_5_0 = std::size(detail::keys_5_0);

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
    const auto* keys = detail::keys(version);
    const auto sorted = detail::sorted(version);
    const std::uint16_t* begin = sorted.data();
    for (std::size_t left = sorted.size(); left > 0;) {
      const std::size_t half = left / 2;
      const int order = detail::compare(id.data(), id.size(), keys[begin[half]].id);
      if (order == 0) return StatementId(version, begin[half]);
      if (order > 0) begin += half + 1;
      left = order > 0 ? left - half - 1 : half;
    }
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
