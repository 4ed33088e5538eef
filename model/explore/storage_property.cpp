// What holds of every step, whatever came before: bounded and unbounded storage do the same, a step
// answers anything and depends on nothing but its arguments, and packing loses nothing.
#include <gtest/gtest.h>

#include <sstream>

#include "codec/choices.hpp"
#include "model/explore/stored_broker.hpp"
#include "model/inline_containers.hpp"
#include "model/profile.hpp"
#include "model/random_script.hpp"
#include "model/script.hpp"

namespace mqttspec::model {
namespace {

/// Answers choice points from a seed.
class SeededChooser final : public Chooser {
 public:
  void begin(std::uint32_t seed) { state_ = seed_ = seed; }
  /// From here on the same answers once more.
  void again() { state_ = seed_; }
  unsigned choose(ChoicePoint, unsigned n) noexcept override {
    state_ = state_ * 1'664'525 + 1'013'904'223;
    return (state_ >> 16) % n;
  }

 private:
  std::uint32_t seed_ = 0;
  std::uint32_t state_ = 0;
};

/// Plays a random script on a broker that chooses at random, under some profile. `on_input` is told
/// of each input with the profile and the chooser as the broker will find it; it ends the run by
/// returning false.
template <class OnInput>
void play(std::uint64_t seed, const FaultSet& faults, OnInput on_input) {
  const auto bytes = seeded_choices(seed, 600);
  Choices choices{Bytes(bytes)};
  const auto all = profiles();
  const Profile& profile = all[seed % all.size()];
  SeededChooser chooser;
  std::uint32_t inputs = 0;
  bool goes_on = true;
  Script script(Version::v5_0, profile, faults, chooser);
  script.listen([&](const Input& input) {
    chooser.begin(++inputs);
    goes_on = goes_on && on_input(input, profile, chooser);
    chooser.begin(inputs);
  });
  std::istringstream lines(random_script(choices, 40));
  for (std::string line; goes_on && std::getline(lines, line);)
    if (!line.contains(" up=")) script.run(line);  // bounded state has no room for User Properties
}

constexpr std::uint64_t runs = 1'000;

TEST(Storage, BoundedAndUnboundedAgree) {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < runs; ++seed) {
    const auto unbounded = make_unbounded_broker();
    const auto bounded = make_roomy_broker();
    play(seed, {}, [&](const Input& input, const Profile& profile, SeededChooser& chooser) {
      unbounded->play(input, profile, {}, chooser);
      chooser.again();
      if (!bounded->play(input, profile, {}, chooser)) return false;  // did not fit

      EXPECT_EQ(bounded->state(), unbounded->state()) << seed;
      EXPECT_EQ(bounded->outputs(), unbounded->outputs()) << seed;
      EXPECT_EQ(bounded->deadline(profile), unbounded->deadline(profile)) << seed;
      ++compared;
      return !testing::Test::HasFailure();
    });
  }
  EXPECT_GT(compared, 10 * runs);
}

TEST(Storage, AStepDependsOnItsArgumentsAlone) {
  for (std::uint64_t seed = 0; seed < runs; ++seed) {
    const auto fault =
        seed % 2 == 0 ? FaultSet{} : FaultSet::of(faults()[seed / 2 % faults().size()].id);
    const auto one = make_unbounded_broker();
    const auto other = make_unbounded_broker();
    play(seed, fault, [&](const Input& input, const Profile& profile, SeededChooser& chooser) {
      one->play(input, profile, fault, chooser);
      chooser.again();
      other->play(input, profile, fault, chooser);
      EXPECT_EQ(one->state(), other->state()) << seed;
      EXPECT_EQ(one->outputs(), other->outputs()) << seed;
      return !testing::Test::HasFailure();
    });
  }
}

TEST(Storage, PackingLosesNothing) {
  for (std::uint64_t seed = 0; seed < runs; ++seed) {
    const auto broker = make_roomy_broker();
    play(seed, {}, [&](const Input& input, const Profile& profile, SeededChooser& chooser) {
      if (!broker->play(input, profile, {}, chooser)) return false;
      EXPECT_TRUE(broker->survives_packing()) << seed;
      return !testing::Test::HasFailure();
    });
  }
}

TEST(Storage, SaysWhenItIsFull) {
  forget_capacity_reached();
  InlineVector<int, 2> list;
  list.push_back(1);
  list.push_back(2);
  EXPECT_FALSE(capacity_reached());
  list.push_back(3);
  EXPECT_TRUE(capacity_reached());
  EXPECT_EQ(list.size(), 2U);
  forget_capacity_reached();
  EXPECT_EQ(InlineText<3>("abcd"), InlineText<3>("abc"));
  EXPECT_TRUE(capacity_reached());
  forget_capacity_reached();
}

}  // namespace
}  // namespace mqttspec::model
