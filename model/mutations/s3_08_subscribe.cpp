// The faults of sections 3.8 and 3.9 that only change what goes out: SUBACK.
#include <algorithm>

#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

using owned::Suback;

/// Changes the last code of each SUBACK.
template <ReasonCode code>
void set_last_code(Outgoing& outgoing) {
  outgoing.change<Suback>(
      [](Suback& suback, const Pending&) { suback.reason_codes.back() = code; });
}

constexpr OutputMutation outputs[] = {
    {FaultId::suback_omitted, [](Outgoing& outgoing) { outgoing.omit<Suback>(); }},
    {FaultId::suback_codes_reversed,
     [](Outgoing& outgoing) {
       outgoing.change<Suback>(
           [](Suback& suback, const Pending&) { std::ranges::reverse(suback.reason_codes); });
     }},
    {FaultId::suback_says_less_than_granted, set_last_code<ReasonCode::granted_qos_0>},
};

}  // namespace

std::span<const OutputMutation> outputs_of_s3_08_subscribe() { return outputs; }

}  // namespace mqttspec::model::mutations
