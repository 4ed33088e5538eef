// One report as a part of the page's data.
#pragma once

#include "conformance/report/html/ladder.hpp"
#include "conformance/report/html/page_data.hpp"

namespace mqttspec::conformance::report::html {

/// What the page shows of one report. `cases` and `statements` are the page's own lists, to which
/// it refers by position.
Document target_data(const Document& report, const Document& cases, const Document& statements,
                     Traces traces, LadderTables& tables);

}  // namespace mqttspec::conformance::report::html
