// Traffic in lines of text, for `mqttspec check`.
#pragma once

#include <expected>
#include <iosfwd>
#include <string>

#include "conformance/traffic/traffic_report.hpp"

namespace mqttspec::conformance::commands {

/// Judges packets as `mqttspec decode` reads them, each marked with > for the Client's and < for
/// the Server's; a line of hyphens stands between connections. Or JSON, an object a line, of which
/// these are read: "bytes" in hexadecimal, "from" ("client" or "server"), "connection", "at_s", and
/// "event": "opened" begins a connection anew.
/// What stands for no bytes is noted in the report; if nothing stands for any, says what it is
/// instead.
std::expected<void, std::string> judge_lines(std::istream& in, traffic::TrafficReport& report);

}  // namespace mqttspec::conformance::commands
