// The tracker explains the reference broker: what Clients do is in the first half of the input,
// what the broker and the network do in the second.
#include <algorithm>

#include "fuzz/complain.hpp"
#include "fuzz/targets.hpp"
#include "model/scripts/random_script.hpp"
#include "model/tracker/testing/observers.hpp"

namespace mqttspec::fuzz {

namespace {

using model::tracker::Explained;

struct Outcome {
  Explained explained;
  std::string text;
};

/// What the tracker says of the run that the bytes stand for, whose lines go to `played`, if given.
Outcome track(Bytes input, std::string* played) {
  Choices choices(input.first(input.size() / 2));
  Choices freedoms(input.subspan(input.size() / 2));
  const auto profiles = model::profiles();
  const auto& profile = profiles[choices.below(static_cast<std::uint32_t>(profiles.size()))];
  const bool delays = freedoms.flag();
  model::ByteChooser chooser(freedoms);
  model::tracker::TrackerSettings settings;
  settings.loses_input = settings.closing_loses_output = false;
  settings.most_steps = 2'000;
  model::tracker::Tracker tracker(profile, settings);
  model::tracker::TrackerObserver observer(tracker);
  model::scripts::WatchedScript script(Version::v5_0, profile, {}, chooser, {&observer},
                                       delays ? &freedoms : nullptr);
  if (played != nullptr) *played = "profile " + std::string(profile.name) + "\n";
  const auto lines = std::min<std::size_t>(input.size() / 12, 30);
  for (std::size_t i = 0; i < lines && tracker.explained() == Explained::yes; ++i) {
    auto action = model::scripts::random_action(choices);
    if (played != nullptr) *played += model::scripts::to_line(action) + "\n";
    script.play(std::move(action));
  }
  script.settle();
  return {tracker.explained(), tracker.text()};
}

}  // namespace

bool oracle_knows(Bytes input) { return track(input, nullptr).explained != Explained::unknown; }

void oracle(Bytes input) {
  const auto outcome = track(input, nullptr);
  if (outcome.explained != Explained::no) return;
  std::string played;
  track(input, &played);
  complain("oracle", played + outcome.text + "\n", input);
}

}  // namespace mqttspec::fuzz
