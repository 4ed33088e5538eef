// See conditional_step.hpp.
#include "model/conditions/conditional_step.hpp"

namespace mqttspec::model::conditions {

namespace {

bool counts_how_often(const FaultSet& faults) {
  const auto condition = faults.condition();
  return condition && *condition >= ConditionId::first_time_only;
}

struct Outcome {
  BrokerState state;
  std::vector<Output> outputs;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome outcome(const BrokerState& state, const Input& input, const Profile& profile,
                const FaultSet& faults) {
  Outcome result{state, {}};
  PlainChooser plain;
  RuleSet fired;
  broker::apply(result.state, input, profile, faults, plain, result.outputs, fired);
  return result;
}

}  // namespace

void ConditionalStep::apply(BrokerState& state, const Input& input, Arrival arrival,
                            const Profile& profile, Chooser& chooser, std::vector<Output>& outputs,
                            RuleSet& fired) {
  if (!is_needed()) {
    broker::apply(state, input, profile, faults_, chooser, outputs, fired);
    return;
  }
  const BrokerState before = state;
  const Moment moment{before, input, history_, arrival, shown_};
  const auto condition = faults_.condition();
  const bool on = !condition || holds(*condition, moment);
  broker::apply(state, input, profile, on ? faults_ : FaultSet(), chooser, outputs, fired);
  if (showing_ != nullptr || counts_how_often(faults_)) {
    const bool shows =
        outcome(before, input, profile, {}) != outcome(before, input, profile, faults_);
    if (shows && showing_ != nullptr) showing_->note(holding(moment));
    if (shows) ++shown_;
  }
  history_.add(before, input, state);
}

}  // namespace mqttspec::model::conditions
