// Breadth-first search through the worlds of a scenario, and from each of them the way to rest.
#pragma once

#include <time.h>

#include <algorithm>
#include <cassert>
#include <chrono>
#include <optional>

#include "model/explore/explore.hpp"
#include "model/explore/ladder.hpp"
#include "model/explore/steps.hpp"
#include "model/explore/world_set.hpp"

namespace mqttspec::model::explore {

class Search {
 public:
  Search(const Scenario& scenario, const ExploreOptions& options)
      : scenario_(scenario), options_(options), steps_(scenario, options.faults, judge_) {
    assert(std::max({scenario.losses, scenario.half_open, scenario.ticks, scenario.restarts}) <
           most_disturbances);
  }

  Exploration run() {
    const auto cpu_before = cpu_seconds();
    auto world = prepare();
    if (!found_) {
      world.losses = scenario_.losses;
      world.half_open = scenario_.half_open;
      world.ticks = scenario_.ticks;
      world.restarts = scenario_.restarts;
      const WorldKey first(world);
      seen_.insert(first, first.hash(), 0, 0);
      drains_to_.push_back(none);
      while (number_ < seen_.size() && go_deeper()) {
      }
      result_.complete = !found_ && !stopped_;
      if (result_.complete) check_drain();
    }
    finish();
    result_.cpu_seconds = cpu_seconds() - cpu_before;
    return std::move(result_);
  }

 private:
  using Number = WorldSet::Number;
  static constexpr Number none = WorldSet::none;
  static constexpr std::size_t batch = 128;
  static constexpr Number ahead = 6;

  struct Find {
    Guarantee property;
    std::vector<std::uint16_t> steps;  // from the first world: the ordinal of each in its world
  };
  /// A world that was reached and not yet looked up.
  struct Candidate {
    WorldKey world;
    std::uint64_t hash;
    Number parent;
    std::uint16_t ordinal;
    bool drains;
  };

  /// Connects the Clients that are to be prepared, by the first step that does it each time.
  WorldNumbers prepare() {
    auto world = steps_.beginning();
    while (true) {
      std::optional<WorldStep> wanted;
      steps_.each(world, [&](const WorldStep& step) {
        if (is_preparation(world, step)) wanted = step;
        return !wanted;
      });
      if (!wanted) return world;
      note(world, *wanted, preparation_);
      if (wanted->outcome != StepEnd::fine) {
        found_ = Find{wanted->outcome == StepEnd::broken ? wanted->broken : Guarantee::drain, {}};
        return world;
      }
      world = wanted->next;
    }
  }

  bool is_preparation(const WorldNumbers& world, const WorldStep& step) const {
    const auto& action = step.action;
    if (action.kind == Action::Kind::tick || action.is_disturbance()) return false;
    const auto& script = scenario_.clients[action.client];
    if (!script.prepared) return false;
    if (action.kind != Action::Kind::act) return true;
    return steps_.client(world, action.client).set_up < script.setup.size();
  }

  /// Goes on from every world of the present depth. False if the search is over.
  bool go_deeper() {
    level_end_ = seen_.size();
    for (; number_ < level_end_; ++number_) {
      if (number_ + ahead < seen_.size()) steps_.prefetch(seen_[number_ + ahead]);
      if (!expand(number_)) return false;
      if (candidates_.size() >= batch) look_up();
      if ((number_ & 0xFFF) == 0 && !report()) return false;
    }
    look_up();
    if (seen_.size() != level_end_) ++result_.depth;
    return true;
  }

  /// Takes every step from a world. False if something was wrong.
  bool expand(Number number) {
    const WorldNumbers world = seen_[number];
    std::uint16_t ordinal = 0;
    const bool at_rest = steps_.each(world, [&](const WorldStep& step) {
      ++result_.transitions;
      if (step.outcome == StepEnd::full) {
        ++result_.pruned;
      } else if (step.outcome == StepEnd::broken) {
        found_ = Find{step.broken, seen_.way_to(number)};
        found_->steps.push_back(ordinal);
        return false;
      } else {
        const WorldKey next(step.next);
        const auto hash = next.hash();
        seen_.prefetch(hash);
        candidates_.push_back(
            {next, hash, number, ordinal, ordinal == 0 && !step.action.is_disturbance()});
      }
      ++ordinal;
      return true;
    });
    if (found_) return false;
    if (!at_rest) return true;
    ++result_.rests;
    drains_to_[number] = number;
    steps_.judge_rest(world);
    if (const auto broken = judge_.broken()) found_ = Find{*broken, seen_.way_to(number)};
    judge_.forget_breach();
    return !found_;
  }

