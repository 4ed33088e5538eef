// What a statement of an MQTT Standard is, as a value: who it binds, how strongly, and where it
// can be checked.
#pragma once

#include <cstdint>
#include <string_view>

namespace mqttspec {

/// The two OASIS Standards. A statement identifier never stands without one: 119 identifiers occur
/// in both and often mean different things.
enum class Version : std::uint8_t { v3_1_1, v5_0 };

/// How strongly a statement binds. The first three are the key words of RFC 2119; the others
/// classify normative sentences that carry none.
enum class Level : std::uint8_t {
  must,           // unmet: violated
  should,         // unmet: not followed
  may,            // a permission, only ever observed
  error,          // "it is a Protocol Error / Malformed Packet": a receiver detects it, or does not
  reaction,       // which Reason Code answers a condition
  default_value,  // what an absent field means
  rule,           // an indicative sentence of fact or behaviour
};

/// Whom a statement binds.
enum class Actor : std::uint8_t { server, client, both };

/// Where a statement can be checked; a set.
enum class Check : std::uint8_t { none = 0, codec = 1, model = 2, live = 4 };

constexpr Check operator|(Check a, Check b) {
  return static_cast<Check>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
constexpr bool contains(Check set, Check member) {
  return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(member)) != 0;
}

/// One row of the register. All strings have static storage.
struct Statement {
  Version version;
  std::string_view id;       // canonical, without brackets: MQTT-3.1.0-2 or U5.0-3.3.1.3-1
  std::string_view section;  // of the Standard's body: 3.1.2.4
  Level level;
  Actor actor;
  Check checks;
  std::string_view excuse;   // why it is not checked live; empty if it is
  std::string_view summary;  // in our own words

  /// True for a statement that the Standard itself numbers.
  constexpr bool numbered() const { return id.starts_with("MQTT-"); }
};

}  // namespace mqttspec
