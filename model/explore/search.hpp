// Breadth-first search through the worlds of a scenario. The frontier holds packed states; of all
// others the fingerprint, the state that they were reached from, and by which step are kept.
#pragma once

#include <time.h>

#include <chrono>
#include <functional>
#include <string_view>
#include <type_traits>

#include "model/explore/explore.hpp"
#include "model/explore/fingerprints.hpp"
#include "model/explore/freedom_odometer.hpp"
#include "model/explore/pack.hpp"
#include "model/explore/play.hpp"

namespace mqttspec::model {

template <class Storage>
class Search {
 public:
  Search(const Scenario& scenario, const ExploreOptions& options)
      : scenario_(scenario),
        options_(options),
        play_(scenario, options.faults),
        odometer_(scenario.freedoms) {}

  Exploration run() {
    const auto cpu_before = cpu_seconds();
    PlainChooser plain;
    forget_capacity_reached();
    const State first = play_.start(plain);
    if (play_.judge().broken()) {
      found_ = Find{*play_.judge().broken(), {}};
    } else {
      pack(first, 0, false);
      add_candidates(0);
      while (!next_.bytes.empty() && go_deeper()) {
      }
      if (result_.complete) check_drain();
    }
    finish();
    result_.cpu_seconds = cpu_seconds() - cpu_before;
    return std::move(result_);
  }

 private:
  using State = World<Storage>;
  static_assert(std::is_trivially_copyable_v<State>);
  using Number = std::uint32_t;
  static constexpr Number no_state = 0xFFFFFFFF;

  /// Packed states behind each other, each with its size before it.
  struct Frontier {
    std::vector<std::uint8_t> bytes;
    std::size_t states = 0;
  };
  struct Find {
    Property property;
    std::vector<std::uint8_t> steps;  // the ordinal of each among those of its state
  };

  /// A packed state that was reached and not yet looked up.
  struct Candidate {
    std::uint64_t fingerprint;
    std::size_t offset;  // in packed_
    std::size_t size;
    std::uint8_t ordinal;
    bool drains;
  };

  void pack(const State& state, unsigned ordinal, bool drains) {
    const auto offset =
        candidates_.empty() ? 0 : candidates_.back().offset + candidates_.back().size;
    if (packed_.size() < offset + packed_limit<State>) packed_.resize(offset + packed_limit<State>);
    Packer packer(packed_.data() + offset);
    packer(state);
    const auto size = static_cast<std::size_t>(packer.end() - packed_.data()) - offset;
    const std::string_view bytes(reinterpret_cast<const char*>(packed_.data() + offset), size);
    const auto fingerprint = std::hash<std::string_view>{}(bytes);
    seen_.prefetch(fingerprint);
    candidates_.push_back({fingerprint, offset, size, static_cast<std::uint8_t>(ordinal), drains});
  }

  /// Looks up the candidates, all reached from one state, and keeps those that are new.
  void add_candidates(Number parent) {
    for (const auto& candidate : candidates_) {
      const auto place = seen_.insert(candidate.fingerprint);
      if (candidate.drains) drains_to_[parent] = place.number;
      if (!place.is_new) continue;
      parents_.push_back(parent);
      ordinals_.push_back(candidate.ordinal);
      drains_to_.push_back(no_state);
      auto& bytes = next_.bytes;
      bytes.push_back(static_cast<std::uint8_t>(candidate.size & 0xFF));
      bytes.push_back(static_cast<std::uint8_t>(candidate.size >> 8));
      const auto from = packed_.begin() + static_cast<std::ptrdiff_t>(candidate.offset);
      bytes.insert(bytes.end(), from, from + static_cast<std::ptrdiff_t>(candidate.size));
      ++next_.states;
      packed_bytes_ += candidate.size;
    }
    candidates_.clear();
  }

  /// Goes on from every state of the frontier. False if the search is over.
  bool go_deeper() {
    std::swap(frontier_, next_);
    next_.bytes.clear();
    next_.states = 0;
    const auto* at = frontier_.bytes.data();
    for (; frontier_.states != 0; --frontier_.states) {
      const std::size_t size = at[0] + at[1] * std::size_t{256};
      State state;
      Unpacker unpacker(at + 2);
      unpacker(state);
      at += 2 + size;
      if (!expand(state, number_++)) return false;
      if ((number_ & 0x3FFF) == 0 && !report()) return false;
    }
    if (next_.states != 0) ++result_.depth;
    result_.complete = next_.states == 0;
    return true;
  }

