// Conditions under which a fault of a Client works, and otherwise not; as model/conditions for
// those of a broker.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string_view>

namespace mqttspec::model::client {

/// A condition for each row of conditions.def.
enum class ConditionId : std::uint8_t {
#define CONDITION(name) name,
#include "model/client/condition_names.def"
#undef CONDITION
};

/// How many there are.
inline constexpr std::size_t condition_count = 0
#define CONDITION(name) +1
#include "model/client/condition_names.def"
#undef CONDITION
    ;

/// Some conditions, by position.
using ConditionSet = std::bitset<condition_count>;

struct ConditionRow {
  ConditionId id;
  std::string_view name;
  std::string_view text;  // when it holds, in a few words
};

/// All of them, in the order of the table.
std::span<const ConditionRow> conditions();

}  // namespace mqttspec::model::client
