// What a target is known to lack or to limit: what it says in 5.0, what it shows when it is asked,
// and what is said of it beforehand.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "codec/owned.hpp"

namespace mqttspec::conformance::play {

/// Capabilities that a broker may lack (5.0 section 3.2.2.3). A case that needs one that the target
/// lacks is declined.
enum class Need : std::uint16_t {
  nothing = 0,
  qos_1 = 1,
  qos_2 = 2,
  retain = 4,
  wildcard = 8,
  subscription_identifiers = 16,
  shared_subscriptions = 32,
  topic_alias = 64,     // the Server accepts Topic Aliases: its Topic Alias Maximum is not 0
  dollar_topics = 128,  // Clients may publish to Topic Names that begin with $ (4.7.2)
  web_socket = 256      // the target is reached by WebSocket (6)
};
constexpr Need operator|(Need a, Need b) {
  return static_cast<Need>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool contains(Need set, Need member) {
  return (static_cast<unsigned>(set) & static_cast<unsigned>(member)) != 0;
}

/// One capability that the target lacks, and how that is known.
struct Lack {
  Need need;
  std::string evidence;
};

struct Limits {
  std::vector<Lack> lacks;
  std::optional<std::uint32_t> packet_size;  // bytes of the largest packet that it takes
  std::optional<std::uint32_t> session_s;    // seconds that it keeps a Session at most
  std::optional<std::uint32_t> queued;       // messages that it keeps at most for one Client

  /// The first of `needs` that is lacking, or nothing.
  const Lack* find(Need needs) const {
    const auto found =
        std::ranges::find_if(lacks, [&](const Lack& each) { return contains(needs, each.need); });
    return found == lacks.end() ? nullptr : &*found;
  }
  /// Why the target is known to refuse this packet, or nothing.
  std::optional<std::string> refuses(const owned::Packet& packet, std::size_t size) const;
  /// Adds what others say: each capability once, the smaller of two numbers.
  void add(const Limits& others);
};

}  // namespace mqttspec::conformance::play
