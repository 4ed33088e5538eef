// A conformance case: what it is called, what it judges, what it does.
#pragma once

#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "conformance/play/peer.hpp"

namespace mqttspec::conformance::hosting {
class Visit;
}

namespace mqttspec::conformance::play {

struct Case {
  std::string_view name;          // words: "qos2/redelivery-after-reconnect-is-not-a-new-message"
  std::vector<Cited> statements;  // what it judges; it runs in the versions that occur here
  std::variant<void (*)(Run&), void (*)(hosting::Visit&)> body;  // for a Server, or for a Client
  Need needs = Need::nothing;

  bool runs_in(Version version) const {
    for (const auto& cited : statements)
      if (cited.of(version)) return true;
    return false;
  }
};

/// The cases of one section of the Standards.
struct CaseGroup {
  std::string_view section;  // "3.1"
  std::string_view title;    // "CONNECT"
  std::span<const Case> cases;
};

}  // namespace mqttspec::conformance::play
