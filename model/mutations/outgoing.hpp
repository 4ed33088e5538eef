// What one step of a faulty broker gives out, before anybody sees it: packets can be left out,
// changed, repeated and added.
#pragma once

#include <algorithm>
#include <concepts>
#include <optional>
#include <vector>

#include "model/event.hpp"
#include "model/state.hpp"

namespace mqttspec::model::mutations {

class Outgoing {
 public:
  /// `first` is the position of the step's first output: those before it are of earlier steps. The
  /// input is the one that the rules saw, `before` the connection that it is about as it was before
  /// the step, if there was one.
  Outgoing(std::vector<Output>& outputs, std::size_t first, const Input& input,
           const BrokerState& after, std::optional<Connection> before)
      : outputs_(outputs),
        first_(first),
        input_(input),
        after_(after),
        before_(std::move(before)) {}

  // What a mutation may look at.

  /// The packet that the step answers, if it is of that type, else nullptr.
  template <class Typed>
  const Typed* answered() const {
    const auto* received = std::get_if<Received>(&input_);
    return received == nullptr ? nullptr : std::get_if<Typed>(received->packet);
  }
  /// The connection that the packet goes out on: as it is after the step, or as it was before if
  /// the step has ended it; nullptr if there is neither.
  const Connection* connection(const Pending& pending) const;
  /// The session, as it is after the step, that this connection serves, or nullptr.
  const Session* session(const Pending& pending) const;
  /// The most bytes that the Client of this connection takes, if it has named a limit; also if the
  /// step has ended the connection that the CONNECT came on.
  std::optional<std::uint32_t> maximum_packet_size(const Pending& pending) const;
  /// The connection that the input was about as it was before the step, or nullptr.
  const Connection* before() const { return before_ ? &*before_ : nullptr; }
  /// The state after the step.
  const BrokerState& after() const { return after_; }

  // What it may do, to the packets of one type, or of all types if it is owned::Packet. What it
  // gives is called with a packet, and with its Pending if it takes that too.

  /// Calls `function` for each, in their order.
  template <class Typed, class Function>
  void change(Function function) {
    for (std::size_t i = first_; i < outputs_.size(); ++i)
      if (auto* packet = packet_in<Typed>(outputs_[i])) call(function, *packet, outputs_[i]);
  }
  /// Leaves out those for which `is_meant`.
  template <class Typed, class IsMeant>
  void omit(IsMeant is_meant) {
    const auto begin = outputs_.begin() + static_cast<std::ptrdiff_t>(first_);
    const auto end = std::remove_if(begin, outputs_.end(), [&](Output& output) {
      const auto* packet = packet_in<Typed>(output);
      return packet != nullptr && call(is_meant, *packet, output);
    });
    outputs_.erase(end, outputs_.end());
  }
  template <class Typed>
  void omit() {
    omit<Typed>([](const Typed&) { return true; });
  }
  /// Sends each for which `count` is not 0 so many times more, right behind it.
  template <class Typed, class Count>
  void repeat(Count count) {
    for (std::size_t i = first_; i < outputs_.size(); ++i) {
      const auto* packet = packet_in<Typed>(outputs_[i]);
      if (packet == nullptr) continue;
      const auto more = static_cast<std::size_t>(call(count, *packet, outputs_[i]));
      const Output copy = outputs_[i];
      outputs_.insert(outputs_.begin() + static_cast<std::ptrdiff_t>(i) + 1, more, copy);
      i += more;
    }
  }
  template <class Typed>
  void repeat() {
    repeat<Typed>([](const Typed&) { return std::size_t{1}; });
  }
  /// Puts a packet of the same connection right behind each for which `is_meant`.
  template <class Typed, class IsMeant>
  void follow(const owned::Packet& follower, IsMeant is_meant) {
    for (std::size_t i = first_; i < outputs_.size(); ++i) {
      const auto* packet = packet_in<Typed>(outputs_[i]);
      if (packet == nullptr || !call(is_meant, *packet, outputs_[i])) continue;
      auto next = std::get<Pending>(outputs_[i]);
      next.packet = follower;
      outputs_.insert(outputs_.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(next));
      ++i;
    }
  }
  template <class Typed>
  void follow(const owned::Packet& follower) {
    follow<Typed>(follower, [](const Typed&) { return true; });
  }
  /// Does not close the connections on which such packets go out, though the rules are done with
  /// them.
  template <class Typed, class IsMeant>
  void keep_open(IsMeant is_meant) {
    change<Typed>([&](const Typed& packet, const Pending& pending) {
      if (is_meant(packet)) keep_open(pending.connection);
    });
  }
  template <class Typed>
  void keep_open() {
    keep_open<Typed>([](const Typed&) { return true; });
  }
  /// The same for one connection.
  void keep_open(ConnectionId connection);
  /// Adds a packet before everything that the step gives out.
  void add_first(Pending pending) {
    outputs_.insert(outputs_.begin() + static_cast<std::ptrdiff_t>(first_), std::move(pending));
  }
  /// Adds a packet behind everything that the step gives out.
  void add(Pending pending) { outputs_.emplace_back(std::move(pending)); }
  /// Adds one to the Client whose packet the step answers, if its connection is still there.
  void answer(owned::Packet packet, Cited because);
  /// Those of the step, for what the others cannot do.
  std::vector<Output>& all() { return outputs_; }
  std::size_t first() const { return first_; }

 private:
  template <class Typed>
  static Typed* packet_in(Output& output) {
    auto* pending = std::get_if<Pending>(&output);
    if (pending == nullptr) return nullptr;
    if constexpr (std::same_as<Typed, owned::Packet>)
      return &pending->packet;
    else
      return std::get_if<Typed>(&pending->packet);
  }
  template <class Function, class Typed>
  static auto call(Function& function, Typed& packet, Output& output) {
    if constexpr (std::invocable<Function&, Typed&>)
      return function(packet);
    else
      return function(packet, std::get<Pending>(output));
  }

  std::vector<Output>& outputs_;
  std::size_t first_;
  const Input& input_;
  const BrokerState& after_;
  std::optional<Connection> before_;
};

}  // namespace mqttspec::model::mutations
