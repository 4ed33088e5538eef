// The faults that only change what comes in or what goes out: they stand around the rules, which
// know nothing of them. Faults of decision and of state stand in the rules.
#pragma once

#include <span>

#include "model/fault.hpp"
#include "model/mutations/incoming.hpp"
#include "model/mutations/outgoing.hpp"

namespace mqttspec::model::mutations {

struct InputMutation {
  FaultId fault;
  void (*mutate)(Incoming&);
};

struct OutputMutation {
  FaultId fault;
  void (*mutate)(Outgoing&);
};

/// What the fault makes of an input, or nullptr if it leaves inputs alone.
void (*input_mutation(const FaultSet& faults))(Incoming&);
/// What it makes of the outputs of a step, or nullptr.
void (*output_mutation(const FaultSet& faults))(Outgoing&);

// The mutations, a list for each chapter, in the files of the same names.

std::span<const InputMutation> inputs_of_s3_01_connect();

std::span<const OutputMutation> outputs_of_s3_08_subscribe();

}  // namespace mqttspec::model::mutations
