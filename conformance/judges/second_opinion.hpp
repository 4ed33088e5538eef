// What the tracker says of the trace of a case, beside the expectations and the monitors: a judge
// that knows nothing of the case.
#pragma once

#include <string>

#include "conformance/play/case_result.hpp"
#include "model/tracker/tracker.hpp"

namespace mqttspec::conformance::judges {

using model::tracker::Explained;

/// How the target and its times are to be taken.
struct Terms {
  Version version;
  const play::Settings& settings;
  bool virtual_time;  // times are exact, and nothing is under way while time passes
};

struct SecondOpinion {
  Explained explained = Explained::unknown;
  std::size_t event = 0;  // of the trace: behind it nothing was looked at, unless all is explained
  std::string text;       // what was not explained, and what would have been; or why it is unknown
  std::size_t steps = 0;  // of the model
  model::RuleSet fired = {};  // statements that it applied in any explanation
};

/// Pure. Where a target does what only it can know the reason of, and where it sends what is no
/// packet, the trace is not followed further: unknown.
SecondOpinion second_opinion(const play::CaseResult& result, const Terms& terms);

/// True if the tracker finds no explanation for what the case finds nothing wrong with. One of them
/// is wrong.
bool disagree(const play::CaseResult& result, const SecondOpinion& opinion);

}  // namespace mqttspec::conformance::judges
