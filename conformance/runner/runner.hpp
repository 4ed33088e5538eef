// Runs cases on a target, many at a time, and gathers what they came to.
#pragma once

#include <functional>
#include <stop_token>

#include "conformance/report/known.hpp"
#include "conformance/runner/target_profile.hpp"

namespace mqttspec::conformance::runner {

struct RunPlan {
  std::vector<Version> versions = {Version::v3_1_1, Version::v5_0};
  std::vector<std::string> select;  // sections, statements, globs of names; empty: everything
  std::vector<report::Exclusion> exclude = {};  // not run, though selected
  TargetProfile profile = {};
  unsigned repeat = 1;  // how often each case is played
  bool survey = true;   // a live target is asked some more before the cases
  play::Settings settings;
  std::vector<report::KnownLine> known = {};  // what the target is known to do otherwise
  unsigned jobs = 64;                         // cases at a time
  unsigned idle_jobs = 400;                   // and beside them, that do nothing but wait
  std::vector<play::World> worlds = {};       // in which each case is played beside the plain one
  bool follows_worlds = true;                 // the tracker follows what is played in them
  std::string nonce;  // part of every topic and ClientId of the run: 4 of 0-9a-z
  /// In virtual time: takes from what a case came to, once it was judged, what nobody asks for any
  /// more. All traces together are most of the memory of a run.
  std::function<void(report::CaseReport&)> forget = {};
};

/// The cases that `select` names, in order. A selector is a section ("3.1" takes all below it), a
/// statement identifier, or a glob over case names.
std::vector<std::pair<const play::CaseGroup*, const play::Case*>> select_cases(
    std::span<const std::string> select);

/// The same among other cases.
std::vector<std::pair<const play::CaseGroup*, const play::Case*>> select_cases(
    std::span<const play::CaseGroup> groups, std::span<const std::string> select);

/// The selectors that name no case.
std::vector<std::string> idle_selectors(std::span<const std::string> select);

/// Runs the selected cases; `progress` is called after each, from one thread at a time. When asked
/// to stop it begins nothing more, ends what runs, and returns a report that is not complete; so it
/// does when the target is gone.
///
/// Before the cases the target is asked once in each version. A version that it does not serve is
/// declined with all its cases, and so is a case that needs what the CONNACK declines; of a target
/// that says nothing sensible in any version no case is run. A case in which the target hung up
/// where it owed an answer is repeated: if it does so three times out of three, the case fails.
/// A case that is selected and excluded does not run. A live target is asked some more (`survey`):
/// if it does not let a client do what every case does, none is run. What went wrong on a live
/// target is played once more: what was missing and is there then is in doubt, but what must not be
/// sent and was sent stays a failure. What is known to fail is not waited for as long; all other
/// failures for want of something have waited for the late limit.
report::RunReport run_cases(wire::Target& target, const RunPlan& plan,
                            const std::function<void(const report::CaseReport&, std::size_t done,
                                                     std::size_t all)>& progress,
                            std::stop_token stop);

/// One case alone, as it is: nothing is declined, repeated or ended from outside. `others`: names
/// for when it begins anew, without a circumstance that turned out to be none for it, so that it
/// does not meet what its Clients have left.
play::CaseResult run_case(const play::Case& which, wire::Network& network, Version version,
                          const play::Names& names, const play::Settings& settings,
                          const play::Names* others = nullptr);

}  // namespace mqttspec::conformance::runner
