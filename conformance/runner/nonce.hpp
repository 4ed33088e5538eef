// What the names of a case begin with when it is played more than once, perhaps at a time.
#pragma once

#include <cstddef>
#include <string>

namespace mqttspec::conformance::runner {

/// The nth of several nonces: they differ in their last character.
std::string varied(std::string nonce, std::size_t n);

/// Another one, which differs from all of those in its first character.
std::string apart(const std::string& nonce);

}  // namespace mqttspec::conformance::runner
