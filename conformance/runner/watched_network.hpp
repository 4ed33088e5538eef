// A Network that tells how the case that uses it gets on.
#pragma once

#include <functional>

#include "conformance/wire/passing_network.hpp"

namespace mqttspec::conformance::runner {

/// What is called, in the thread of the case; either may be empty.
struct Watch {
  std::function<void(bool)> idles;  // true: nothing has come for a moment; false: it goes on
  std::function<void()> overdue;    // the case waits on for what did not come in time
};

/// Passes everything on to another Network.
class WatchedNetwork final : public wire::PassingNetwork {
 public:
  WatchedNetwork(wire::Network& inner, const Watch& watch) : PassingNetwork(inner), watch_(watch) {}

  std::vector<wire::NetworkEvent> wait(wire::Time deadline) override;
  void overdue() override {
    if (watch_.overdue) watch_.overdue();
  }

 private:
  const Watch& watch_;
};

}  // namespace mqttspec::conformance::runner
