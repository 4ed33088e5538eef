// The reference Client with a fault that works only under a condition, and what is seen of a fault
// on the way: in which steps it shows, and which conditions hold there.
#pragma once

#include "model/client/moment.hpp"
#include "model/client/reference_client.hpp"
#include "model/conditions/showing.hpp"

namespace mqttspec::model::client {

struct Showing : conditions::BasicShowing<ConditionId, ConditionSet> {};

/// The calls of ReferenceClient; each is one step.
class ConditionalClient {
 public:
  /// The chooser has to outlive the Client, and `showing` too if it is given. With a condition, or
  /// to note what shows, a step is taken several times: then the chooser must always choose alike.
  ConditionalClient(const Profile& profile, const FaultSet& faults, Chooser& chooser,
                    Showing* showing = nullptr);

  std::vector<ClientAction> ask(const Packet& packet);
  std::vector<ClientAction> established();
  std::vector<ClientAction> receive(Bytes bytes);
  std::vector<ClientAction> lost();
  std::vector<ClientAction> advance(Time now);
  const State& state() const { return client_.state(); }

 private:
  struct Step {
    const Packet* packet = nullptr;
    bool arrives = false;
    Arrival arrival = Arrival::whole;
  };

  // Otherwise it only does what the ReferenceClient does.
  bool is_needed() const { return faults_.condition() || showing_ != nullptr; }
  template <class Act>
  std::vector<ClientAction> take(const Step& step, Act act);

  FaultSet faults_;
  ReferenceClient client_;
  Showing* showing_;
  History history_;
  unsigned shown_ = 0;
  std::vector<std::uint8_t> unfinished_;  // of the Server, no whole packet yet
};

}  // namespace mqttspec::model::client
