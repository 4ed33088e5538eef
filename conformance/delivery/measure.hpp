// What a subscriber of a broker really gets, for the rows of the delivery table: clients that are
// played over a Network, and fences that show when nothing more can come.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "conformance/play/run.hpp"
#include "model/delivery/delivery_table.hpp"

namespace mqttspec::conformance::delivery {

/// What one row came to.
struct Measurement {
  /// By position of the situation; nothing where it was not found out.
  std::array<std::optional<model::delivery::ReceivedMessages>, model::delivery::situations.size()>
      got;
  std::string obstacle;  // why something was not found out
};

/// Plays a row in all its situations, with one publisher and three subscribers. The version is that
/// of the row, the names must be in use by nobody else. Sessions and retained messages are tidied
/// up afterwards.
Measurement measure(wire::Network& network, const model::delivery::DeliveryRow& row,
                    const play::Names& names, const play::Settings& settings);

}  // namespace mqttspec::conformance::delivery