  /// Looks up the candidates, and keeps those that are new.
  void look_up() {
    for (const auto& candidate : candidates_) seen_.prefetch_world(candidate.hash);
    for (const auto& candidate : candidates_) {
      const auto place =
          seen_.insert(candidate.world, candidate.hash, candidate.parent, candidate.ordinal);
      if (candidate.drains) drains_to_[candidate.parent] = place.number;
      if (place.is_new) drains_to_.push_back(none);
    }
    candidates_.clear();
  }

  /// From every world the steps without disturbance, the first of them each time, have to lead to
  /// rest: never round and round. What rest has to look like was judged when it was reached.
  void check_drain() {
    // 1 on the present way, 2 leads to rest, 3 leads beyond what can be numbered
    LargeVector<std::uint8_t> known(seen_.size());
    std::vector<Number> way;
    for (Number start = 0; start < known.size(); ++start) {
      Number at = start;
      way.clear();
      while (at != none && known[at] == 0) {
        known[at] = 1;
        way.push_back(at);
        if (drains_to_[at] == at) break;
        at = drains_to_[at];
      }
      if (at != none && known[at] == 1 && drains_to_[at] != at) {
        found_ = Find{Guarantee::drain, seen_.way_to(start)};
        return;
      }
      const bool unknown = at == none || known[at] == 3;
      for (const auto passed : way) known[passed] = unknown ? 3 : 2;
      if (unknown) result_.undrained += way.size();
    }
    judge_.require(Guarantee::drain, true);
  }

  bool report() {
    stopped_ = options_.stop.stop_requested() || seen_.size() > options_.most_states;
    if (stopped_) return false;
    const auto now = seconds();
    if (options_.progress && now - reported_ >= 1) {
      reported_ = now;
      options_.progress(
          {seen_.size(), result_.transitions, result_.depth, level_end_ - number_, now});
    }
    return true;
  }

  void finish() {
    if (found_) {
      result_.complete = false;
      result_.found = CounterExample{found_->property, found_->steps.size(), ladder_of(*found_)};
    }
    result_.states = seen_.size();
    result_.seconds = seconds();
    const auto& server = steps_.server();
    result_.broker_states = server.size();
    result_.broker_steps = steps_.server_steps();
    result_.broker_bytes = server.size() == 0 ? 0 : server.bytes() / server.size();
    std::ranges::copy(judge_.antecedents(), result_.antecedents.begin());
    result_.fired = server.fired();
  }

  void note(const WorldNumbers& world, const WorldStep& step, Ladder& ladder) {
    const auto client = step.action.client;
    const auto before = steps_.client(world, client);
    const bool is_fine = step.outcome == StepEnd::fine;
    add_rung(scenario_, step.action, before, is_fine ? steps_.client(step.next, client) : before,
             ladder);
    if (is_fine) return;
    for (std::size_t i = 0; i < scenario_.clients.size(); ++i)
      add_effects(scenario_, i, steps_.effects(step.server.effects[i]), ladder);
  }

  /// Takes the way once more, and shows it.
  std::string ladder_of(const Find& find) {
    Ladder ladder = preparation_;
    WorldNumbers world = seen_.size() == 0 ? WorldNumbers{} : seen_[0];
    for (const auto wanted : find.steps) {
      std::uint16_t ordinal = 0;
      std::optional<WorldStep> taken;
      steps_.each(world, [&](const WorldStep& step) {
        if (ordinal++ == wanted) taken = step;
        return !taken;
      });
      note(world, *taken, ladder);
      world = taken->next;
    }
    return to_text(scenario_, ladder);
  }

  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  }
  static double cpu_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }

  const Scenario& scenario_;
  const ExploreOptions& options_;
  Judge judge_;
  Steps steps_;
  Exploration result_;
  WorldSet seen_;
  GrowingArray<Number> drains_to_;  // by the first step that is no disturbance; itself at rest
  Number number_ = 0;               // of the next world to be gone on from
  std::size_t level_end_ = 0;       // of the worlds of the present depth
  std::vector<Candidate> candidates_;
  Ladder preparation_;
  std::optional<Find> found_;
  bool stopped_ = false;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  double reported_ = 0;
};

}  // namespace mqttspec::model::explore
