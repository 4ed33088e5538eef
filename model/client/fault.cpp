// See fault.hpp.
#include "model/client/fault.hpp"

#include <array>

namespace mqttspec::model::client {

using namespace literals;

namespace {

constexpr auto table = std::to_array<FaultRow>({
#define FAULT(name, kind, cited, text) {FaultId::name, #name, FaultKind::kind, cited, text},
#include "model/client/faults.def"
#undef FAULT
});

}  // namespace

std::span<const FaultRow> faults() { return table; }

const FaultRow* find_fault(std::string_view name) {
  for (const auto& row : table)
    if (row.name == name) return &row;
  return nullptr;
}

}  // namespace mqttspec::model::client
