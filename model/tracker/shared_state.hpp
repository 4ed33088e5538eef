// The state of a broker as explanations hold it: those that say the same of it share one, and who
// changes it takes a copy first. Most of what a search does changes nothing of it.
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "model/state.hpp"
#include "model/tracker/fingerprint.hpp"

namespace mqttspec::model::tracker {

using State = BrokerState;

class SharedState {
 public:
  SharedState() : held_(std::make_shared<Held>()) {}

  const State& operator*() const { return held_->state; }
  const State* operator->() const { return &held_->state; }

  /// For a change: it is nobody else's any more. What was read of it before may be of the old one.
  State& own() {
    if (held_.use_count() != 1) held_ = std::make_shared<Held>(held_->state);
    held_->fingerprint.reset();
    return held_->state;
  }

  /// Of all that is in it; see fingerprint.hpp.
  std::uint64_t fingerprint() const {
    if (!held_->fingerprint) {
      Fingerprinter fingerprinter;
      fingerprinter(held_->state);
      held_->fingerprint = fingerprinter.value();
    }
    return *held_->fingerprint;
  }

 private:
  struct Held {
    Held() = default;
    explicit Held(const State& from) : state(from) {}
    State state;
    std::optional<std::uint64_t> fingerprint;  // once it was asked for
  };
  std::shared_ptr<Held> held_;  // of one thread
};

}  // namespace mqttspec::model::tracker
