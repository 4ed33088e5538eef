// The faults of section 4.13 of 5.0 (4.8 in 3.1.1) that only change what comes in: bytes that are
// no valid packet.
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

using namespace literals;

namespace {

void pass_over_malformed(Incoming& incoming) {
  if (incoming.malformed() != nullptr && incoming.is_connected()) incoming.drop();
}

void misname_misplaced_property(Incoming& incoming) {
  auto* malformed = incoming.malformed();
  if (malformed != nullptr && malformed->violation.statement == "U5.0-2.2.2.2-1"_v5)
    malformed->violation.reason_code = ReasonCode::protocol_error;
}

}  // namespace

std::span<const InputMutation> inputs_of_s4_13_errors() {
  static constexpr InputMutation inputs[] = {
      {FaultId::malformed_packets_tolerated, pass_over_malformed},
      {FaultId::misplaced_property_misnamed, misname_misplaced_property},
  };
  return inputs;
}

}  // namespace mqttspec::model::mutations
