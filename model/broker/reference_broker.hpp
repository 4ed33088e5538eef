// The plain driver of the broker model: bytes in, bytes out, on any number of connections, in
// whatever time its owner keeps. `mqttspec serve` runs it on sockets, the in-process target in
// virtual time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "model/broker/step.hpp"

namespace mqttspec::model::conditions {
struct NotedFault;
}

namespace mqttspec::model::broker {

/// What the owner has to do on a connection, in order.
struct WireAction {
  ConnectionId connection;
  std::vector<std::uint8_t> bytes;  // to be written, if not empty
  bool close = false;               // then the connection is to be closed
};

/// Is told of each step: what came in, what went out, and the statements that were applied.
using StepWatcher =
    std::function<void(const Input&, std::span<const Output>, const RuleSet& applied)>;

class ReferenceBroker {
 public:
  ReferenceBroker(const Profile& profile, const FaultSet& faults);
  /// With freedoms decided by somebody else; the chooser has to outlive the broker.
  ReferenceBroker(const Profile& profile, const FaultSet& faults, Chooser& chooser);
  ~ReferenceBroker();
  ReferenceBroker(ReferenceBroker&&) noexcept;
  ReferenceBroker& operator=(ReferenceBroker&&) noexcept;

  /// A new Network Connection; returns its name.
  ConnectionId open();
  /// Bytes arrived on it, cut anywhere. Ignored if the connection is not open.
  std::vector<WireAction> receive(ConnectionId connection, Bytes bytes);
  /// The peer closed or cut it.
  std::vector<WireAction> end(ConnectionId connection);
  /// Time is now `now`, in milliseconds; never less than before.
  std::vector<WireAction> advance(Time now);
  /// The process stops and starts again. All connections are gone.
  void restart(bool state_kept);

  /// From now on the watcher is told of each step, behind it.
  void watch(StepWatcher watcher);

  /// From now on notes where a fault shows that is its own, or would show if it has none; what it
  /// is noted in has to outlive the broker.
  void note(const conditions::NotedFault& noted);

  Time now() const;
  /// When advance() is needed next, if nothing arrives.
  std::optional<Time> next_deadline() const;
  /// The statements applied so far.
  const RuleSet& fired() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mqttspec::model::broker
