// Choice bytes from RapidCheck, which then shrinks what is made of them.
#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <vector>

namespace mqttspec {

/// Up to 600 bytes: RapidCheck's own vectors are too short for the larger packets.
inline std::vector<std::uint8_t> many_choices() {
  return *rc::gen::scale(6, rc::gen::arbitrary<std::vector<std::uint8_t>>());
}

}  // namespace mqttspec
