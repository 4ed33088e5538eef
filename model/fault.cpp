// See fault.hpp.
#include "model/fault.hpp"

#include <array>

namespace mqttspec::model {

using namespace literals;

namespace {

constexpr auto table = std::to_array<FaultRow>({
#define FAULT(name, kind, cited, text) {FaultId::name, #name, FaultKind::kind, cited, text},
#include "model/faults.def"
#undef FAULT
});

}  // namespace

std::span<const FaultRow> faults() { return table; }

const FaultRow* find_fault(std::string_view name) {
  for (const auto& row : table)
    if (row.name == name) return &row;
  return nullptr;
}

std::string_view to_string(FaultKind kind) {
  constexpr std::array<std::string_view, 13> names = {
      "OMIT",   "DO",    "WRONG",  "EARLY",  "LATE", "DUP",  "REORDER",
      "FORGET", "STALE", "ACCEPT", "REJECT", "OFF1", "SCOPE"};
  return names[static_cast<std::size_t>(kind)];
}

}  // namespace mqttspec::model
