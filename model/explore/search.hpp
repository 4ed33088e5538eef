// Breadth-first search through the worlds of a scenario, and from each of them the way to rest.
#pragma once

#include <time.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>
#include <optional>
#include <semaphore>
#include <thread>

#include "model/explore/explore.hpp"
#include "model/explore/handover.hpp"
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
      next_frontier_.push_back(first);
      search();
      result_.complete = !found_ && !stopped_;
      if (result_.complete) check_drain();
    }
    finish();
    result_.cpu_seconds += cpu_seconds() - cpu_before;
    return std::move(result_);
  }

 private:
  using Number = WorldSet::Number;
  static constexpr Number none = WorldSet::none;
  static constexpr std::size_t batch = 1'024;
  static constexpr Number ahead = 6;

  struct Find {
    Guarantee property;
    std::vector<std::uint16_t> steps;  // from the first world: the ordinal of each in its world
  };
  /// A world that was reached and not yet looked up, or one that is at rest.
  struct Candidate {
    WorldKey world;
    std::uint64_t hash;
    Number parent;
    std::uint16_t ordinal;
    bool drains;
    bool rests = false;  // the parent does, and there is no world
  };
  struct Batch {
    std::vector<Candidate> candidates;
    bool is_last = false;  // of the present depth
  };
  struct Breach {
    Guarantee property;
    Number number;                         // of the world in which it was found
    std::optional<std::uint16_t> ordinal;  // of its step, if it is one that breaks the property
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

  /// One depth after the other: steps are taken on a thread of their own, if there is one, and
  /// looked up here, in the same order.
  void search() {
    std::jthread taker_of_steps;
    if (options_.on_two_threads)
      taker_of_steps = std::jthread([this] {
        while (true) {
          next_depth_.acquire();
          if (frontier_.empty()) break;
          take_steps();
        }
        result_.cpu_seconds = cpu_seconds();
      });
    while (true) {
      std::swap(frontier_, next_frontier_);
      next_frontier_.clear();
      const bool goes_on = !breach_ && !stopped_ && !frontier_.empty();
      if (!goes_on) frontier_.clear();
      level_begin_ = static_cast<Number>(seen_.size() - frontier_.size());
      if (options_.on_two_threads) next_depth_.release();
      if (!goes_on) break;
      if (options_.on_two_threads)
        take_batches();
      else
        take_steps();
      if (!next_frontier_.empty()) ++result_.depth;
    }
    if (taker_of_steps.joinable()) taker_of_steps.join();
    if (!breach_) return;
    found_ = Find{breach_->property, seen_.way_to(breach_->number)};
    if (breach_->ordinal) found_->steps.push_back(*breach_->ordinal);
  }

  /// Goes on from every world of the present depth.
  void take_steps() {
    begin_batch();
    for (std::size_t i = 0; i < frontier_.size(); ++i) {
      if (i + ahead < frontier_.size()) steps_.prefetch(frontier_[i + ahead].world());
      if (!expand(static_cast<Number>(level_begin_ + i), frontier_[i].world())) break;
      if (batch_->candidates.size() < batch) continue;
      if (stopped_) break;
      pass_on();
      begin_batch();
    }
    batch_->is_last = true;
    pass_on();
  }
  void begin_batch() {
    batch_ = options_.on_two_threads ? &handover_.to_fill() : &own_batch_;
    batch_->candidates.clear();
    batch_->is_last = false;
  }
  void pass_on() {
    if (options_.on_two_threads)
      handover_.filled();
    else
      look_up(*batch_);
  }
  void take_batches() {
    bool is_last = false;
    while (!is_last) {
      const auto& batch_to_take = handover_.to_take();
      look_up(batch_to_take);
      is_last = batch_to_take.is_last;
      handover_.taken();
    }
  }

  /// Takes every step from a world. False if something was wrong.
  bool expand(Number number, const WorldNumbers& world) {
    std::uint16_t ordinal = 0;
    const bool at_rest = steps_.each(world, [&](const WorldStep& step) {
      ++result_.transitions;
      if (step.outcome == StepEnd::full) {
        ++result_.pruned;
      } else if (step.outcome == StepEnd::broken) {
        breach_ = Breach{step.broken, number, ordinal};
        return false;
      } else {
        const WorldKey next(step.next);
        batch_->candidates.push_back(
            {next, next.hash(), number, ordinal, ordinal == 0 && !step.action.is_disturbance()});
      }
      ++ordinal;
      return true;
    });
    if (breach_) return false;
    if (!at_rest) return true;
    ++result_.rests;
    batch_->candidates.push_back({{}, 0, number, 0, false, true});
    steps_.judge_rest(world);
    if (const auto broken = judge_.broken()) breach_ = Breach{*broken, number, {}};
    judge_.forget_breach();
    return !breach_;
  }

  /// Looks up the candidates, and keeps those that are new.
  void look_up(const Batch& from) {
    for (const auto& candidate : from.candidates) seen_.prefetch(candidate.hash);
    for (const auto& candidate : from.candidates) seen_.prefetch_world(candidate.hash);
    for (const auto& candidate : from.candidates) {
      if (candidate.rests) {
        drains_to_[candidate.parent] = candidate.parent;
        continue;
      }
      const auto place =
          seen_.insert(candidate.world, candidate.hash, candidate.parent, candidate.ordinal);
      if (candidate.drains) drains_to_[candidate.parent] = place.number;
      if (!place.is_new) continue;
      drains_to_.push_back(none);
      next_frontier_.push_back(candidate.world);
    }
    if (!from.candidates.empty()) report(from.candidates.back().parent);
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

  void report(Number number) {
    stopped_ = options_.stop.stop_requested() || seen_.size() > options_.most_states;
    if (!options_.progress) return;
    const auto now = seconds();
    if (now - reported_ < 1) return;
    reported_ = now;
    options_.progress(
        {seen_.size(), result_.depth, level_begin_ + frontier_.size() - number - 1, now});
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
  // Made by look_up() for take_steps() of the next depth.
  std::vector<WorldKey> frontier_;
  std::vector<WorldKey> next_frontier_;
  Number level_begin_ = 0;  // the number of the first world of the present depth
  std::binary_semaphore next_depth_{0};
  Handover<Batch> handover_;
  Batch own_batch_;
  Batch* batch_ = &own_batch_;
  std::optional<Breach> breach_;
  Ladder preparation_;
  std::optional<Find> found_;
  std::atomic<bool> stopped_ = false;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  double reported_ = 0;
};

}  // namespace mqttspec::model::explore
