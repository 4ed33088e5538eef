// What shows a finding to somebody who does not have mqttspec.
#pragma once

#include <string>

#include "conformance/play/case_result.hpp"

namespace mqttspec::conformance::search {

/// A program for Python 3 with nothing but sockets, under 40 lines beside what was on the wires: it
/// sends what the Clients sent, in that order, and exits with 1 as long as the broker answers as it
/// did, with 0 if it does not, and with 2 if it cannot be reached. Its comment has `title`, a
/// sentence for each line. Only for targets that are reached by TCP.
std::string python_program(const play::CaseResult& result, std::string_view title);

}  // namespace mqttspec::conformance::search
