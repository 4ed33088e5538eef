// An input on its way to the rules of a faulty broker, which may lose it, change its packet, or
// take it by other terms than the broker has announced.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "model/event.hpp"
#include "model/profile.hpp"
#include "model/state.hpp"

namespace mqttspec::model::mutations {

class Incoming {
 public:
  /// All have to outlive it.
  Incoming(const Input& input, const Profile& profile, const BrokerState& state)
      : input_(input), profile_(&profile), state_(state) {}
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;

  // What the rules will see.

  const Input& input() const { return input_; }
  const Profile& profile() const { return *profile_; }
  bool is_dropped() const { return is_dropped_; }

  // What a mutation may look at.

  /// The state before the step.
  const BrokerState& state() const { return state_; }
  /// The packet that arrived, if it is of that type, else nullptr.
  template <class Typed>
  const Typed* packet() const {
    const auto* received = std::get_if<Received>(&input_);
    return received == nullptr ? nullptr : std::get_if<Typed>(received->packet);
  }
  /// The Network Connection that the input is about, or nullptr.
  const Connection* connection() const;
  /// The session that this connection serves, or nullptr.
  const Session* session() const;

  // What it may do.

  /// The rules do not see the input at all.
  void drop() { is_dropped_ = true; }
  /// The rules see this packet instead.
  void replace(Packet packet);
  /// The text lives as long as this object, for the views of a packet.
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  /// The terms by which the rules take this input, to be changed.
  Profile& changed_profile();

 private:
  Input input_;
  const Profile* profile_;
  const BrokerState& state_;
  bool is_dropped_ = false;
  std::optional<Packet> packet_;
  std::optional<Profile> changed_profile_;
  std::deque<std::string> texts_;
};

}  // namespace mqttspec::model::mutations
