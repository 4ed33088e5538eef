// What one step of a faulty broker gives out, before anybody sees it: packets can be left out,
// changed, repeated and added.
#pragma once

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
  /// The state after the step.
  const BrokerState& after() const { return after_; }

  // What it may do, to the packets of one type.

  /// Calls `change(packet, pending)` for each, in their order.
  template <class Typed, class Change>
  void change(Change change) {
    for (std::size_t i = first_; i < outputs_.size(); ++i)
      if (auto* pending = std::get_if<Pending>(&outputs_[i]))
        if (auto* packet = std::get_if<Typed>(&pending->packet)) change(*packet, *pending);
  }
  /// Leaves out those for which `is_meant(packet, pending)`.
  template <class Typed, class IsMeant>
  void omit(IsMeant is_meant) {
    std::erase_if(outputs_, [&](const Output& output) {
      if (&output < outputs_.data() + first_) return false;
      const auto* pending = std::get_if<Pending>(&output);
      const auto* packet = pending == nullptr ? nullptr : std::get_if<Typed>(&pending->packet);
      return packet != nullptr && is_meant(*packet, *pending);
    });
  }
  template <class Typed>
  void omit() {
    omit<Typed>([](const Typed&, const Pending&) { return true; });
  }
  /// Sends each for which `count(packet, pending)` is not 0 so many times more, right behind it.
  template <class Typed, class Count>
  void repeat(Count count) {
    for (std::size_t i = first_; i < outputs_.size(); ++i) {
      const auto* pending = std::get_if<Pending>(&outputs_[i]);
      const auto* packet = pending == nullptr ? nullptr : std::get_if<Typed>(&pending->packet);
      if (packet == nullptr) continue;
      const std::size_t more = count(*packet, *pending);
      const Output copy = outputs_[i];
      outputs_.insert(outputs_.begin() + static_cast<std::ptrdiff_t>(i) + 1, more, copy);
      i += more;
    }
  }
  template <class Typed>
  void repeat() {
    repeat<Typed>([](const Typed&, const Pending&) { return 1; });
  }
  /// Puts a packet of the same connection right behind each for which `is_meant(packet, pending)`.
  template <class Typed, class IsMeant>
  void follow(const owned::Packet& follower, IsMeant is_meant) {
    for (std::size_t i = first_; i < outputs_.size(); ++i) {
      const auto* pending = std::get_if<Pending>(&outputs_[i]);
      const auto* packet = pending == nullptr ? nullptr : std::get_if<Typed>(&pending->packet);
      if (packet == nullptr || !is_meant(*packet, *pending)) continue;
      const Pending next{pending->connection, follower, pending->due, pending->because};
      outputs_.insert(outputs_.begin() + static_cast<std::ptrdiff_t>(i) + 1, next);
      ++i;
    }
  }
  template <class Typed>
  void follow(const owned::Packet& follower) {
    follow<Typed>(follower, [](const Typed&, const Pending&) { return true; });
  }
  /// Adds a packet behind everything that the step gives out.
  void add(Pending pending) { outputs_.emplace_back(std::move(pending)); }
  /// Those of the step, for what the others cannot do.
  std::vector<Output>& all() { return outputs_; }
  std::size_t first() const { return first_; }

 private:
  std::vector<Output>& outputs_;
  std::size_t first_;
  const Input& input_;
  const BrokerState& after_;
  std::optional<Connection> before_;
};

}  // namespace mqttspec::model::mutations
