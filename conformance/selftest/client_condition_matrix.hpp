// Every fault switch of the Client under every condition: as condition_matrix.hpp for brokers.
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "conformance/circumstances/circumstance.hpp"
#include "conformance/selftest/client_matrix.hpp"
#include "model/client/condition.hpp"

namespace mqttspec::conformance::selftest {

/// What came of one fault switch of the Client in one version under each condition.
struct ConditionalClientMutant {
  const model::client::FaultRow* fault;
  Version version;
  model::client::ConditionSet found;    // met by the fault in random runs
  model::client::ConditionSet reached;  // … in a case, in some world
  model::client::ConditionSet killed;  // with it as condition the fault is noticed by a citing case

  /// Those that the fault is known to meet.
  model::client::ConditionSet occurring() const { return found | reached | killed; }
  model::client::ConditionSet surviving() const { return occurring() & ~killed; }
};

struct ClientConditionMatrix {
  bool complete = true;            // false if it was interrupted
  std::vector<std::string> wrong;  // worlds in which a right Client is accused
  std::vector<ConditionalClientMutant> mutants;

  std::size_t pairs() const;
  std::size_t occurring() const;
  std::size_t killed() const;
  /// True if no right Client is accused, and enough is killed of what occurs.
  bool is_good_enough() const;
};

/// Cases that accuse a right Client of that profile in one of the worlds, though not in the plain
/// one: "profile: verdict name [version] in world".
std::vector<std::string> accusations(const model::client::Profile& profile,
                                     std::span<const circumstances::World> worlds,
                                     std::stop_token stop);

/// Computes it in these worlds, for what `unconditional` killed.
ClientConditionMatrix make_client_condition_matrix(const ClientMatrix& unconditional,
                                                   std::span<const circumstances::World> worlds,
                                                   std::stop_token stop);

/// The matrix in words: what is wrong, survivors by condition, and a line of totals.
std::string in_words(const ClientConditionMatrix& matrix);
/// One line for each pair that occurs: switch, version, condition, "killed", "survives" or "not
/// reached"; separated by tabs.
std::string as_table(const ClientConditionMatrix& matrix);

}  // namespace mqttspec::conformance::selftest
