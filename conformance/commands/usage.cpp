// Complaints on standard error, one line each.
#include "conformance/commands/usage.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace mqttspec::conformance::commands {

int complain(int status, std::string_view text) {
  fmt::print(stderr, "mqttspec: {}\n", text);
  return status;
}

}  // namespace mqttspec::conformance::commands
