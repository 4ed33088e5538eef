// The world of qos_2.pml once more, around the broker model instead of the one written in Promela:
// a publisher, a subscriber, what is under way between them, and everything that can happen next.
#pragma once

#include <array>
#include <compare>
#include <set>
#include <string>
#include <vector>

#include "model/broker/step.hpp"

namespace mqttspec::model::promela {

inline constexpr unsigned messages = 2;
inline constexpr unsigned losses = 2;

/// Which world: the broker's method and version, and whether Clients may come back with Clean
/// Start.
struct Terms {
  const Profile* profile;
  Version version;
  bool may_clean;
  FaultSet faults;
};

/// What can be told at an ending; the members stand in the order in which check.sh prints them.
struct Ending {
  bool may_clean = false;
  std::array<unsigned, messages> delivered = {};
  std::array<bool, messages> completed = {};
  unsigned publishes_at_broker = 0;
  unsigned publishes_at_subscriber = 0;
  unsigned dups_at_subscriber = 0;

  auto operator<=>(const Ending&) const = default;
};

struct Search {
  std::set<Ending> endings;
  std::size_t states = 0;
};

/// Every ending that is reachable from the beginning, with up to `most_losses` losses.
Search find_endings(const Terms& terms, unsigned most_losses);

/// As check.sh prints it, without its first word: "0 1  1 1  1 1  3 2 0".
std::string to_text(const Ending& ending, bool method_a);

}  // namespace mqttspec::model::promela
