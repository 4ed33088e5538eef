// See conditional_step.hpp.
#include "model/conditions/conditional_step.hpp"

#include <algorithm>
#include <span>

namespace mqttspec::model::conditions {

namespace {

bool counts_how_often(const FaultSet& faults) {
  const auto condition = faults.condition();
  return condition && *condition >= ConditionId::first_time_only;
}

/// True if a broker with these faults would have come from the state before the step to another
/// state, or given out something else.
bool does_else(BrokerState before, const Input& input, const Profile& profile,
               const FaultSet& faults, const BrokerState& after, std::span<const Output> outputs) {
  PlainChooser plain;
  RuleSet fired;
  std::vector<Output> others;
  broker::apply(before, input, profile, faults, plain, others, fired);
  return !std::ranges::equal(outputs, others) || before != after;
}

}  // namespace

ConditionalStep::ConditionalStep(const FaultSet& faults) : faults_(faults) {
  if (counts_how_often(faults)) watched_.push_back({{faults, nullptr}, 0});
}

void ConditionalStep::note(const NotedFault& noted) {
  if (counts_how_often(faults_) && noted.fault.switched() == faults_.switched())
    watched_.front().noted = noted;
  else
    watched_.push_back({noted, 0});
}

void ConditionalStep::apply(BrokerState& state, const Input& input, Arrival arrival,
                            const Profile& profile, Chooser& chooser, std::vector<Output>& outputs,
                            RuleSet& fired) {
  if (!is_needed()) {
    broker::apply(state, input, profile, faults_, chooser, outputs, fired);
    return;
  }
  // What the state before tells, as the step changes it.
  const auto shown = counts_how_often(faults_) ? watched_.front().shown : 0;
  const Moment moment{state, input, history_, arrival, shown};
  const auto condition = faults_.condition();
  const bool on = faults_.any() && (!condition || holds(*condition, moment));
  const auto held = watched_.empty() ? ConditionSet() : holding(moment);
  const auto remembered = History::before(state, input);
  std::vector<BrokerState> befores(watched_.size(), state);

  const auto first = outputs.size();
  broker::apply(state, input, profile, on ? faults_ : FaultSet(), chooser, outputs, fired);

  for (auto& [noted, times] : watched_) {
    const bool shows =
        does_else(std::move(befores.back()), input, profile, on ? FaultSet() : noted.fault, state,
                  std::span<const Output>(outputs).subspan(first));
    befores.pop_back();
    if (!shows) continue;
    if (noted.showing != nullptr) noted.showing->note(when_shown(held, times), on);
    ++times;
  }
  history_.add(remembered, input, state);
}

}  // namespace mqttspec::model::conditions
