// Who is told while a case still waits that something did not come in time.
#pragma once

#include "conformance/wire/network.hpp"

namespace mqttspec::conformance::play {

/// A Network that is one is told.
class LatenessListener {
 public:
  virtual ~LatenessListener() = default;
  /// What was due at once has not come within patience. The case goes on waiting for it, to tell
  /// late from never.
  virtual void overdue() = 0;
};

inline void tell_overdue(wire::Network& network) {
  if (auto* const listener = dynamic_cast<LatenessListener*>(&network)) listener->overdue();
}

}  // namespace mqttspec::conformance::play
