// Where a packet of a case is used.
#pragma once

#include "conformance/play/names.hpp"
#include "spec/statement.hpp"

namespace mqttspec::conformance::packets {

using play::Names;
using play::Topic;

/// Whose names a packet has, in which version, and who its Client says that it is: a CONNECT that
/// says nothing of that itself carries the user name and the password, unless they are empty.
struct PacketSetting {
  const Names& names;
  Version version;
  std::string_view user_name = {};
  std::string_view password = {};
};

}  // namespace mqttspec::conformance::packets
