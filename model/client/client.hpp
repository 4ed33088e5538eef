// A Client as one pure function, in the same shape as the broker: model/broker.hpp.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model {

struct ClientStep {
  ClientState next;
  std::vector<ClientOutput> outputs;
  RuleSet fired;
};

/// One step of the Client. Pure and total: any input in any state is answered, the same arguments
/// give the same result. Inputs on other than its present connection are ignored.
ClientStep client_step(ClientState state, const ClientInput& input, const ClientProfile& profile,
                       const ClientFaultSet& faults, Chooser& chooser);

/// The same in place; outputs and fired are added to.
void apply_to_client(ClientState& state, const ClientInput& input, const ClientProfile& profile,
                     const ClientFaultSet& faults, Chooser& chooser,
                     std::vector<ClientOutput>& outputs, RuleSet& fired);

/// The next time at which the Client does something by itself, or nothing.
std::optional<Time> next_deadline(const ClientState& state);

}  // namespace mqttspec::model
