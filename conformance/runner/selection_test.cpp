// A table of selectors and the cases that they name.
#include "conformance/runner/selection.hpp"

#include <gtest/gtest.h>

#include "conformance/cases/index.hpp"
#include "conformance/runner/runner.hpp"

namespace mqttspec::conformance::runner {

using namespace play;

namespace {

using namespace mqttspec::literals;

struct Row {
  std::string_view selector;
  bool connect;  // names "connect/second-one-closes" of 3.1
  bool qos2;     // names "qos2/identifier-is-new-after-pubcomp" of 4.3
};

TEST(Selection, IsBySectionStatementOrGlob) {
  const Case connect{"connect/second-one-closes", {"MQTT-3.1.0-2"_v311 | "MQTT-3.1.0-2"_v5}, {}};
  const Case qos2{"qos2/identifier-is-new-after-pubcomp", {"MQTT-4.3.3-12"_v5}, {}};
  const CaseGroup s3_1{"3.1", "CONNECT", std::span(&connect, 1)};
  const CaseGroup s4_3{"4.3.3", "QoS 2", std::span(&qos2, 1)};

  const Row table[] = {
      {"3", true, false},
      {"3.1", true, false},
      {"3.10", false, false},
      {"3.", false, false},
      {"4.3", false, true},
      {"4.3.3", false, true},
      {"4.3.30", false, false},
      {"4", false, true},
      {"MQTT-3.1.0-2", true, false},
      {"[MQTT-3.1.0-2]", true, false},
      {"MQTT-4.3.3-12", false, true},
      {"MQTT-4.3.3-13", false, false},
      {"connect/second-one-closes", true, false},
      {"connect/*", true, false},
      {"*second*", true, false},
      {"*", true, true},
      {"*/*-?ew-*", false, true},
      {"qos[12]/*", false, true},
      {"qos2", false, false},  // a part of a name is not a name
      {"second", false, false},
      {"", false, false},
  };
  for (const auto& row : table) {
    EXPECT_EQ(selects(row.selector, s3_1, connect), row.connect) << row.selector;
    EXPECT_EQ(selects(row.selector, s4_3, qos2), row.qos2) << row.selector;
  }
}

TEST(Selection, TakesEverythingIfNothingIsAsked) {
  std::size_t all = 0;
  for (const auto& group : cases::case_groups()) all += group.cases.size();
  EXPECT_EQ(select_cases({}).size(), all);
  EXPECT_GT(all, 0U);
}

TEST(Selection, NamesTheSelectorsThatNameNothing) {
  const std::vector<std::string> select = {"*", "no/such-case", "9.9"};
  EXPECT_EQ(idle_selectors(select), (std::vector<std::string>{"no/such-case", "9.9"}));
}

}  // namespace
}  // namespace mqttspec::conformance::runner
