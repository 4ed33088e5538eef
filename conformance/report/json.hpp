// The report that programs read. Its shape is described by report.schema.json and in README.md.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::report {

/// The version of this program, as CMakeLists.txt has it.
inline constexpr std::string_view tool_version = "0.1.0";

/// All of the report, with everything that was on the wire. Its strings are valid UTF-8.
nlohmann::ordered_json to_json(const RunReport& report);

}  // namespace mqttspec::conformance::report
