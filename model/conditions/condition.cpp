// See condition.hpp.
#include "model/conditions/condition.hpp"

#include <algorithm>
#include <array>

namespace mqttspec::model::conditions {

namespace {

constexpr auto table = std::to_array<ConditionRow>({
#define CONDITION(name, text) {ConditionId::name, #name, text},
#include "model/conditions/conditions.def"
#undef CONDITION
});

}  // namespace

std::span<const ConditionRow> conditions() { return table; }

const ConditionRow* find_condition(std::string_view name) {
  const auto* row = std::ranges::find(table, name, &ConditionRow::name);
  return row == table.end() ? nullptr : row;
}

}  // namespace mqttspec::model::conditions
