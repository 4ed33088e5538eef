// What the cases of Shared Subscriptions share: one group, and messages with numbers.
#pragma once

#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

inline constexpr std::string_view group = "$share/group/t";

/// Publishes "1" to `last` on the topic of the group, at QoS 1.
inline void publish_numbers(Run& run, int last) {
  auto pub = run.client("pub");
  for (int i = 1; i <= last; ++i) pub.publish(publish("t", std::to_string(i)).qos1());
}

}  // namespace mqttspec::conformance::cases
