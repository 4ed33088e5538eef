// The tracker's opinion on a live script, by the way that is quickest where nothing is wrong.
#pragma once

#include <optional>

#include "conformance/judges/second_opinion.hpp"

namespace mqttspec::conformance::search {

/// Looks for one explanation, in the order in which things were done, of all but the PINGREQ and
/// PINGRESP packets of connections without a Keep Alive: they change nothing in the Server, and are
/// the matter of monitors. Returns the statements that were applied; nothing if there is none at
/// once, which means nothing. `fault` if it is to be that of a faulty broker.
std::optional<model::RuleSet> first_opinion(const play::CaseResult& result,
                                            const judges::Terms& terms,
                                            const model::FaultSet& fault = {});

}  // namespace mqttspec::conformance::search
