// The report that people read in a browser: one file, which needs nothing else and no network.
#pragma once

#include <span>
#include <string>

#include "conformance/report/document.hpp"

namespace mqttspec::conformance::report::html {

/// A page on all these reports. What would make it larger than 3 MB is left out: the packets of
/// warnings first, then those of failures.
std::string make_page(std::span<const Document> reports);

}  // namespace mqttspec::conformance::report::html
