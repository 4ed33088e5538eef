// How findings are shown in a test's message.
#include "model/monitors/testing/monitor_case.hpp"

#include <fmt/core.h>

namespace mqttspec::model::monitors::testing {

std::string describe(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings)
    out += fmt::format("\n  {} [{}] at {}: {}", finding.guarantee, finding.statement.id(),
                       finding.event, finding.text);
  return out;
}

}  // namespace mqttspec::model::monitors::testing
