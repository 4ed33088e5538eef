// What the rules of the broker work on during one step: the state, what they may consult, and what
// they give out.
#pragma once

#include <cassert>
#include <utility>
#include <vector>

#include "model/choices.hpp"
#include "model/fault.hpp"
#include "model/profile.hpp"
#include "model/rule_set.hpp"
#include "model/state.hpp"

namespace mqttspec::model::broker {

/// True if a profile means texts with this beginning, and this is one.
inline bool has_beginning(std::string_view text, std::string_view beginning) {
  return !beginning.empty() && text.starts_with(beginning);
}

/// True if the Client is sent away, perhaps to another Server (5.0 section 4.11).
inline bool is_sent_away(const Profile& profile, std::string_view client_id) {
  return has_beginning(client_id, profile.refused_client_id);
}

class Turn {
 public:
  Turn(BrokerState& state_, std::vector<Output>& outputs_, const Profile& profile_,
       const FaultSet& faults_, Chooser& chooser_, RuleSet& fired_)
      : state(state_),
        outputs(outputs_),
        profile(profile_),
        faults(faults_),
        chooser(chooser_),
        fired(fired_) {}

  BrokerState& state;
  std::vector<Output>& outputs;
  const Profile& profile;
  const FaultSet& faults;
  Chooser& chooser;
  RuleSet& fired;

  /// Notes that the statement of this version was applied; nothing if only the other one is cited.
  void rule(Version version, Cited cited) {
    if (const auto id = cited.of(version)) fired.add(*id);
  }

  /// A freedom with two ways: as the profile says, unless the chooser takes the other one.
  bool takes(bool as_profiled, ChoicePoint point) {
    return (chooser.choose(point, 2) == 0) == as_profiled;
  }

  /// Whether the Client permits a packet of this size (5.0 section 3.1.2.11.4).
  bool can_take(const Connection& connection, const owned::Packet& packet) const;
  /// The packet is to be sent now, because of a statement that exists for the connection's version.
  /// What the Client cannot take is not sent (5.0 section 3.1.2.11.4): false.
  bool send(const Connection& connection, owned::Packet packet, Cited because) {
    return give(connection, std::move(packet), state.now, because);
  }
  /// The same for a packet that may be sent.
  bool offer(const Connection& connection, owned::Packet packet, Cited because) {
    return give(connection, std::move(packet), std::nullopt, because);
  }

 private:
  bool give(const Connection& connection, owned::Packet packet, std::optional<Time> due,
            Cited because);
};

}  // namespace mqttspec::model::broker
