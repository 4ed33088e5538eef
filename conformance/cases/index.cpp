// The list of all groups of cases, in the order of the Standards' sections.
#include "conformance/cases/index.hpp"

namespace mqttspec::conformance {

std::span<const CaseGroup> case_groups() {
  static const CaseGroup groups[] = {
      {"4.3", "Quality of Service levels and protocol flows", cases::s4_3_qos()},
  };
  return groups;
}

}  // namespace mqttspec::conformance
