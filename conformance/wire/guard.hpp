// A Network that can be ended from outside, so that no case holds up a run.
#pragma once

#include <stop_token>
#include <vector>

#include "conformance/wire/passing_network.hpp"

namespace mqttspec::conformance::wire {

/// Passes everything on to another Network until it is asked to stop, or until `limit` milliseconds
/// of it have passed. From then on no connection can be made, nothing arrives, and time leaps to
/// each deadline: whatever a case waits for, it comes to its end at once. What it concludes then is
/// worth nothing, as end() tells.
class GuardedNetwork final : public PassingNetwork {
 public:
  enum class End : std::uint8_t { none, stopped, limit };

  GuardedNetwork(Network& inner, bool virtual_time, std::stop_token stop, Time limit);

  std::expected<ConnectionId, std::string> connect_to(std::size_t node, Version version) override;
  void await_end(ConnectionId connection, Time deadline) override {
    if (!ended()) inner().await_end(connection, deadline);
  }
  /// Throws std::runtime_error if it is called without end after the end.
  std::vector<NetworkEvent> wait(Time deadline) override;
  Time now() const override;

  /// Why it ended, if it did.
  End end() const { return end_; }
  /// Why a connection could not be made, if that happened: "…: connection refused".
  const std::string& connect_failure() const { return connect_failure_; }

 private:
  bool ended();

  bool virtual_time_;
  std::stop_token stop_;
  Time limit_;
  End end_ = End::none;
  Time leapt_to_ = 0;
  unsigned waits_after_end_ = 0;
  std::string connect_failure_;
};

}  // namespace mqttspec::conformance::wire
