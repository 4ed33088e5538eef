// What holds for all cases of a run.
#pragma once

#include <string>

#include "conformance/circumstances/circumstance.hpp"
#include "conformance/play/auth_script.hpp"
#include "conformance/play/limits.hpp"
#include "conformance/play/names.hpp"
#include "conformance/wire/network.hpp"

namespace mqttspec::conformance::play {

using circumstances::World;
using wire::Time;

/// What holds for all cases of a run.
struct Settings {
  Time patience = 2'000;  // milliseconds that a prompt answer may take
  // Milliseconds until all nodes of the target know what one of them was told; of a single one: 0.
  Time settle = 0;
  Time late_limit = 12'000;  // after this, what was due with a delay is never coming
  std::string user_name;     // given in every CONNECT that has none of its own, if not empty
  std::string password;
  AuthScript auth;        // for the cases of section 4.12 alone
  NamePrefixes prefixes;  // of topics and ClientIds
  Limits limits;          // of the target, in the version that the case runs in
  World world;            // in which the case is played
};

}  // namespace mqttspec::conformance::play
