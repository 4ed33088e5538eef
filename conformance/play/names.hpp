// The names that one case uses on the target. Everything lives below a prefix of the run and case,
// so that nothing else on a broker is touched.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "conformance/circumstances/circumstance.hpp"

namespace mqttspec::conformance::play {

/// A Topic Name or Topic Filter as a case writes it: local to the case, unless exact.
struct Topic {
  std::string text;
  bool exact = false;

  Topic(const char* local) : text(local) {}         // NOLINT(google-explicit-constructor)
  Topic(std::string_view local) : text(local) {}    // NOLINT(google-explicit-constructor)
  Topic(const std::string& local) : text(local) {}  // NOLINT(google-explicit-constructor)
  Topic(std::string text_, bool exact_) : text(std::move(text_)), exact(exact_) {}
};

/// A topic that is used on the target as it stands, outside the case's prefix.
inline Topic exact(std::string text) { return {std::move(text), true}; }

/// What all names of a run begin with.
struct NamePrefixes {
  std::string topic = "mqttspec/";  // a Topic Name that ends with a slash
  std::string client_id = "m";      // of 0-9a-zA-Z
};

/// The last `width` digits of the number, of 0-9a-z: part of names.
std::string base36(unsigned number, std::size_t width);

class Names {
 public:
  /// `nonce` is the same for a whole run, `number` differs for each case and version. Some worlds
  /// have topics of another kind.
  Names(std::string_view nonce, unsigned number, const NamePrefixes& prefixes = {},
        circumstances::World world = {});

  /// The ClientId for a client that the case calls `name` (letters and digits, at most 12): with a
  /// prefix of up to 4 characters at most 23 of 0-9a-zA-Z, which every Server must allow
  /// ([MQTT-3.1.3-5]).
  std::string client_id(std::string_view name) const;
  /// The topic on the target. Below `$share/<name>/` the rest is prefixed.
  std::string on_target(const Topic& topic) const;
  /// What all topics of the run begin with, but for those of some worlds.
  const std::string& run_prefix() const { return run_prefix_; }
  /// What all topics of the case begin with: "mqttspec/k3x9/007/".
  const std::string& prefix() const { return prefix_; }
  /// How notation writes topics: as the case does.
  std::function<std::string(std::string_view)> local() const;

 private:
  std::string id_;
  std::string run_prefix_;
  std::string prefix_;
};

/// The topic or filter as the case with this prefix wrote it; others stay as they are.
std::string local_topic(std::string_view on_target, std::string_view prefix);

}  // namespace mqttspec::conformance::play
