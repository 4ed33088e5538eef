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

template <class Mutate>
Mutate mutation_of(const FaultSet& faults, const Table<Mutate>& table) {
  const auto fault = faults.switched();
  return fault ? table[static_cast<std::size_t>(*fault)] : nullptr;
}

}  // namespace

void change_input(const FaultSet& faults, Incoming& incoming) {
  static const auto table = table_of<InputMutation>({
      inputs_of_s3_01_connect(),
      inputs_of_s3_01_2_5_will(),
      inputs_of_s3_01_4_connect_actions(),
      inputs_of_s3_03_publish(),
      inputs_of_s3_04_puback(),
      inputs_of_s3_08_subscribe(),
      inputs_of_s3_10_unsubscribe(),
      inputs_of_s3_14_disconnect(),
      inputs_of_s4_01_session(),
      inputs_of_s4_07_topics(),
      inputs_of_s4_09_flow_control(),
      inputs_of_s4_12_authentication(),
      inputs_of_s4_13_errors(),
  });
  if (const auto* malformed = incoming.malformed();
      malformed != nullptr && faults.is_blind_to(malformed->violation.statement))
    return incoming.drop();
  if (const auto mutate = mutation_of(faults, table)) mutate(incoming);
}

void (*output_mutation(const FaultSet& faults))(Outgoing&) {
  static const auto table = table_of<OutputMutation>({
      outputs_of_s3_01_4_connect_actions(),
      outputs_of_s3_02_connack(),
      outputs_of_s3_03_publish(),
      outputs_of_s3_03_1_3_retain(),
      outputs_of_s3_03_2_3_properties(),
      outputs_of_s3_04_puback(),
      outputs_of_s3_08_subscribe(),
      outputs_of_s3_10_unsubscribe(),
      outputs_of_s3_12_pingreq(),
      outputs_of_s3_14_disconnect(),
      outputs_of_s4_04_retry(),
      outputs_of_s4_12_authentication(),
      outputs_with_diagnostics(),
  });
  return mutation_of(faults, table);
}

bool (*match_mutation(const FaultSet& faults))(std::string_view, std::string_view) {
  static const auto table = table_of<MatchMutation>({
      matches_of_s4_07_topics(),
  });
  return mutation_of(faults, table);
}

}  // namespace mqttspec::model::mutations
