// Which cases begin first.
#include "conformance/runner/order.hpp"

#include <gtest/gtest.h>

#include "conformance/runner/runner.hpp"

namespace mqttspec::conformance::runner {

using namespace play;

namespace {

std::vector<Task> tasks_of(const std::vector<std::string>& names) {
  std::vector<Task> tasks;
  unsigned number = 10;
  for (const auto& [group, which] : select_cases(names))
    for (const Version version : {Version::v3_1_1, Version::v5_0})
      if (which->runs_in(version)) tasks.push_back({group, which, version, number += most_tries});
  return tasks;
}

std::vector<std::string> labels(std::span<const Task> tasks, const Order& order) {
  std::vector<std::string> all;
  for (const auto i : order.positions) all.push_back(tasks[i].label());
  return all;
}

const std::vector<std::string> names = {"qos1/publish-is-acknowledged",
                                        "keep-alive/0-turns-it-off"};
const report::KnownLine line{1, Version::v5_0, "qos1/publish-is-acknowledged", Verdict::fail, ""};

TEST(Order, BeginsWithWhatLastsLong) {
  const auto tasks = tasks_of(names);
  const auto order = longest_first(tasks, KnownFailures({}));
  EXPECT_EQ(labels(tasks, order),
            (std::vector<std::string>{
                "keep-alive/0-turns-it-off [3.1.1]", "keep-alive/0-turns-it-off [5.0]",
                "qos1/publish-is-acknowledged [3.1.1]", "qos1/publish-is-acknowledged [5.0]"}));
  EXPECT_EQ(order.lasting, 2U);
  EXPECT_EQ(order.is_long, (std::vector<std::uint8_t>{1, 1, 0, 0}));
}

TEST(Order, KnowsWhatIsTimed) {
  const auto tasks = tasks_of({"qos1/publish-is-acknowledged", "will-delay/holds-the-will-back",
                               "keep-alive/0-turns-it-off"});
  const auto order = longest_first(tasks, KnownFailures({}));
  ASSERT_EQ(order.timed.size(), 1U);  // and not what lasts longer
  EXPECT_EQ(tasks[order.timed[0]].which->name, "will-delay/holds-the-will-back");
  EXPECT_FALSE(order.is_long[order.timed[0]]);
  // Of what fails nobody knows how long it lasts.
  const report::KnownLine fails{1, Version::v5_0, "will-delay/holds-the-will-back", Verdict::fail,
                                ""};
  EXPECT_TRUE(longest_first(tasks, KnownFailures(std::span(&fails, 1))).timed.empty());
}

TEST(Order, BeginsWithWhatIsKnownToFail) {
  const auto tasks = tasks_of(names);
  const auto order = longest_first(tasks, KnownFailures(std::span(&line, 1)));
  EXPECT_EQ(labels(tasks, order).front(), "qos1/publish-is-acknowledged [5.0]");
  EXPECT_EQ(order.lasting, 3U);
  EXPECT_EQ(order.is_long, (std::vector<std::uint8_t>{1, 1, 0, 1}));
}

TEST(KnownFailures, KnowWhatFailsEachTime) {
  const auto tasks = tasks_of({names.front()});
  auto comes_and_goes = line;
  comes_and_goes.comes_and_goes = true;
  const KnownFailures known(std::span(&line, 1));
  EXPECT_FALSE(known.fails(tasks[0]));
  EXPECT_TRUE(known.fails(tasks[1]));
  EXPECT_FALSE(KnownFailures(std::span(&comes_and_goes, 1)).fails(tasks[1]));
}

}  // namespace
}  // namespace mqttspec::conformance::runner
