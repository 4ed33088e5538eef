// A random action is what its line says.
#include "model/scripts/random_script.hpp"

#include <gtest/gtest.h>

namespace mqttspec::model::scripts {
namespace {

TEST(RandomScript, ActionsAreTheirLines) {
  std::size_t packets = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const auto bytes = seeded_choices(seed, 400);
    Choices for_lines{Bytes(bytes)};
    Choices for_actions{Bytes(bytes)};
    for (int i = 0; i < 30; ++i) {
      const auto line = random_line(for_lines);
      const auto action = random_action(for_actions);
      EXPECT_EQ(action_of(line, Version::v5_0), action) << line << "\n" << to_line(action);
      if (action.packet) ++packets;
    }
  }
  EXPECT_GT(packets, 5'000U);
}

TEST(RandomScript, EndsInPings) {
  Choices none{Bytes()};
  EXPECT_EQ(random_line(none), "a ping");
}

}  // namespace
}  // namespace mqttspec::model::scripts
