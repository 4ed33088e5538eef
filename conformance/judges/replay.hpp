// The trace of a case, told to a tracker event by event, with the rests that its times show.
#pragma once

#include "conformance/judges/second_opinion.hpp"

namespace mqttspec::conformance::judges {

struct Replayed {
  Explained explained;
  std::size_t event;  // of the trace, or its size if what is missing is missing at the end
  std::string text;
  std::size_t steps;
  model::RuleSet fired = {};  // statements that were applied in any explanation
  model::conditions::ConditionSet conditions = {};  // that the fault may have
};

/// `most_steps`: beyond it the outcome is unknown. `unprompted_closings`: that need no cause.
/// `enough`, `in_order`, `shown_before`: see TrackerSettings.
struct ReplaySettings {
  std::size_t most_steps;
  unsigned unprompted_closings;
  std::size_t enough = 0;
  bool in_order = false;
  unsigned shown_before = 0;
};

/// True if no explanations of the trace can be kept: there is too much of it.
bool is_too_large(const model::Trace& trace, const model::Profile& declared);

/// How many closings need no cause: a live target may close for reasons of its own as often as it
/// likes (F18), and the case says whether it owed something then.
unsigned permitted_closings(const Terms& terms);

/// `declared` as declared_by says; what was seen is held against a broker with these faults.
Replayed replay(const play::CaseResult& result, const Terms& terms, const model::Profile& declared,
                const ReplaySettings& settings, const model::FaultSet& faults = {});

}  // namespace mqttspec::conformance::judges
