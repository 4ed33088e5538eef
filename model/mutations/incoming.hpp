// An input on its way to the rules of a faulty broker, which may lose it or a part of what it knows
// of the Client, change its packet, take it for an error, or take it by other terms than the broker
// has announced.
#pragma once

#include <optional>

#include "codec/owned.hpp"
#include "model/event.hpp"
#include "model/profile.hpp"
#include "model/state.hpp"

namespace mqttspec::model::mutations {

class Incoming {
 public:
  /// All have to outlive it.
  Incoming(const Input& input, const Profile& profile, BrokerState& state)
      : input_(input), profile_(&profile), state_(state) {}
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;

  // What the rules will see.

  const Input& input() const { return input_; }
  const Profile& profile() const { return *profile_; }
  bool is_dropped() const { return is_dropped_; }

  // What a mutation may look at.

  /// The packet that arrived, if it is of that type, else nullptr.
  template <class Typed>
  const Typed* packet() const {
    const auto* received = std::get_if<Received>(&input_);
    return received == nullptr ? nullptr : std::get_if<Typed>(received->packet);
  }
  /// True if that session's Client can take one more QoS 1 or QoS 2 message; also if there is none.
  bool has_send_quota() const;

  // What it may look at, and of which it may lose or change a part.

  /// What arrived in the place of a packet, or nullptr.
  Malformed* malformed() { return std::get_if<Malformed>(&input_); }
  /// The state before the step.
  BrokerState& state() const { return state_; }
  /// The Network Connection that the input is about, or nullptr.
  Connection* connection() const;
  /// True if there is one, and its CONNECT was accepted.
  bool is_connected() const {
    const auto* own = connection();
    return own != nullptr && own->connected;
  }
  /// The session that this connection serves, or nullptr.
  Session* session() const;

  // What else it may do.

  /// The rules do not see the input at all.
  void drop() { is_dropped_ = true; }
  /// Calls `function(packet)` if a packet of that type, which is an owned one, arrived: the rules
  /// see what it makes of it.
  template <class Typed, class Function>
  void change(Function function) {
    const auto* received = std::get_if<Received>(&input_);
    if (received == nullptr || type_of(*received->packet) != Typed::type) return;
    auto packet = to_owned(*received->packet);
    function(std::get<Typed>(packet));
    replace(std::move(packet));
  }
  /// The rules see a packet that no Client may send at this moment.
  void take_for_error(Cited because);
  /// The terms by which the rules take this input, to be changed.
  Profile& changed_profile();

 private:
  void replace(owned::Packet packet);

  Input input_;
  const Profile* profile_;
  BrokerState& state_;
  bool is_dropped_ = false;
  std::optional<owned::Packet> packet_;
  std::optional<BorrowedPacket> borrowed_;
  std::optional<Profile> changed_profile_;
};

}  // namespace mqttspec::model::mutations
