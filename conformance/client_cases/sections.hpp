// The cases of each file.
#pragma once

#include "conformance/play/case.hpp"

namespace mqttspec::conformance::client_cases {

std::span<const play::Case> s3_01_connect();
std::span<const play::Case> s4_03_qos();

}  // namespace mqttspec::conformance::client_cases
