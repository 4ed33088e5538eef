// Random scripts on a target, until time is up: what no case was written for.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <stop_token>

#include "conformance/runner/acquaintance.hpp"
#include "conformance/search/complaint.hpp"
#include "conformance/search/random_lines.hpp"
#include "conformance/search/shrink.hpp"

namespace mqttspec::conformance::search {

struct SearchPlan {
  std::uint64_t seed = 1;  // of the choices; those that led to something new are used again
  std::chrono::milliseconds time{60'000};
  std::uint64_t most_scripts = UINT64_MAX;
  std::size_t jobs = 96;  // scripts at a time
  unsigned lines = 24;    // of a script, at most
  wire::Time quiet = 60;  // milliseconds without a packet after which nothing is expected any more
  runner::RunPlan target = {};             // how it is to be taken
  const model::Profile* likely = nullptr;  // of the target, if it is known to be the reference
  // Ends with the first script that shows something, as it is; `time` is processor time.
  bool first_only = false;
};

/// What was found, shrunk.
struct Finding {
  Lines lines = {};
  play::CaseResult result = {};  // of these lines
  Complaint complaint = {};
  std::vector<judges::Suspicion> like = {};  // brokers with one fault that do the same
  std::uint64_t seen = 1;                    // scripts that showed it
  double shrink_seconds = 0;                 // that it took to play it again and to shrink it
};

struct SearchReport {
  std::uint64_t scripts = 0;
  std::uint64_t packets = 0;
  std::uint64_t explained = 0;   // by a right broker
  std::uint64_t alike = 0;       // as what was found before, and not looked into any further
  std::uint64_t open = 0;        // too many explanations to follow, or excused
  std::uint64_t passing = 0;     // that showed something once, and not again
  std::uint64_t late = 0;        // in which something came late
  std::uint64_t undetected = 0;  // in which a Client did what it must not, and was served
  std::uint64_t unexamined = 0;  // in which something may be wrong, for which there was no time
  std::uint64_t outages = 0;     // times that the target could not be reached
  model::RuleSet rules = {};     // statements that the model came across when it explained scripts
  double seconds = 0;  // in which scripts were chosen, without what is shrunk again afterwards
  bool complete = true;
  std::string unusable = {};  // why nothing could be done
  std::vector<Finding> findings = {};
};

/// How far a search is; called from one thread at a time.
using Progress = std::function<void(const SearchReport&)>;

/// Plays scripts until time is up, many at a time. What is wrong in one is played again twice, with
/// more patience, before it counts; then it is shrunk on the target, and told once however often it
/// is seen. Asked to stop, it begins nothing more, and what it has found is returned.
SearchReport search(wire::Target& target, const SearchPlan& plan, const Progress& progress,
                    const std::stop_token& stop);

/// What is wrong with what the lines show when they are played with patience; and their trace.
struct Replayed {
  play::CaseResult result;
  std::optional<Complaint> complaint = {};
  std::vector<judges::Suspicion> like = {};
};
Replayed replay_lines(wire::Target& target, const SearchPlan& plan, const Lines& lines,
                      const std::stop_token& stop);

/// Takes a few seconds more to find a shorter script that shows the same on the target.
void shrink_again(wire::Target& target, const SearchPlan& plan, Finding& finding,
                  const std::stop_token& stop);

}  // namespace mqttspec::conformance::search
