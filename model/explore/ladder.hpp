// A run as a ladder diagram: the broker and its Clients as uprights, packets as rungs.
#pragma once

#include <string>
#include <vector>

#include "model/explore/step.hpp"
#include "model/explore/world.hpp"

namespace mqttspec::model::explore {

struct Rung {
  enum class Kind : std::uint8_t { to_broker, to_client, remark, loss, time };
  Kind kind;
  std::size_t client;
  std::string text;
};
using Ladder = std::vector<Rung>;

/// A packet under way from or to that Client, in a few words.
std::string to_text(const Scenario& scenario, std::size_t client,
                    const PacketInTransit& in_transit);

/// Adds the rung of a step: the Client that acts in it is `before` it as given, and `after` it.
void add_rung(const Scenario& scenario, const Action& action, const WorldClient& before,
              const WorldClient& after, Ladder& ladder);
/// Adds what the broker does to a Client, as remarks.
void add_effects(const Scenario& scenario, std::size_t client, const Effects& effects,
                 Ladder& ladder);

/// The diagram, a line for each rung, each with a line feed.
std::string to_text(const Scenario& scenario, const Ladder& ladder);

}  // namespace mqttspec::model::explore
