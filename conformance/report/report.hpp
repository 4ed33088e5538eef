// What a run came to, as data: all reports are made from it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conformance/play/case.hpp"

namespace mqttspec::conformance::report {

/// Beside the verdict: whether it is what the known file says.
enum class News : std::uint8_t {
  none,             // nothing was known, and nothing is wrong
  fresh,            // wrong, and not in the known file
  known,            // wrong as the known file says
  unexpected_pass,  // right, though the known file says that it is wrong
};

/// One case in one version on the target.
struct CaseReport {
  const play::Case* which;
  std::string_view section;  // of its group
  Version version;
  play::CaseResult result;
  unsigned tries = 1;  // more than one only to confirm an unexplained close
  News news = News::none;
  std::string known_reason;  // from the known file
};

/// One statement of the register over all cases of the run.
struct StatementReport {
  StatementId id;
  play::StatementVerdict verdict;
  std::vector<std::string_view> cases;  // that cite it and ran
};

/// What the target said of itself in one version.
struct VersionFacts {
  Version version;
  bool served;                             // it accepts a CONNECT of this version
  std::string evidence;                    // what it answered
  play::Need lacks = play::Need::nothing;  // capabilities that its CONNACK declines
};

struct RunReport {
  std::string target;
  std::string command;    // that repeats the run
  bool complete = true;   // false if it was interrupted, or if the target was gone
  std::string cut_short;  // why it is not complete
  std::vector<VersionFacts> facts;
  std::vector<CaseReport> cases;
  std::vector<StatementReport> statements;  // of the versions that were run
  wire::Time duration = 0;
};

/// How many cases have each verdict, by position of the verdict.
std::array<std::size_t, 8> count_verdicts(const RunReport& report);

/// The exit code of the contract: 0 nothing new is wrong, 1 a statement is violated or a known
/// failure passed, 3 too much inconclusive, 4 our own fault. Unmet SHOULDs count only if `strict`.
int exit_code(const RunReport& report, bool strict);

/// "no violation found in 120 of 330 testable statements", or what was found.
std::string closing_line(const RunReport& report);

}  // namespace mqttspec::conformance::report
