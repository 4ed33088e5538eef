// The report that code scanning reads: SARIF 2.1.0, with a rule for each statement that is broken.
#pragma once

#include "conformance/report/difference.hpp"

namespace mqttspec::conformance::report {

/// A result for each statement that a case found broken, and for each case that went wrong without
/// one; what is known is suppressed with its reason. With a difference, whose newer report it is,
/// each says whether it is new.
Document to_sarif(const Document& report, const Difference* since = nullptr);

}  // namespace mqttspec::conformance::report
