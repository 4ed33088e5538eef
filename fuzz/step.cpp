// Any run of the broker, right or faulty, comes to an end; the right one breaks no property.
#include <algorithm>

#include "fuzz/complain.hpp"
#include "fuzz/targets.hpp"
#include "model/scripts/random_script.hpp"
#include "model/tracker/testing/observers.hpp"

namespace mqttspec::fuzz {

void step(Bytes input) {
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
  std::string played;
  const auto lines = std::min<std::size_t>(input.size() / 8, 40);
  for (std::size_t i = 0; i < lines; ++i) {
    const auto line = model::scripts::random_line(choices);
    if (!faulty && line.starts_with("restart")) continue;  // which the monitors do not see
    played += line + "\n";
    script.run_line(line);
  }
  monitors.finish(true);
  const auto found = text_of(monitors.findings(Actor::server));
  if (!found.empty())
    complain("step", "profile " + std::string(profile.name) + "\n" + played + found, input);
}

}  // namespace mqttspec::fuzz
