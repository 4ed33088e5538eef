// The delivery table on a screen of 80 columns.
#pragma once

#include <iosfwd>

#include "conformance/delivery/report.hpp"
#include "conformance/report/paint.hpp"

namespace mqttspec::conformance::delivery {

/// "M1-3 q1", "M3 q0 R" (RETAIN 1), "-" for none; what is irregular one by one.
std::string in_words(const model::delivery::ReceivedMessages& messages);

/// Prints all sections, the reasons by letter, the introduction's claims beside them, and, if
/// something was measured, what it was and where it departs.
void print_delivery(const DeliveryReport& report, const report::Paint& paint, std::ostream& out);

}  // namespace mqttspec::conformance::delivery
