// What holds of every step of the broker, whatever came before: it answers anything, it depends on
// nothing but its arguments, and packing its state loses nothing.
#include <gtest/gtest.h>

#include <sstream>

#include "codec/choices.hpp"
#include "model/broker/step.hpp"
#include "model/explore/pack.hpp"
#include "model/profile.hpp"
#include "model/scripts/random_script.hpp"
#include "model/scripts/testing/script.hpp"

namespace mqttspec::model::broker {

using namespace scripts;
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
  for (std::string line; goes_on && std::getline(lines, line);) script.run(line);
}

constexpr std::uint64_t runs = 1'000;

TEST(Step, DependsOnItsArgumentsAlone) {
  for (std::uint64_t seed = 0; seed < runs; ++seed) {
    const auto fault =
        seed % 2 == 0 ? FaultSet{} : FaultSet::of(faults()[seed / 2 % faults().size()].id);
    BrokerState state;
    play(seed, fault, [&](const Input& input, const Profile& profile, SeededChooser& chooser) {
      auto once = step(state, input, profile, fault, chooser);
      chooser.again();
      const auto again = step(state, input, profile, fault, chooser);
      EXPECT_EQ(once.next, again.next) << seed;
      EXPECT_EQ(once.outputs, again.outputs) << seed;
      state = std::move(once.next);
      return !testing::Test::HasFailure();
    });
  }
}

std::vector<std::uint8_t> packed(const BrokerState& state) {
  std::vector<std::uint8_t> bytes;
  explore::Packer{bytes}(state);
  return bytes;
}

TEST(Step, LeadsToAStateThatPackingKeeps) {
  std::size_t packings = 0;
  for (std::uint64_t seed = 0; seed < runs; ++seed) {
    BrokerState state;
    play(seed, {}, [&](const Input& input, const Profile& profile, SeededChooser& chooser) {
      state = step(std::move(state), input, profile, {}, chooser).next;
      const auto once = packed(state);
      explore::Unpacker unpacker(once.data());
      BrokerState unpacked;
      unpacker(unpacked);
      EXPECT_EQ(unpacked, state) << seed;
      EXPECT_EQ(packed(unpacked), once) << seed;
      ++packings;
      return !testing::Test::HasFailure();
    });
  }
  EXPECT_GT(packings, 10 * runs);
}

}  // namespace
}  // namespace mqttspec::model::broker
