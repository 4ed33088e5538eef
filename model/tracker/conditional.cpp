// See conditional.hpp.
#include "model/tracker/conditional.hpp"

#include <algorithm>
#include <unordered_set>

namespace mqttspec::model::tracker {

using conditions::ConditionSet;
using conditions::History;

static_assert(conditions::condition_count <= 64);  // see fingerprint()

namespace {

constexpr unsigned most_that_matters = 9;  // of the times that a fault has shown

/// What is known behind the step, if it was changed by the fault working or not.
std::shared_ptr<const ConditionKnown> behind(const Hypothesis& from, const Input& input,
                                             const State& after, const ConditionSet* fits) {
  auto known = *from.condition;
  if (fits != nullptr) {
    known.fits &= *fits;
    known.shown = std::min(known.shown + 1, most_that_matters);
  }
  known.history.add(History::before(*from.broker, input), input, after);
  return std::make_shared<const ConditionKnown>(std::move(known));
}

}  // namespace

void rule_out(const Hypothesis& from, const Input& input, Arrival arrival, const BothWays& ways) {
  auto& all = ways.all;
  std::unordered_set<std::uint64_t> with;
  std::unordered_set<std::uint64_t> without;
  for (auto i = ways.begin; i != all.size(); ++i)
    (i < ways.middle ? with : without).insert(fingerprint(all[i]));
  const auto holding = conditions::holding(
      {*from.broker, input, from.condition->history, arrival, from.condition->shown});
  const auto others = ~holding;

  auto kept = ways.begin;
  for (auto i = ways.begin; i != all.size(); ++i) {
    auto& each = all[i];
    const bool is_changed = i < ways.middle;
    const auto print = fingerprint(each);
    const bool is_either_way = (is_changed ? without : with).contains(print);
    if (is_either_way && is_changed) continue;
    each.condition = behind(from, input, *each.broker,
                            is_either_way ? nullptr : (is_changed ? &holding : &others));
    if (each.condition->fits.none()) continue;
    if (kept != i) all[kept] = std::move(each);
    ++kept;
  }
  all.resize(kept);
}

}  // namespace mqttspec::model::tracker
