// A chooser that goes every way: it counts through all combinations of answers.
#pragma once

#include <vector>

#include "model/choices.hpp"

namespace mqttspec::model::explore {

/// Asked at the chosen freedoms only; at the others it takes the plain way. `do { rewind(); … }
/// while (next());` does the body once for each combination.
class ExhaustiveChooser final : public Chooser {
 public:
  explicit ExhaustiveChooser(const std::vector<ChoicePoint>& freedoms) {
    for (const auto point : freedoms) mask_ |= bit(point);
  }

  unsigned choose(ChoicePoint point, unsigned n) noexcept override {
    if (n == 1 || (mask_ & bit(point)) == 0) return 0;
    if (position_ == digits_.size()) digits_.push_back({0, n});
    return digits_[position_++].value;
  }
  void rewind() { position_ = 0; }
  /// False after the last combination; then the first is next again.
  bool next() {
    digits_.resize(position_);
    while (!digits_.empty() && ++digits_.back().value == digits_.back().ways) digits_.pop_back();
    return !digits_.empty();
  }

 private:
  static std::uint64_t bit(ChoicePoint point) {
    return std::uint64_t{1} << static_cast<unsigned>(point);
  }
  struct Digit {
    unsigned value;
    unsigned ways;
  };
  std::uint64_t mask_ = 0;
  std::vector<Digit> digits_;
  std::size_t position_ = 0;
};

}  // namespace mqttspec::model::explore
