// Distances and suggestions.
#include "conformance/commands/near.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::commands {
namespace {

TEST(Near, Distance) {
  struct {
    std::string_view a;
    std::string_view b;
    std::size_t expected;
  } const table[] = {
      {"", "", 0},       {"", "abc", 3},           {"abc", "", 3},
      {"abc", "abc", 0}, {"abc", "ABC", 0},        {"abc", "abd", 1},
      {"abc", "acb", 2}, {"kitten", "sitting", 3}, {"abc", "xabc", 1},
  };
  for (const auto& [a, b, expected] : table) EXPECT_EQ(distance(a, b), expected) << a << " " << b;
}

TEST(Near, NearestFirstAndEachOnce) {
  const std::vector<std::string> names = {"MQTT-3.1.0-1", "MQTT-3.1.0-2", "qos1/again",
                                          "MQTT-3.1.0-1", "qos2/again",   "Topic Alias"};
  struct {
    std::string_view word;
    std::size_t most;
    std::vector<std::string> expected;
  } const table[] = {
      {"MQTT-3.1.0-2x", 3, {"MQTT-3.1.0-2", "MQTT-3.1.0-1"}},
      {"MQTT-3.1.0-2x", 1, {"MQTT-3.1.0-2"}},
      {"again", 3, {"qos1/again", "qos2/again"}},
      {"alias", 3, {"Topic Alias"}},
      {"as", 3, {}},
      {"nothing of the kind", 3, {}},
  };
  for (const auto& [word, most, expected] : table)
    EXPECT_EQ(nearest(word, names, most), expected) << word;
}

}  // namespace
}  // namespace mqttspec::conformance::commands
