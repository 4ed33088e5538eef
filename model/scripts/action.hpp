// One line of a script as what it stands for, for those who make scripts faster than they could be
// read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "codec/packets.hpp"
#include "model/event.hpp"

namespace mqttspec::model::scripts {

/// What a Client does, or what comes over all of them.
struct Action {
  enum class Kind : std::uint8_t { none, wait, restart, open, lost, malformed, packet };

  Kind kind = Kind::none;
  std::string client;                 // whose it is
  Time pause = 0;                     // of wait, in milliseconds
  bool state_kept = false;            // by restart
  std::optional<StatementId> broken;  // by malformed
  std::uint8_t type = 0;              // the packet that is malformed
  std::optional<owned::Packet> packet;

  friend bool operator==(const Action&, const Action&) = default;
};

/// What the line stands for, none if that cannot be told. `version` is that of a connect that names
/// none.
Action action_of(std::string_view line, Version version);

/// The line for an action such as random_action makes.
std::string to_line(const Action& action);

}  // namespace mqttspec::model::scripts
