// The faults of sections 3.12 and 3.13 that only change what goes out: PINGRESP.
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

std::span<const OutputMutation> outputs_of_s3_12_pingreq() {
  using owned::Pingresp;
  static constexpr OutputMutation outputs[] = {
      {FaultId::pingresp_omitted, [](Outgoing& outgoing) { outgoing.omit<Pingresp>(); }},
      {FaultId::pingresp_twice, [](Outgoing& outgoing) { outgoing.repeat<Pingresp>(); }},
  };
  return outputs;
}

}  // namespace mqttspec::model::mutations
