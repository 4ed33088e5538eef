// All of it in process and in virtual time.
#include "conformance/selftest/client_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <set>

#include "conformance/judges/client_opinion.hpp"
#include "conformance/runner/client_runner.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/selftest/playing.hpp"
#include "conformance/subject/in_process.hpp"
#include "model/client/profile.hpp"

namespace mqttspec::conformance::selftest {

using namespace play;

namespace {

using model::client::FaultRow;
using model::client::FaultSet;
using model::client::Profile;

/// One case in one version.
struct Playing {
  const Case* which;
  Version version;
};

bool cites(const Playing& playing, const FaultRow& fault) {
  const auto broken = fault.cited.of(playing.version);
  return broken && std::ranges::any_of(playing.which->statements, [&](const Cited& cited) {
           return cited.of(playing.version) == broken;
         });
}

/// What the reference Client, which is not reached by WebSocket, cannot show.
bool is_by_web_socket(const Case& which) { return contains(which.needs, Need::web_socket); }

CaseResult result_on(const Playing& playing, const Profile& profile, const FaultSet& faults) {
  const auto subject = subject::make_reference_subject(profile, faults);
  return runner::visit_client(*playing.which, *subject, playing.version, {});
}

class ClientHunt {
 public:
  explicit ClientHunt(std::stop_token stop) : stop_(std::move(stop)) {
    for (const auto& [group, which] : runner::select_client_cases({}))
      for (const auto version : {Version::v3_1_1, Version::v5_0})
        if (which->runs_in(version) && !is_by_web_socket(*which))
          playings_.push_back({which, version});
  }

  ClientMatrix make() {
    for (const auto& [group, which] : runner::select_client_cases({}))
      matrix_.cases += is_by_web_socket(*which) ? 0 : 1;
    for (const auto& profile : model::client::profiles()) take_baseline(profile);
    find_declined();
    for (const auto& fault : model::client::faults())
      for (const auto version : {Version::v3_1_1, Version::v5_0})
        if (fault.cited.of(version))
          matrix_.mutants.push_back({.fault = &fault, .version = version, .killers = {}});
    runner::in_parallel(matrix_.mutants.size(), runner::processors(),
                        [this](std::size_t i) { hunt(matrix_.mutants[i]); });
    find_idle();
    matrix_.complete = !stop_.stop_requested();
    return std::move(matrix_);
  }

 private:
  void take_baseline(const Profile& profile);
  void find_declined();
  void hunt(ClientMutant& mutant);
  void find_idle();

