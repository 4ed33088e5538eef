// Where a packet of a case is used.
#pragma once

#include "conformance/play/names.hpp"
#include "spec/statement.hpp"

namespace mqttspec::conformance::packets {

using play::Names;
using play::Topic;

/// Whose names a packet has, and in which version.
struct PacketSetting {
  const Names& names;
  Version version;
};

}  // namespace mqttspec::conformance::packets
