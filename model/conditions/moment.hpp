// The moment in which a broker takes an input, as conditions look at it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/conditions/condition.hpp"
#include "model/state.hpp"

namespace mqttspec::model::conditions {

/// What is remembered of a run beyond what the broker knows.
class History {
 public:
  /// What matters of the state before a step.
  struct Before {
    bool is_open = false;       // the Network Connection that the input is about
    bool is_connected = false;  // its CONNECT was accepted
    std::vector<std::pair<std::string, bool>> sessions;  // by Client Identifier; if one is served
  };

  static Before before(const BrokerState& state, const Input& input);
  /// Takes the next input, behind the step.
  void add(const Before& before, const Input& input, const BrokerState& after);

  unsigned connections_of(std::string_view client_id) const;
  bool has_resumed(std::string_view client_id) const;
  unsigned packets_on(ConnectionId connection) const;
  bool any_taken_over() const { return any_taken_over_; }
  bool any_lost() const { return any_lost_; }

 private:
  struct Client {
    unsigned connections = 0;
    bool resumed = false;
  };
  std::map<std::string, Client, std::less<>> clients_;
  std::map<ConnectionId, unsigned> packets_;
  bool any_taken_over_ = false;
  bool any_lost_ = false;
};

struct Moment {
  const BrokerState& state;  // before the step
  const Input& input;
  const History& history;
  Arrival arrival = Arrival::whole;
  unsigned shown = 0;  // steps before this one that the fault would have changed
};

bool holds(ConditionId condition, const Moment& moment);
/// All that hold.
ConditionSet holding(const Moment& moment);
/// The same for a fault that has shown as often.
ConditionSet when_shown(ConditionSet holding, unsigned shown);

}  // namespace mqttspec::model::conditions
