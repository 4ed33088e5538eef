// As condition_hunt.cpp: one playing with the unconditional fault decides on the conditions that
// held whenever it showed, and on the others more playings decide.
#include "conformance/selftest/client_condition_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "conformance/runner/client_runner.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/selftest/deciding.hpp"
#include "conformance/selftest/playing.hpp"
#include "conformance/subject/in_process.hpp"
#include "model/client/occurrence.hpp"

namespace mqttspec::conformance::selftest {

using namespace play;

using circumstances::World;
using ClientFaults = model::client::FaultSet;
using ClientConditions = model::client::ConditionSet;
using ClientProfile = model::client::Profile;
using ClientShowing = model::client::Showing;

namespace {

constexpr unsigned random_runs_of_clients = 60;      // for each mutant
constexpr std::size_t least_killed_of_clients = 90;  // percent
constexpr unsigned many_steps = 1'000;               // in which a fault shows in one playing

Verdict verdict_in(const Case& which, Version version, const ClientProfile& profile,
                   const ClientFaults& faults, World world, ClientShowing* showing = nullptr) {
  const auto subject = subject::make_reference_subject(profile, faults, showing);
  return runner::visit_client(which, *subject, version, {}, world).verdict;
}

/// What right Clients come to, played when it is asked for.
class RightClients {
 public:
  Verdict of(const Case& which, Version version, const ClientProfile& profile, World world) {
    const Key key{&which, version, &profile, world.name()};
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = verdicts_.find(key); known != verdicts_.end()) return known->second;
    }
    const auto verdict = verdict_in(which, version, profile, {}, world);
    const std::lock_guard lock(mutex_);
    return verdicts_[key] = verdict;
  }

 private:
  using Key = std::tuple<const Case*, Version, const ClientProfile*, std::string>;

  std::mutex mutex_;
  std::map<Key, Verdict> verdicts_;
};

class ConditionalHunt {
 public:
  ConditionalHunt(const ClientMutant& mutant, RightClients& right, std::span<const World> worlds)
      : right_(right), worlds_(worlds), profile_(*mutant.profile) {
    result_.fault = mutant.fault;
    result_.version = mutant.version;
    for (const auto& [group, which] : runner::select_client_cases({}))
      if (which->runs_in(mutant.version) && cites(*which, mutant)) citing_.push_back(which);
  }

  ConditionalClientMutant make(const std::stop_token& stop) {
    fault_ = ClientFaults::of(result_.fault->id);
    result_.found =
        model::client::find_occurring(fault_, result_.version, profile_, random_runs_of_clients);
    in_all_worlds(stop, [&](const Case& which, World world) { observe(which, world); });
    // Where it is noticed without a condition it is soonest noticed with one.
    std::ranges::stable_partition(playings_,
                                  [](const auto& each) { return each.noticed == Noticed::yes; });
    for (const auto& each : playings_)
      if (!stop.stop_requested()) decide(each);
    return std::move(result_);
  }

 private:
  static bool cites(const Case& which, const ClientMutant& mutant) {
    const auto broken = mutant.fault->cited.of(mutant.version);
    return std::ranges::any_of(
        which.statements, [&](const Cited& cited) { return cited.of(mutant.version) == broken; });
  }

  template <class Play>
  void in_all_worlds(const std::stop_token& stop, Play play) {
    for (const auto* which : citing_) play(*which, World());
    for (const auto& world : worlds_)
      for (const auto* which : citing_) {
        const auto here = circumstances::permitted(world, which->name, result_.version);
        if (!here.is_plain() && !stop.stop_requested()) play(*which, here);
      }
  }

  struct Playing {
    const Case* which;
    World world;
    ClientShowing showing;
    Noticed noticed;
  };

  Noticed outcome_in(const Case& which, World world, const ClientFaults& fault,
                     ClientShowing* showing) {
    const auto verdict = verdict_in(which, result_.version, profile_, fault, world, showing);
    if (verdict == Verdict::inconclusive) return Noticed::inconclusive;
    const bool shows = verdict == Verdict::fail || verdict == Verdict::warn;
    return shows && is_killed(verdict, right_.of(which, result_.version, profile_, world))
               ? Noticed::yes
               : Noticed::no;
  }

  void observe(const Case& which, World world) {
    ClientShowing showing;
    const auto noticed = outcome_in(which, world, fault_, &showing);
    result_.reached |= showing.ever;
    if (showing.steps > 0 && noticed == Noticed::yes) result_.killed |= showing.always;
    playings_.push_back({&which, world, showing, noticed});
  }

  // Where a fault without condition ends a case early, its conditions come too late; where it shows
  // very often, they have come.
  static ClientConditions met(const ClientShowing& showing) {
    return showing.steps < many_steps ? ClientConditions().set() : showing.ever;
  }

  // As the runner does: where a world of several circumstances comes to no conclusion, one of them
  // may.
  void decide(const Playing& playing) {
    const auto open = result_.surviving() & met(playing.showing);
    const auto same = playing.showing.always;
    ClientConditions inconclusive;
    if (playing.noticed == Noticed::inconclusive) inconclusive = open & same;
    result_.killed |= noticed_in(*playing.which, playing.world, open & ~same, inconclusive);
    for (const auto& row : circumstances::circumstances()) {
      const World alone(row.id);
      if (!playing.world.has(row.id) || playing.world == alone) continue;
      ClientConditions no_more;
      result_.killed |= noticed_in(*playing.which, alone, inconclusive & ~result_.killed, no_more);
    }
  }

