// As many playings as make a difference decide on all conditions.
#include "conformance/selftest/deciding.hpp"

#include <gtest/gtest.h>

#include <bitset>
#include <vector>

#include "model/conditions/showing.hpp"

namespace mqttspec::conformance::selftest {
namespace {

using Set = std::bitset<4>;
using Showing = model::conditions::BasicShowing<int, Set>;

/// A run of these steps, of which the fault changes each; the conditions that hold in a step.
Showing run(const std::vector<Set>& steps, std::size_t condition) {
  Showing showing;
  for (const auto& holding : steps) showing.note(holding, holding[condition]);
  return showing;
}

TEST(Deciding, PlaysOnceForConditionsThatHoldTogether) {
  // 0 and 1 always hold together, 2 in the second step alone, 3 never.
  const std::vector<Set> steps = {0b0011, 0b0100};
  std::vector<std::size_t> played;
  Set inconclusive;
  const auto noticed =
      noticed_under<Showing>(Set(0b1111), inconclusive, [&](std::size_t i, Showing* showing) {
        played.push_back(i);
        if (showing != nullptr) *showing = run(steps, i);
        return i == 0 ? Noticed::yes : i == 2 ? Noticed::inconclusive : Noticed::no;
      });
  EXPECT_EQ(played, (std::vector<std::size_t>{0, 2, 3}));
  EXPECT_EQ(noticed, Set(0b0011));
  EXPECT_EQ(inconclusive, Set(0b0100));
}

TEST(Deciding, LooksOnlyAtWhatIsOpen) {
  Set inconclusive;
  const auto noticed =
      noticed_under<Showing>(Set(0b0010), inconclusive, [&](std::size_t i, Showing* showing) {
        EXPECT_EQ(i, 1U);
        EXPECT_EQ(showing, nullptr);
        return Noticed::yes;
      });
  EXPECT_EQ(noticed, Set(0b0010));
}

}  // namespace
}  // namespace mqttspec::conformance::selftest
