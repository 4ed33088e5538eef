// Commands that run one case again, from the commands of whole runs.
#include "conformance/report/rerun.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::report {

using namespace play;

namespace {

TEST(Rerun, KeepsTargetAndOptions) {
  const Case which{"qos2/again", {}, {}};
  CaseReport one{};
  one.which = &which;
  one.version = Version::v5_0;
  struct {
    std::string_view command;
    std::string_view expected;
  } const table[] = {
      {"", ""},
      {"mqttspec run", "mqttspec run qos2/again --version 5.0"},
      {"mqttspec run --seed 5", "mqttspec run qos2/again --version 5.0 --seed 5"},
      {"mqttspec run tcp://h:1883 3.1 'qos2/*' --version 3.1.1 --strict --seed 5",
       "mqttspec run tcp://h:1883 qos2/again --version 5.0 --strict --seed 5"},
      {"mqttspec run 'qos2/*' --json out.json --junit x --profile 'a b'",
       "mqttspec run qos2/again --version 5.0 --profile 'a b'"},
      {R"(mqttspec run --user-name 'it'\''s' --wire)",
       R"(mqttspec run qos2/again --version 5.0 --user-name 'it'\''s' --wire)"},
      {"mqttspec run --seed", "mqttspec run qos2/again --version 5.0 --seed"},
  };
  for (const auto& [command, expected] : table) {
    RunReport report;
    report.command = command;
    EXPECT_EQ(rerun_command(report, one), expected);
  }
}

}  // namespace
}  // namespace mqttspec::conformance::report
