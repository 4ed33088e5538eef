// A conformance case: what it is called, what it judges, what it does.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "conformance/play/peer.hpp"

namespace mqttspec::conformance::play {

/// Capabilities that a broker may lack and say so (5.0 section 3.2.2.3). A case that needs one that
/// the target declines is declined too.
enum class Need : std::uint8_t {
  nothing = 0,
  qos_1 = 1,
  qos_2 = 2,
  retain = 4,
  wildcard = 8,
  subscription_identifiers = 16,
  shared_subscriptions = 32,
  topic_alias = 64,  // the Server accepts Topic Aliases: its Topic Alias Maximum is not 0
};
constexpr Need operator|(Need a, Need b) {
  return static_cast<Need>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool contains(Need set, Need member) {
  return (static_cast<unsigned>(set) & static_cast<unsigned>(member)) != 0;
}

struct Case {
  std::string_view name;          // words: "qos2/redelivery-after-reconnect-is-not-a-new-message"
  std::vector<Cited> statements;  // what it judges; it runs in the versions that occur here
  void (*body)(Run&);
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
