// Any run of the broker, right or faulty, comes to an end; the right one breaks no property.
#include <algorithm>

#include "fuzz/complain.hpp"
#include "fuzz/targets.hpp"
#include "model/scripts/random_script.hpp"
#include "model/tracker/testing/observers.hpp"

namespace mqttspec::fuzz {
namespace {

/// What the monitors find in the run that the bytes stand for. With `played` its lines are written
/// there; it costs as much again to have them in words.
std::string findings(Bytes input, std::string* played) {
  Choices choices(input);
  const auto profiles = model::profiles();
  const auto faults = model::faults();
  const auto& profile = profiles[choices.below(static_cast<std::uint32_t>(profiles.size()))];
  model::FaultSet fault;
  const bool faulty = choices.once_in(4);
  if (faulty)
    fault =
        model::FaultSet::of(faults[choices.below(static_cast<std::uint32_t>(faults.size()))].id);
  model::ByteChooser chooser(choices);
  model::monitors::MonitorSet monitors;
  model::tracker::MonitorObserver observer(monitors);
  std::vector<model::scripts::TraceObserver*> observers;
  if (!faulty) observers.push_back(&observer);
  model::scripts::WatchedScript script(Version::v5_0, profile, fault, chooser, observers);
  if (played != nullptr) *played = "profile " + std::string(profile.name) + "\n";
  const auto lines = std::min<std::size_t>(input.size() / 8, 40);
  for (std::size_t i = 0; i < lines; ++i) {
    auto action = model::scripts::random_action(choices);
    // Which the monitors do not see.
    if (!faulty && action.kind == model::scripts::Action::Kind::restart) continue;
    if (played != nullptr) *played += model::scripts::to_line(action) + "\n";
    script.play(std::move(action));
  }
  monitors.finish(true);
  return text_of(monitors.findings(Actor::server));
}

}  // namespace

void step(Bytes input) {
  const auto found = findings(input, nullptr);
  if (found.empty()) return;
  std::string played;
  findings(input, &played);
  complain("step", played + found, input);
}

}  // namespace mqttspec::fuzz
