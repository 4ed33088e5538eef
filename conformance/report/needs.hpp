// The names of the capabilities that a broker may lack.
#pragma once

#include <string_view>
#include <vector>

#include "conformance/play/case.hpp"

namespace mqttspec::conformance::report {

/// "QoS 1", "shared subscriptions", …: the members of the set.
std::vector<std::string_view> words(play::Need needs);

}  // namespace mqttspec::conformance::report
