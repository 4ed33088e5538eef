// Circumstances: in what worlds a case is played. Nothing that it expects depends on them, unless
// exceptions.def says so.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "spec/statement.hpp"

namespace mqttspec::conformance::circumstances {

/// A circumstance for each row of circumstances.def.
enum class CircumstanceId : std::uint8_t {
#define CIRCUMSTANCE(name) name,
#include "conformance/circumstance_names.def"
#undef CIRCUMSTANCE
};

/// How many there are.
inline constexpr std::size_t circumstance_count = 0
#define CIRCUMSTANCE(name) +1
#include "conformance/circumstance_names.def"
#undef CIRCUMSTANCE
    ;

/// Whose cases know of a circumstance.
enum class Tested : std::uint8_t { servers, clients, both };

struct CircumstanceRow {
  CircumstanceId id;
  std::string_view name;  // with hyphens: "deep-topics"
  Tested tested;
  std::string_view text;  // what is so, in a few words
};

/// All of them, in the order of the table.
std::span<const CircumstanceRow> circumstances();
const CircumstanceRow* find_circumstance(std::string_view name);

/// The circumstances that hold at once; in the plain world none.
class World {
 public:
  constexpr World() = default;
  constexpr World(CircumstanceId only) { add(only); }  // NOLINT(google-explicit-constructor)

  constexpr bool has(CircumstanceId id) const { return (bits_ >> position(id) & 1U) != 0; }
  constexpr World& add(CircumstanceId id) {
    bits_ |= std::uint64_t{1} << position(id);
    return *this;
  }
  constexpr World& remove(CircumstanceId id) {
    bits_ &= ~(std::uint64_t{1} << position(id));
    return *this;
  }
  constexpr bool is_plain() const { return bits_ == 0; }
  /// "deep-topics, cut", or "plain".
  std::string name() const;

  friend constexpr bool operator==(const World&, const World&) = default;

 private:
  static constexpr unsigned position(CircumstanceId id) { return static_cast<unsigned>(id); }

  std::uint64_t bits_ = 0;
};
static_assert(circumstance_count <= 64);

/// A circumstance that changes the meaning of some cases, and why.
struct Exception {
  CircumstanceId circumstance;
  std::string_view cases;  // a glob of names
  std::string_view reason;
};

std::span<const Exception> exceptions();
/// Why a circumstance changes the meaning of that case, or nullptr.
const Exception* find_exception(CircumstanceId circumstance, std::string_view case_name);
/// The world less the circumstances that change the meaning of that case, or that its version does
/// not know.
World permitted(World world, std::string_view case_name, Version version);

/// The worlds of a run on demand (`--thorough`): each circumstance by itself.
std::span<const World> all_worlds(Tested tested = Tested::servers);
/// The worlds of a run: few of many circumstances each, chosen by `mqttspec selftest --conditions`.
std::span<const World> default_worlds(Tested tested = Tested::servers);
/// True if Clients of both versions are there.
bool has_both_versions(World world);
/// The world less what a live target has anyway while many cases are played on it at a time.
World without_crowds(World world);

}  // namespace mqttspec::conformance::circumstances
