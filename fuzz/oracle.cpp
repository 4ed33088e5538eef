// The tracker explains the reference broker: what Clients do is in the first half of the input,
// what the broker and the network do in the second.
#include <algorithm>

#include "fuzz/complain.hpp"
#include "fuzz/targets.hpp"
#include "model/scripts/random_script.hpp"
#include "model/tracker/testing/observers.hpp"

namespace mqttspec::fuzz {

void oracle(Bytes input) {
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
  std::string played;
  const auto lines = std::min<std::size_t>(input.size() / 12, 30);
  for (std::size_t i = 0; i < lines && tracker.explained() == model::tracker::Explained::yes; ++i) {
    const auto line = model::scripts::random_line(choices);
    played += line + "\n";
    script.run_line(line);
  }
  script.settle();
  // Of hardly any run it may know nothing in the end: else it could not complain of anything.
  static std::size_t runs = 0;
  static std::size_t unknown = 0;
  ++runs;
  if (tracker.explained() == model::tracker::Explained::unknown) ++unknown;
  if (runs >= 1'000 && unknown * 100 > runs)
    complain("oracle",
             std::to_string(unknown) + " of " + std::to_string(runs) + " runs are unknown\n",
             input);
  if (tracker.explained() == model::tracker::Explained::no)
    complain("oracle",
             "profile " + std::string(profile.name) + "\n" + played + tracker.text() + "\n", input);
}

}  // namespace mqttspec::fuzz
