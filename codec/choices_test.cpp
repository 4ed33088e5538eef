// The choice bytes: what they answer, and that counting through them misses and repeats nothing.
#include "codec/choices.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace mqttspec {
namespace {

struct Question {
  std::vector<std::uint8_t> bytes;
  std::uint32_t bound;
  std::uint32_t answer;
};

TEST(Choices, AnswersAreReadOffTheBytes) {
  const Question table[] = {
      {{}, 1, 0},
      {{7}, 1, 0},
      {{7}, 10, 7},
      {{17}, 10, 7},
      {{255}, 256, 255},
      {{1, 1}, 257, 0},
      {{}, 256, 0},
      {{1, 2}, 65536, 0x0201},
      {{1}, 65536, 1},
      {{1, 2, 3}, 1U << 24, 0x030201},
      {{1, 2, 3, 4}, 0xFFFFFFFF, 0x04030201},
  };
  for (const auto& [bytes, bound, answer] : table)
    EXPECT_EQ(Choices(bytes).below(bound), answer) << bound;
}

TEST(Choices, AreZeroWhenUsedUp) {
  const std::vector<std::uint8_t> bytes = {3, 1};
  Choices choices(bytes);
  EXPECT_TRUE(choices.once_in(4));
  EXPECT_TRUE(choices.flag());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(choices.below(1000), 0U);
    EXPECT_FALSE(choices.flag());
    EXPECT_FALSE(choices.once_in(2));
  }
}

TEST(Choices, SeedsRepeatAndDiffer) {
  EXPECT_EQ(seeded_choices(1, 64), seeded_choices(1, 64));
  EXPECT_NE(seeded_choices(1, 64), seeded_choices(2, 64));
  const auto bytes = seeded_choices(3, 4096);
  EXPECT_GT(std::set(bytes.begin(), bytes.end()).size(), 250U);
}

TEST(Choices, TheOdometerRunsThroughEveryCombinationOnce) {
  std::set<std::string> seen;
  std::size_t runs = 0;
  Odometer odometer;
  do {
    Choices choices = odometer.choices();
    std::string text;
    for (auto length = choices.below(4); length > 0; --length)
      text += static_cast<char>('a' + choices.below(3));
    seen.insert(text);
    ++runs;
  } while (odometer.next());
  EXPECT_EQ(runs, 1U + 3 + 9 + 27);
  EXPECT_EQ(seen.size(), runs);
}

TEST(Choices, TheOdometerCountsBoundsOfSeveralBytes) {
  std::set<std::uint32_t> seen;
  Odometer odometer;
  do {
    seen.insert(odometer.choices().below(300));
  } while (odometer.next());
  EXPECT_EQ(seen.size(), 300U);
  EXPECT_EQ(*seen.rbegin(), 299U);
}

}  // namespace
}  // namespace mqttspec
