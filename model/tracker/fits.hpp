// Whether one packet can be another with the freedoms of the Standard in its fields.
#pragma once

#include "model/tracker/match.hpp"

namespace mqttspec::model::tracker {

/// True if the packet that was seen can be the expected one; what is learned from it about the
/// broker's own identifiers is written into the explanation.
bool fits(Hypothesis& hypothesis, const Wire& wire, const Expected& expected, const Seen& seen,
          const Leniency& leniency);

/// True if it is a PUBLISH or PUBREL that the Client has seen before on this connection and not
/// answered, sent again: what 3.1.1 permits at any time (F19). Or the PUBREC of an exchange that
/// was begun on an earlier one: both Standards have PUBLISH and PUBREL sent again, and forbid no
/// more.
bool is_retransmission(const Hypothesis& hypothesis, const Wire& wire, const Seen& seen);

}  // namespace mqttspec::model::tracker
