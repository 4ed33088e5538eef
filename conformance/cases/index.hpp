// Every group of cases, by section. A group is a function, so that no order of initialisation
// matters; the list that joins them is in index.cpp.
#pragma once

#include "conformance/case.hpp"

namespace mqttspec::conformance::cases {

std::span<const Case> s4_3_qos();

}  // namespace mqttspec::conformance::cases
