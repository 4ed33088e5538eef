// See worlds.hpp.
#include "conformance/runner/worlds.hpp"

#include <algorithm>
#include <optional>

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
  if (!done.plain) {
    done.plain_verdict = done.result.verdict;
    done.plain = std::make_shared<PlainPlaying>(std::move(done.result), std::move(done.opinion));
  }
  done.world = worse.result.world;
  done.tries += worse.tries;
  done.result = std::move(worse.result);
  done.opinion = std::move(worse.opinion);
  // What was found out in the plain world stays found out.
  const auto& found_out = done.plain->result.judgements;
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

void TriedCircumstances::add(World world, Verdict verdict, bool worse) {
  const std::lock_guard lock(mutex_);
  for (const auto& row : circumstances()) {
    if (!world.has(row.id)) continue;
    auto& count = counts_[static_cast<std::size_t>(row.id)];
    ++(verdict == Verdict::inconclusive ? count.inconclusive : count.conclusive);
    if (worse) ++count.worse;
  }
}

bool TriedCircumstances::is_familiar(const CaseResult& result) const {
  const std::lock_guard lock(mutex_);
  if (!result.noticed) return false;
  const auto found = seen_.find(*result.noticed);
  return found != seen_.end() && found->second >= tries_enough;
}

void TriedCircumstances::see_in_plain(const CaseResult& result) {
  const std::lock_guard lock(mutex_);
  for (const auto& each : result.judgements)
    if (each.seen && each.verdict > StatementVerdict::undecided)
      seen_[each.statement] += tries_enough;
}

void TriedCircumstances::see_elsewhere(const CaseResult& result) {
  const std::lock_guard lock(mutex_);
  if (result.noticed) ++seen_[*result.noticed];
}

namespace {

/// Looks for the smallest world in which a case is worse than in the plain one, by halves.
class Search {
 public:
  Search(Verdict plain, bool to_be_confirmed, TriedCircumstances& tried, const PlayIn& play)
      : plain_(plain), to_be_confirmed_(to_be_confirmed), tried_(tried), play_(play) {}

  CaseReport play(World world) {
    auto report = play_(world, false);
    const bool doubtful = worse(report) && !tried_.is_familiar(report.result);
    if (to_be_confirmed_ && doubtful) report = play_(world, true);
    return report;
  }

  /// Of a playing that was worse, or where all circumstances together came to nothing: one of them
  /// may not.
  std::optional<CaseReport> smallest(CaseReport report) {
    const auto world = report.result.world;
    const bool conclusive = report.result.verdict != Verdict::inconclusive;
    if (conclusive && !worse(report)) {
      tried_.add(world, report.result.verdict, false);
      return std::nullopt;
    }
    if (worse(report) && tried_.is_familiar(report.result)) return report;
    const auto [first, second] = halves(world);
    if (second.is_plain())
      tried_.add(world, report.result.verdict, worse(report));
    else
      for (const auto half : {first, second})
        if (auto found = smallest(play_(half, to_be_confirmed_ && worse(report)))) return found;
    return worse(report) ? std::optional(std::move(report)) : std::nullopt;
  }

 private:
  bool worse(const CaseReport& report) const { return is_worse(report.result.verdict, plain_); }

  static std::pair<World, World> halves(World world) {
    std::pair<World, World> halves;
    const auto count =
        std::ranges::count_if(circumstances(), [&](const auto& row) { return world.has(row.id); });
    std::ptrdiff_t taken = 0;
    for (const auto& row : circumstances())
      if (world.has(row.id)) (2 * taken++ < count ? halves.first : halves.second).add(row.id);
    return halves;
  }

  Verdict plain_;
  bool to_be_confirmed_;
  TriedCircumstances& tried_;
  const PlayIn& play_;
};

}  // namespace

void play_in_worlds(CaseReport& done, std::span<const World> worlds, bool to_be_confirmed,
                    TriedCircumstances& tried, const PlayIn& play) {
  const auto plain = done.result.verdict;
  tried.see_in_plain(done.result);
  if (plain < Verdict::note || plain > Verdict::warn) return;
  Search search(plain, to_be_confirmed, tried, play);
  std::vector<World> played;
  for (const auto& each : worlds) {
    const auto world =
        tried.without_hopeless(circumstances::permitted(each, done.which->name, done.version));
    if (world.is_plain() || std::ranges::find(played, world) != played.end()) continue;
    played.push_back(world);
    auto latest = search.play(world);
    done.worlds.push_back({latest.result.world, latest.result.verdict});
    // The second look decides on what the judges disagree on.
    if (judges::disagree(latest.result, latest.opinion) &&
        !judges::disagree(done.result, done.opinion))
      adopt(done, latest);
    if (auto found = search.smallest(std::move(latest))) {
      tried.see_elsewhere(found->result);
      return adopt(done, *std::move(found));
    }
  }
}

}  // namespace mqttspec::conformance::runner
