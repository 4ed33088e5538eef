// The state of a broker as explanations hold it: those that say the same of it share one, and who
// changes it takes a copy first. Most of what a search does changes nothing of it.
#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "model/state.hpp"
#include "model/tracker/fingerprint.hpp"

namespace mqttspec::model::tracker {

using State = BrokerState;

/// A state that some explanations of one thread share. Those that nobody holds any more are put by:
/// a copy into one of them finds room in its lists and texts.
struct HeldState {
  State state;
  std::optional<std::uint64_t> fingerprint;  // once it was asked for
  std::size_t holders = 0;

  static HeldState* copy_of(const State& state) {
    auto copy = spare().empty() ? std::make_unique<HeldState>() : std::move(spare().back());
    if (!spare().empty()) spare().pop_back();
    copy->state = state;
    return copy.release();
  }

  friend void intrusive_ptr_add_ref(HeldState* held) { ++held->holders; }
  friend void intrusive_ptr_release(HeldState* held) {
    constexpr std::size_t enough = 64;
    if (--held->holders > 0) return;
    std::unique_ptr<HeldState> put_by(held);
    if (spare().size() < enough) spare().push_back(std::move(put_by));
  }

 private:
  static std::vector<std::unique_ptr<HeldState>>& spare() {
    static thread_local std::vector<std::unique_ptr<HeldState>> all;
    return all;
  }
};

class SharedState {
 public:
  SharedState() : held_(new HeldState) {}

  const State& operator*() const { return held_->state; }
  const State* operator->() const { return &held_->state; }

  /// For a change: it is nobody else's any more. What was read of it before may be of the old one.
  State& own() {
    if (held_->holders != 1) held_ = HeldState::copy_of(held_->state);
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
  boost::intrusive_ptr<HeldState> held_;
};

}  // namespace mqttspec::model::tracker
