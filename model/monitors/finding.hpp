// What a monitor reports: the guarantee that was broken, where in the trace, and how it shows.
#pragma once

#include <string>
#include <string_view>

#include "model/monitors/position.hpp"
#include "spec/register.hpp"

namespace mqttspec::model::monitors {

/// A guarantee found broken.
struct Finding {
  std::string_view guarantee;  // "P16 AckMatches"
  StatementId statement;       // the one broken, of the connection's version
  Position event;              // of the observation that proves it
  std::string text;            // what was seen, what would have been right
};

}  // namespace mqttspec::model::monitors
