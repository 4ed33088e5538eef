// What a run came to, as data: all reports are made from it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/judges/likeness.hpp"
#include "conformance/judges/second_opinion.hpp"
#include "conformance/play/case.hpp"

namespace mqttspec::conformance::report {

/// Beside the verdict: whether it is what the known file says.
enum class News : std::uint8_t {
  none,             // nothing was known, and nothing is wrong
  fresh,            // wrong, and not in the known file
  known,            // wrong as the known file says
  unexpected_pass,  // right, though the known file says that it is wrong
};

/// One more playing of a case, in a world of its own.
struct WorldPlaying {
  play::World world;
  play::Verdict verdict;
};

/// What a case came to in the plain world, where it came to something worse in another one.
struct PlainPlaying {
  play::CaseResult result;
  judges::SecondOpinion opinion;
};

/// One case in one version on the target.
struct CaseReport {
  const play::Case* which;
  std::string_view section;  // of its group
  Version version;
  play::CaseResult result = {};
  unsigned tries = 1;                        // more than one only to confirm what it came to
  play::World world = {};                    // in which `result` came about
  play::Verdict plain_verdict = {};          // in the plain world, if `world` is another one
  std::shared_ptr<PlainPlaying> plain = {};  // the same
  std::vector<WorldPlaying> worlds = {};     // in which it was played beside the plain one
  std::vector<play::Verdict> playings = {};  // if it was played several times on demand: of each
  bool met_outage = false;                   // the target ended while it was played
  bool ends_target = false;                  // the target ended while this case alone was played
  News news = News::none;
  std::string known_reason = {};  // from the known file
  judges::SecondOpinion opinion = {};
  std::vector<judges::Likeness> attribution = {};  // of a failure: what faults would explain it
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
  bool served;               // it accepts a CONNECT of this version
  std::string evidence;      // what it answered
  play::Limits limits = {};  // what it lacks and limits, as far as that is known
};

/// Who is tested, as the target's profile says it.
struct Broker {
  std::string name;
  std::string version;
  std::string package;  // where it can be had: "apt mosquitto"
};

/// Cases that were left out on demand.
struct Exclusion {
  std::string pattern;  // a selector
  std::string reason;
};

struct RunReport {
  std::string target;
  Broker broker = {};     // empty without a profile
  std::string command;    // that repeats the run
  std::string date = {};  // when it ended: "2026-03-01"
  bool complete = true;   // false if it was interrupted, or if the target was gone
  std::string cut_short;  // why it is not complete
  std::string unusable;   // why no case could be played though the target serves MQTT, or empty
  std::vector<VersionFacts> facts;
  std::vector<Exclusion> exclusions = {};
  std::vector<CaseReport> cases;
  std::vector<StatementReport> statements;  // of the versions that were run
  wire::Time duration = 0;
};

/// How many cases have each verdict, by position of the verdict.
std::array<std::size_t, 8> count_verdicts(const RunReport& report);

/// Of how many cases that were played the tracker explains what was seen, by Explained.
std::array<std::size_t, 3> count_opinions(const RunReport& report);

/// The exit code of the contract: 0 nothing new is wrong, 1 a statement is violated or a known
/// failure passed, 3 too much inconclusive, 4 our own fault. Unmet SHOULDs count only if `strict`.
int exit_code(const RunReport& report, bool strict);

/// "no violation found in 120 of 330 testable statements", or what was found.
std::string closing_line(const RunReport& report);

}  // namespace mqttspec::conformance::report
