// What the rules of the Client work on during one step.
#pragma once

#include <cassert>
#include <utility>
#include <vector>

#include "model/choices.hpp"
#include "model/client/fault.hpp"
#include "model/client/profile.hpp"
#include "model/client/state.hpp"
#include "model/rule_set.hpp"

namespace mqttspec::model::client {

class Turn {
 public:
  Turn(State& state_, std::vector<Output>& outputs_, const Profile& profile_,
       const FaultSet& faults_, Chooser& chooser_, RuleSet& fired_)
      : state(state_),
        outputs(outputs_),
        profile(profile_),
        faults(faults_),
        chooser(chooser_),
        fired(fired_) {}

  State& state;
  std::vector<Output>& outputs;
  const Profile& profile;
  const FaultSet& faults;
  Chooser& chooser;
  RuleSet& fired;

  /// The version that the Client speaks.
  Version version() const { return state.settings.version; }

  /// Notes that the statement was applied, if it is one of the version spoken.
  void rule(Cited cited) {
    if (const auto id = cited.of(version())) fired.add(*id);
  }

  /// A freedom with two ways: as the profile says, unless the chooser takes the other one.
  bool takes(bool as_profiled, ChoicePoint point) {
    return (chooser.choose(point, 2) == 0) == as_profiled;
  }

  /// The packet is to be sent now on the Client's connection. What the Server cannot take is not
  /// sent (5.0 section 3.2.2.3.6): false.
  bool send(owned::Packet packet, Cited because) {
    return give(std::move(packet), state.now, because);
  }
  /// The same for a packet that may be sent.
  bool offer(owned::Packet packet, Cited because) {
    return give(std::move(packet), std::nullopt, because);
  }

  /// Tells the application how something ended that it asked for.
  void answer(PacketType request, std::uint16_t packet_id, ReasonCode code) {
    outputs.emplace_back(Answered{request, packet_id, code});
  }

 private:
  bool give(owned::Packet packet, std::optional<Time> due, Cited because);
};

}  // namespace mqttspec::model::client
