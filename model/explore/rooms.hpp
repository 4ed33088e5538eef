// How much state each room of the explorer holds. Scenarios with little state go through several
// times as many of them.
#pragma once

#include <memory>

#include "model/containers.hpp"
#include "model/explore/parts.hpp"
#include "model/explore/server_side.hpp"
#include "model/fault.hpp"

namespace mqttspec::model {

/// Short names, one subscription for each session, nothing retained, no aliases.
using Tight = Bounded<Bounds{.text = 3,
                             .connections = 4,
                             .sessions = 3,
                             .subscriptions = 1,
                             .sent = 3,
                             .waiting = 3,
                             .received = 3,
                             .aliases = 0,
                             .retained = 0,
                             .shared_turns = 0,
                             .user_properties = 0}>;

/// Everything but User Properties.
using Roomy = Bounded<Bounds{.text = 13,
                             .connections = 4,
                             .sessions = 3,
                             .subscriptions = 3,
                             .sent = 5,
                             .waiting = 5,
                             .received = 3,
                             .aliases = 2,
                             .retained = 3,
                             .shared_turns = 1,
                             .user_properties = 0}>;

/// The broker of an exploration in each room. All but the faults have to outlive it.
std::unique_ptr<ServerSide> make_tight_server(const Scenario& scenario, const FaultSet& faults,
                                              Judge& judge, const Parts<Happening>& happenings,
                                              Parts<Effects>& effects);
std::unique_ptr<ServerSide> make_roomy_server(const Scenario& scenario, const FaultSet& faults,
                                              Judge& judge, const Parts<Happening>& happenings,
                                              Parts<Effects>& effects);

}  // namespace mqttspec::model
