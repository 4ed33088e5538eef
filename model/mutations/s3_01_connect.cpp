// The faults of section 3.1 and its like that only change what comes in or goes out.
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

/// Nothing but CONNECT is looked at before there was one, and nothing is closed for it.
void ignore_before_connect(Incoming& incoming) {
  const auto* connection = incoming.connection();
  if (connection == nullptr || connection->connected || incoming.packet<Connect>() != nullptr)
    return;
  if (connection->authentication == Authentication::none) incoming.drop();
}

constexpr InputMutation inputs[] = {
    {FaultId::packet_before_connect_tolerated, ignore_before_connect},
};

}  // namespace

std::span<const InputMutation> inputs_of_s3_01_connect() { return inputs; }

}  // namespace mqttspec::model::mutations
