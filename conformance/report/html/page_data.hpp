// What the page shows, as one JSON value; README.md describes it.
#pragma once

#include <span>

#include "conformance/report/document.hpp"

namespace mqttspec::conformance::report::html {

/// Of which cases the packets are part of the page.
enum class Traces : std::uint8_t { wrong, failures, none };

/// Everything that the page shows of these reports, in their order.
Document page_data(std::span<const Document> reports, Traces traces = Traces::wrong);

}  // namespace mqttspec::conformance::report::html