  ClientConditions noticed_in(const Case& which, World world, ClientConditions open,
                              ClientConditions& inconclusive) {
    return noticed_under<ClientShowing>(
        open, inconclusive, [&](std::size_t i, ClientShowing* showing) {
          const auto condition = model::client::ConditionId{static_cast<std::uint8_t>(i)};
          return outcome_in(which, world, fault_.when(condition), showing);
        });
  }

  RightClients& right_;
  std::span<const World> worlds_;
  const ClientProfile& profile_;
  std::vector<const Case*> citing_;
  std::vector<Playing> playings_;
  ClientFaults fault_;
  ConditionalClientMutant result_;
};

template <class Sets>
std::size_t sum(const ClientConditionMatrix& matrix, Sets sets) {
  std::size_t count = 0;
  for (const auto& each : matrix.mutants) count += sets(each).count();
  return count;
}

}  // namespace

std::size_t ClientConditionMatrix::pairs() const {
  return mutants.size() * model::client::condition_count;
}
std::size_t ClientConditionMatrix::occurring() const {
  return sum(*this, [](const auto& each) { return each.occurring(); });
}
std::size_t ClientConditionMatrix::killed() const {
  return sum(*this, [](const auto& each) { return each.killed; });
}
bool ClientConditionMatrix::is_good_enough() const {
  return complete && wrong.empty() && killed() * 100 >= occurring() * least_killed_of_clients;
}

std::vector<std::string> accusations(const ClientProfile& profile, std::span<const World> worlds,
                                     std::stop_token stop) {
  const auto subjects = subject::make_reference_subjects(profile);
  runner::ClientRunPlan plan;
  plan.worlds.assign(worlds.begin(), worlds.end());
  std::vector<std::string> wrong;
  for (const auto& each : runner::run_client_cases(*subjects, plan, {}, std::move(stop)).cases)
    if (!each.world.is_plain() || each.result.verdict == Verdict::error)
      wrong.push_back(fmt::format("{}: {} {} in {}: {}", profile.name,
                                  to_string(each.result.verdict), label(*each.which, each.version),
                                  each.world.name(), each.result.actual));
  return wrong;
}

ClientConditionMatrix make_client_condition_matrix(const ClientMatrix& unconditional,
                                                   std::span<const World> worlds,
                                                   std::stop_token stop) {
  ClientConditionMatrix matrix;
  std::vector<const ClientMutant*> mutants;
  for (const auto& each : unconditional.mutants)
    if (!each.killers.empty()) mutants.push_back(&each);
  matrix.mutants.resize(mutants.size());
  RightClients right;
  runner::in_parallel(mutants.size(), runner::processors(), [&](std::size_t i) {
    matrix.mutants[i] = ConditionalHunt(*mutants[i], right, worlds).make(stop);
  });
  for (const auto& profile : model::client::profiles())
    std::ranges::move(accusations(profile, worlds, stop), std::back_inserter(matrix.wrong));
  matrix.complete = !stop.stop_requested();
  return matrix;
}

std::string in_words(const ClientConditionMatrix& matrix) {
  std::string text;
  for (const auto& line : matrix.wrong) text += "a right Client is accused: " + line + "\n";
  text += fmt::format("{:<32} {:>7} {:>7}\n", "condition of Clients", "occurs", "killed");
  for (const auto& row : model::client::conditions()) {
    const auto i = static_cast<std::size_t>(row.id);
    const auto count = [&](auto has) {
      return std::ranges::count_if(matrix.mutants,
                                   [&](const auto& each) { return has(each).test(i); });
    };
    text += fmt::format("{:<32} {:>7} {:>7}\n", row.name,
                        count([](const auto& each) { return each.occurring(); }),
                        count([](const auto& each) { return each.killed; }));
  }
  if (!matrix.complete) text += "interrupted: what follows is not the whole matrix\n";
  const auto occurring = matrix.occurring();
  return text + fmt::format(
                    "Clients: {} of {} conditional mutants killed, {:.1f} %; {} of {} pairs of a "
                    "switch and a condition are not known to occur\n",
                    matrix.killed(), occurring,
                    100.0 * static_cast<double>(matrix.killed()) /
                        static_cast<double>(std::max<std::size_t>(1, occurring)),
                    matrix.pairs() - occurring, matrix.pairs());
}

std::string as_table(const ClientConditionMatrix& matrix) {
  std::string text;
  for (const auto& each : matrix.mutants)
    for (const auto& condition : model::client::conditions()) {
      const auto i = static_cast<std::size_t>(condition.id);
      if (!each.occurring()[i]) continue;
      text += fmt::format("client {}\t{}\t{}\t{}\n", each.fault->name, condition.name,
                          to_string(each.version),
                          each.killed[i]    ? "killed"
                          : each.reached[i] ? "survives"
                                            : "not reached");
    }
  return text;
}

}  // namespace mqttspec::conformance::selftest