  /// Takes every step from a state. False if something was wrong.
  bool expand(const State& state, Number number) {
    unsigned ordinal = 0;
    bool at_rest = true;
    for (const auto& action : play_.actions(state)) {
      at_rest = at_rest && action.is_disturbance();
      do {
        odometer_.rewind();
        State next = state;
        forget_capacity_reached();
        play_.perform(next, action, odometer_);
        ++result_.transitions;
        if (capacity_reached() || ordinal > 0xFF) {
          ++result_.pruned;
          play_.judge().forget_breach();
        } else if (const auto broken = play_.judge().broken()) {
          found_ = Find{*broken, way_to(number)};
          found_->steps.push_back(static_cast<std::uint8_t>(ordinal));
          return false;
        } else {
          pack(next, ordinal, ordinal == 0 && !action.is_disturbance());
        }
        ++ordinal;
      } while (odometer_.next());
    }
    add_candidates(number);
    if (!at_rest) return true;
    ++result_.rests;
    drains_to_[number] = number;
    play_.judge_rest(state);
    if (const auto broken = play_.judge().broken()) found_ = Find{*broken, way_to(number)};
    return !found_;
  }

  /// The steps from the first state to this one.
  std::vector<std::uint8_t> way_to(Number number) const {
    std::vector<std::uint8_t> steps;
    for (; number != 0; number = parents_[number]) steps.push_back(ordinals_[number]);
    std::ranges::reverse(steps);
    return steps;
  }

  /// From every state the steps without disturbance, the first of them each time, have to lead to
  /// rest: never round and round. What rest has to look like was judged when it was reached.
  void check_drain() {
    // 1 on the present way, 2 leads to rest, 3 leads beyond the capacity of bounded state
    std::vector<std::uint8_t> known(parents_.size());
    std::vector<Number> way;
    for (Number start = 0; start < parents_.size(); ++start) {
      Number at = start;
      way.clear();
      while (at != no_state && known[at] == 0) {
        known[at] = 1;
        way.push_back(at);
        if (drains_to_[at] == at) break;
        at = drains_to_[at];
      }
      if (at != no_state && known[at] == 1 && drains_to_[at] != at) {
        found_ = Find{Property::drain, way_to(start)};
        return;
      }
      const bool unknown = at == no_state || known[at] == 3;
      for (const auto passed : way) known[passed] = unknown ? 3 : 2;
      if (unknown) result_.undrained += way.size();
    }
    play_.judge().require(Property::drain, true);
  }

  bool report() {
    if (options_.stop.stop_requested() || seen_.size() > options_.most_states) return false;
    const auto now = seconds();
    if (options_.progress && now - reported_ >= 1) {
      reported_ = now;
      options_.progress({seen_.size(), result_.transitions, result_.depth, frontier_.states, now});
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
    result_.state_bytes = sizeof(State);
    result_.packed_bytes = seen_.size() == 0 ? 0 : packed_bytes_ / seen_.size();
    std::ranges::copy(play_.judge().antecedents(), result_.antecedents.begin());
    result_.fired = play_.fired();
  }

  /// Plays the way once more, and shows it.
  std::string ladder_of(const Find& find) {
    Play<Storage> play(scenario_, options_.faults);
    Ladder ladder;
    play.note_in(&ladder);
    PlainChooser plain;
    State state = play.start(plain);
    for (const auto step : find.steps) {
      unsigned ordinal = 0;
      bool taken = false;
      FreedomOdometer odometer(scenario_.freedoms);
      for (const auto& action : play.actions(state)) {
        do {
          odometer.rewind();
          State next = state;
          const auto mark = ladder.size();
          play.perform(next, action, odometer);
          taken = ordinal++ == step;
          if (taken) state = next;
          if (taken) break;
          ladder.resize(mark, {});
        } while (odometer.next());
        if (taken) break;
      }
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
  Play<Storage> play_;
  FreedomOdometer odometer_;
  Exploration result_;
  Fingerprints seen_;
  std::vector<Number> parents_;
  std::vector<std::uint8_t> ordinals_;
  std::vector<Number> drains_to_;  // by the first step that is no disturbance; itself at rest
  Frontier frontier_;
  Frontier next_;
  Number number_ = 0;  // of the next state of the frontier
  std::size_t packed_bytes_ = 0;
  std::vector<std::uint8_t> packed_;
  std::vector<Candidate> candidates_;
  std::optional<Find> found_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  double reported_ = 0;
};

}  // namespace mqttspec::model
