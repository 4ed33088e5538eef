// Runs cases on Clients: each on a Client of its own, many at a time.
#pragma once

#include "conformance/hosting/visit.hpp"
#include "conformance/runner/runner.hpp"
#include "conformance/subject/subject.hpp"

namespace mqttspec::conformance::runner {

struct ClientRunPlan {
  std::vector<Version> versions = {Version::v3_1_1, Version::v5_0};
  std::vector<std::string> select;  // sections, statements, globs of names; empty: everything
  std::vector<report::Exclusion> exclude = {};
  hosting::VisitSettings settings = {};
  unsigned jobs = 32;
  unsigned repeat = 1;
  std::vector<play::World> worlds = {};  // beside the plain one
};

/// The cases for Clients that `select` names, in order.
std::vector<std::pair<const play::CaseGroup*, const play::Case*>> select_client_cases(
    std::span<const std::string> select);

/// Runs the selected cases. The first Client that is started tells which versions there are; if it
/// cannot be started, `unusable` says why. What went wrong on a live Client is played once more.
report::RunReport run_client_cases(
    subject::Subjects& subjects, const ClientRunPlan& plan,
    const std::function<void(const report::CaseReport&, std::size_t, std::size_t)>& progress,
    std::stop_token stop);

/// One case with one Client, in that world.
play::CaseResult visit_client(const play::Case& which, subject::Subject& subject, Version version,
                              const hosting::VisitSettings& settings, play::World world = {});

}  // namespace mqttspec::conformance::runner
