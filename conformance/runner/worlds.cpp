// See worlds.hpp.
#include "conformance/runner/worlds.hpp"

#include <algorithm>

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

using circumstances::circumstances;

namespace {

constexpr unsigned tries_enough = 3;
constexpr unsigned failures_enough = 60;

// A world in which a case comes to no conclusion says nothing of the target.
bool is_worse(Verdict verdict, Verdict plain) {
  return verdict > plain && verdict != Verdict::inconclusive && verdict >= Verdict::warn;
}

void adopt(CaseReport& done, CaseReport worse) {
  done.plain_verdict = done.result.verdict;
  done.world = worse.result.world;
  done.tries += worse.tries;
  auto found_out = std::move(done.result.judgements);
  done.result = std::move(worse.result);
  done.opinion = std::move(worse.opinion);
  // What was found out in the plain world stays found out.
  done.result.judgements.insert(done.result.judgements.end(), found_out.begin(), found_out.end());
}

}  // namespace

World TriedCircumstances::without_hopeless(World world) const {
  const std::lock_guard lock(mutex_);
  for (const auto& row : circumstances()) {
    const auto& count = counts_[static_cast<std::size_t>(row.id)];
    const bool cannot_be_had = count.conclusive == 0 && count.inconclusive >= tries_enough;
    if (cannot_be_had || count.worse >= failures_enough) world.remove(row.id);
  }
  return world;
}

void TriedCircumstances::add(circumstances::CircumstanceId circumstance, Verdict verdict,
                             bool worse) {
  const std::lock_guard lock(mutex_);
  auto& count = counts_[static_cast<std::size_t>(circumstance)];
  ++(verdict == Verdict::inconclusive ? count.inconclusive : count.conclusive);
  if (worse) ++count.worse;
}

void play_in_worlds(CaseReport& done, std::span<const World> worlds, bool to_be_confirmed,
                    TriedCircumstances& tried, const PlayIn& play) {
  const auto plain = done.result.verdict;
  if (plain < Verdict::note || plain > Verdict::warn) return;
  std::vector<World> played;
  for (const auto& each : worlds) {
    const auto world =
        tried.without_hopeless(circumstances::permitted(each, done.which->name, done.version));
    if (world.is_plain() || std::ranges::find(played, world) != played.end()) continue;
    played.push_back(world);
    auto latest = play(world, false);
    if (is_worse(latest.result.verdict, plain) && to_be_confirmed) latest = play(world, true);
    const auto verdict = latest.result.verdict;
    done.worlds.push_back({latest.result.world, verdict});
    const bool worse = is_worse(verdict, plain);
    // The second look decides on what the judges disagree on.
    if (!worse && judges::disagree(latest.result, latest.opinion) &&
        !judges::disagree(done.result, done.opinion))
      adopt(done, latest);
    if (!worse && verdict != Verdict::inconclusive) {
      for (const auto& row : circumstances())
        if (latest.result.world.has(row.id)) tried.add(row.id, verdict, false);
      continue;
    }
    // Which of its circumstances is it? Where all of them together come to nothing, one may.
    for (const auto& row : circumstances()) {
      if (!latest.result.world.has(row.id)) continue;
      const bool is_all = latest.result.world == World(row.id);
      auto alone = is_all ? latest : play(row.id, worse && to_be_confirmed);
      const bool is_it = is_worse(alone.result.verdict, plain);
      tried.add(row.id, alone.result.verdict, is_it);
      if (is_it) return adopt(done, std::move(alone));
    }
    if (worse) return adopt(done, std::move(latest));
  }
}

}  // namespace mqttspec::conformance::runner
