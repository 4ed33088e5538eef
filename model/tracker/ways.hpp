// The ways that one step of an unknown broker may take: which freedoms have to be enumerated, and a
// chooser that counts through them.
#pragma once

#include <span>
#include <vector>

#include "model/choices.hpp"
#include "model/event.hpp"
#include "model/profile.hpp"
#include "model/state.hpp"

namespace mqttspec::model::tracker {

/// Makes it the broker that every other one with its capabilities and limits is told from: it sends
/// whatever it may and as soon as it may, so that what the others do is the same with packets left
/// out, late, or in another order.
void make_forthcoming(Profile& profile);

/// The freedoms that change more than which packets come and when, as bits. Some matter only where
/// a Client limits what it takes.
std::uint64_t freedoms_of_step(const BrokerState& state, const Input& input);

/// Counts through the answers: `do { rewind(); … } while (next());`.
class Ways final : public Chooser {
 public:
  explicit Ways(std::uint64_t freedoms) : freedoms_(freedoms) {}

  /// Fixes what the Topic Filters of a SUBSCRIBE are granted to these Reason Codes. Valid only if
  /// none is refused for another reason.
  void grant(std::span<const ReasonCode> codes) { codes_ = codes; }
  /// How many codes were asked for since rewind().
  std::size_t grants() const { return next_code_; }
  /// True if a code cannot be one that is granted; then nothing that came out is of use.
  bool contradicted() const { return contradicted_; }

  unsigned choose(ChoicePoint point, unsigned n) noexcept override;
  void rewind();
  bool next();

 private:
  unsigned granted(unsigned n);

  struct Digit {
    unsigned value;
    unsigned ways;
  };
  std::uint64_t freedoms_;
  std::vector<Digit> digits_;
  std::size_t position_ = 0;
  std::span<const ReasonCode> codes_;
  std::size_t next_code_ = 0;
  bool contradicted_ = false;
};

}  // namespace mqttspec::model::tracker
