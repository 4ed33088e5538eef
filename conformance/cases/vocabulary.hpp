// The words of the cases: what they play with, the packets that they write, and the statements.
#pragma once

#include "conformance/play/case.hpp"

namespace mqttspec::conformance::cases {

using namespace mqttspec::literals;
using namespace packets;
using namespace play;

}  // namespace mqttspec::conformance::cases
