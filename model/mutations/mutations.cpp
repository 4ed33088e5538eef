// See mutations.hpp.
#include "model/mutations/mutations.hpp"

#include <array>

namespace mqttspec::model::mutations {

namespace {

/// By the number of the fault.
template <class Mutate>
using Table = std::array<Mutate, fault_count>;

template <class Mutation>
auto table_of(std::initializer_list<std::span<const Mutation>> lists) {
  Table<decltype(Mutation::mutate)> table{};
  for (const auto& list : lists)
    for (const auto& mutation : list)
      table[static_cast<std::size_t>(mutation.fault)] = mutation.mutate;
  return table;
}

}  // namespace

void (*input_mutation(const FaultSet& faults))(Incoming&) {
  static const auto table = table_of<InputMutation>({
      inputs_of_s3_01_connect(),
  });
  const auto fault = faults.switched();
  return fault ? table[static_cast<std::size_t>(*fault)] : nullptr;
}

void (*output_mutation(const FaultSet& faults))(Outgoing&) {
  static const auto table = table_of<OutputMutation>({
      outputs_of_s3_08_subscribe(),
  });
  const auto fault = faults.switched();
  return fault ? table[static_cast<std::size_t>(*fault)] : nullptr;
}

}  // namespace mqttspec::model::mutations
