// See order.hpp. How long a case lasts is found out by playing it with the reference broker, whose
// time costs nothing.
#include "conformance/runner/order.hpp"

#include <algorithm>
#include <numeric>

#include "conformance/runner/in_parallel.hpp"
#include "conformance/runner/runner.hpp"
#include "conformance/wire/loopback.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace wire;

namespace {

constexpr Time lasts = 1'000;       // milliseconds
constexpr Time lasts_long = 4'000;  // the same

Time time_with_reference(const Task& task) {
  const auto network = make_loopback_network(model::profiles().front());
  return run_case(*task.which, *network, task.version, Names("long", task.number, {}), {}).duration;
}

}  // namespace

KnownFailures::KnownFailures(std::span<const report::KnownLine> lines) {
  for (const auto& line : lines) {
    const auto verdict = line.comes_and_goes ? Verdict::warn : line.verdict;
    verdicts_.insert_or_assign({line.version, line.name}, verdict);
  }
}

Verdict KnownFailures::of(const Task& task) const {
  const auto found = verdicts_.find({task.version, task.which->name});
  return found == verdicts_.end() ? Verdict::not_run : found->second;
}

Order longest_first(std::span<const Task> tasks, const KnownFailures& known) {
  struct Expected {
    Verdict verdict;
    Time time;
    auto operator<=>(const Expected&) const = default;
  };
  std::vector<Expected> expected(tasks.size());
  in_parallel(tasks.size(), processors(), [&](std::size_t i) {
    const auto verdict = known.of(tasks[i]);
    expected[i] = {verdict < Verdict::warn ? Verdict::not_run : verdict,
                   time_with_reference(tasks[i])};
  });
  Order order;
  order.positions.resize(tasks.size());
  std::iota(order.positions.begin(), order.positions.end(), 0);
  std::ranges::stable_sort(order.positions, std::greater(),
                           [&](std::size_t i) { return expected[i]; });
  order.lasting = static_cast<std::size_t>(std::ranges::count_if(expected, [](const auto& each) {
    return each.verdict != Verdict::not_run || each.time >= lasts;
  }));
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const auto& [verdict, time] = expected[i];
    order.is_long.push_back(verdict != Verdict::not_run || time >= lasts_long);
    if (verdict != Verdict::fail && time >= lasts && time < lasts_long) order.timed.push_back(i);
  }
  return order;
}

}  // namespace mqttspec::conformance::runner
