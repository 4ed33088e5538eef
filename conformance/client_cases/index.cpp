// See index.hpp.
#include "conformance/client_cases/index.hpp"

#include "conformance/cases/index.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {

std::span<const play::CaseGroup> case_groups() {
  static const play::CaseGroup groups[] = {
      {"3.1", "CONNECT", s3_01_connect()},
      {"4.3", "Quality of Service levels", s4_03_qos()},
  };
  return groups;
}

std::vector<const play::CaseGroup*> groups_of_both() {
  std::vector<const play::CaseGroup*> all;
  for (const auto& groups : {cases::case_groups(), case_groups()})
    for (const auto& group : groups) all.push_back(&group);
  return all;
}

}  // namespace mqttspec::conformance::client_cases