  std::stop_token stop_;
  std::vector<Playing> playings_;
  std::vector<std::vector<Verdict>> baselines_;  // by profile and playing
  ClientMatrix matrix_;
  std::mutex mutex_;
  std::set<const Case*> killing_;
};

// The plain Client passes what it does not decline; a permitted variant is never accused.
void ClientHunt::take_baseline(const Profile& profile) {
  auto& baseline = baselines_.emplace_back(playings_.size());
  std::vector<std::string> wrong(playings_.size());
  runner::in_parallel(playings_.size(), runner::processors(), [&](std::size_t i) {
    if (stop_.stop_requested()) return;
    const auto result = result_on(playings_[i], profile, {});
    baseline[i] = result.verdict;
    const bool plain = baselines_.size() == 1;
    const bool right = plain
                           ? result.verdict >= Verdict::declined && result.verdict <= Verdict::pass
                           : result.verdict != Verdict::fail && result.verdict != Verdict::error;
    if (!right)
      wrong[i] =
          fmt::format("{}: {} {}: expected {}; got {}; {}", profile.name, to_string(result.verdict),
                      label(*playings_[i].which, playings_[i].version), result.expected,
                      result.actual, result.explanation);
    // The other judge has to find it right as well.
    const auto opinion = judges::client_opinion(result, {playings_[i].version, true});
    if (right && judges::disagree(result, opinion))
      wrong[i] = fmt::format("{}: the tracker does not explain {}: {}", profile.name,
                             label(*playings_[i].which, playings_[i].version), opinion.text);
  });
  std::erase(wrong, "");
  std::ranges::move(wrong, std::back_inserter(matrix_.wrong));
  ++matrix_.profiles;
}

void ClientHunt::find_declined() {
  for (std::size_t i = 0; i < playings_.size() && !stop_.stop_requested(); ++i)
    if (std::ranges::none_of(baselines_,
                             [&](const auto& each) { return each[i] > Verdict::declined; }))
      matrix_.wrong.push_back("declined under every profile: " +
                              label(*playings_[i].which, playings_[i].version));
}

// A variant is tried only on what survives the plain Client.
void ClientHunt::hunt(ClientMutant& mutant) {
  const auto profiles = model::client::profiles();
  for (std::size_t p = 0; p < profiles.size() && mutant.killers.empty(); ++p) {
    for (std::size_t i = 0; i < playings_.size() && !stop_.stop_requested(); ++i) {
      const auto& playing = playings_[i];
      const auto reference = baselines_[p][i];
      if (playing.version != mutant.version || reference <= Verdict::declined ||
          !cites(playing, *mutant.fault))
        continue;
      if (p == 0) ++mutant.citing;
      const auto verdict = result_on(playing, profiles[p], FaultSet::of(mutant.fault->id)).verdict;
      if (!is_killed(verdict, reference)) continue;
      mutant.killers.push_back(playing.which->name);
      mutant.profile = &profiles[p];
      const std::lock_guard lock(mutex_);
      killing_.insert(playing.which);
    }
  }
}

// A case may still notice faults that break something else.
void ClientHunt::find_idle() {
  std::vector<const Case*> quiet;
  for (const auto& [group, which] : runner::select_client_cases({}))
    if (!killing_.contains(which) && !is_by_web_socket(*which)) quiet.push_back(which);
  std::vector<char> idle(quiet.size(), 1);
  runner::in_parallel(quiet.size(), runner::processors(), [&](std::size_t q) {
    for (std::size_t i = 0; i < playings_.size(); ++i) {
      if (playings_[i].which != quiet[q]) continue;
      for (const auto& fault : model::client::faults()) {
        if (stop_.stop_requested() || idle[q] == 0) break;
        const auto verdict =
            result_on(playings_[i], model::client::profiles()[0], FaultSet::of(fault.id)).verdict;
        if (is_killed(verdict, baselines_[0][i])) idle[q] = 0;
      }
    }
  });
  for (std::size_t q = 0; q < quiet.size(); ++q)
    if (idle[q] != 0) matrix_.idle.push_back(quiet[q]->name);
}

}  // namespace

std::size_t ClientMatrix::survivors() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      mutants, [](const ClientMutant& each) { return each.killers.empty(); }));
}

bool ClientMatrix::clean() const {
  return complete && wrong.empty() && idle.empty() && survivors() == 0;
}

ClientMatrix make_client_matrix(std::stop_token stop) { return ClientHunt(std::move(stop)).make(); }

std::string in_words(const ClientMatrix& matrix) {
  std::string text;
  for (const auto& line : matrix.wrong)
    text += fmt::format("the reference Client is accused: {}\n", line);
  for (const auto& each : matrix.mutants)
    if (each.killers.empty())
      text += fmt::format("survives: {} of the Client in {}, {} cases cite it\n", each.fault->name,
                          to_string(each.version), each.citing);
  for (const auto& name : matrix.idle) text += fmt::format("kills nothing: {}\n", name);
  if (!matrix.complete) text += "interrupted: what follows is not the whole matrix\n";
  text += fmt::format(
      "Clients: {} of {} mutants killed; {} of {} cases kill; reference under {} profiles: {}\n",
      matrix.mutants.size() - matrix.survivors(), matrix.mutants.size(),
      matrix.cases - matrix.idle.size(), matrix.cases, matrix.profiles,
      matrix.wrong.empty() ? "never accused"
                           : fmt::format("accused {} times", matrix.wrong.size()));
  return text;
}

}  // namespace mqttspec::conformance::selftest
