// See fault.hpp.
#include "model/client/fault.hpp"

#include <array>

namespace mqttspec::model {

using namespace literals;

namespace {

constexpr auto table = std::to_array<ClientFaultRow>({
#define FAULT(name, kind, cited, text) {ClientFaultId::name, #name, FaultKind::kind, cited, text},
#include "model/client/faults.def"
#undef FAULT
});

}  // namespace

std::span<const ClientFaultRow> client_faults() { return table; }

const ClientFaultRow* find_client_fault(std::string_view name) {
  for (const auto& row : table)
    if (row.name == name) return &row;
  return nullptr;
}

}  // namespace mqttspec::model
