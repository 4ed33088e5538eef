// What a run comes to, whether it was just made or read back: exit code, closing line and summary.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "conformance/report/document.hpp"
#include "conformance/report/report.hpp"

namespace mqttspec::conformance::report {

struct CaseOutcome {
  play::Verdict verdict;
  News news;
};

/// What exit_code() of a RunReport returns. `served`: some version of MQTT is.
int exit_code(std::span<const CaseOutcome> cases, bool served, bool complete, bool strict);

/// What closing_line() of a RunReport returns.
std::string closing_line(std::span<const play::StatementVerdict> statements, std::size_t failed,
                         bool complete, std::string_view cut_short);

/// The member `summary` of a report with these cases and statements.
Document summary_of(const Document& cases, const Document& statements, bool complete,
                    std::string_view cut_short);

/// The exit code of a run that was read back.
int exit_code(const Document& report, bool strict);

}  // namespace mqttspec::conformance::report
