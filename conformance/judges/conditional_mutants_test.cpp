// The second judge before brokers whose fault works only under a condition: what fails in some
// world is attributed to the fault, and to the condition among few others.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>

#include "conformance/cases/index.hpp"
#include "conformance/judges/attribution.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/selftest/playing.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::judges {

using namespace play;
using model::conditions::ConditionId;
using selftest::Mutant;

namespace {

const Settings as_usual;

struct Found {
  std::size_t failing = 0;     // mutants of which a case fails in some world alone
  std::size_t attributed = 0;  // to their fault, always or under their condition
  std::size_t named = 0;       // to any fault: others may do the same in that case
  std::vector<std::string> to_others;
};

bool is_named(const std::vector<Suspicion>& named, const model::FaultSet& fault) {
  return std::ranges::any_of(named, [&](const Suspicion& each) {
    const auto& possible = each.faults.possible_conditions();
    return each.faults.switched() == fault.switched() &&
           (possible.none() || possible[static_cast<std::size_t>(*fault.condition())]);
  });
}

/// The first case of those that cite the fault which fails in some world alone.
void look_at_first(const Mutant& mutant, const model::FaultSet& fault, Found& found,
                   std::mutex& mutex) {
  const auto& profile = model::profiles().front();
  for (const auto& group : cases::case_groups())
    for (const auto& which : group.cases)
      for (const Version version : {Version::v3_1_1, Version::v5_0}) {
        if (!which.runs_in(version) || !selftest::cites(which, version, mutant)) continue;
        const auto plain = selftest::result_on(which, version, profile, fault);
        if (plain.verdict != Verdict::pass) continue;
        for (const auto& row : circumstances::circumstances()) {
          const auto world = circumstances::permitted(row.id, which.name, version);
          if (world.is_plain() || row.tested == circumstances::Tested::clients) continue;
          const auto result = selftest::result_on(which, version, profile, fault, world);
          if (result.verdict != Verdict::fail) continue;
          const auto named = attribute(result, &plain, {version, as_usual, true},
                                       suspicions(result, version, accused_by(result)));
          const std::lock_guard lock(mutex);
          ++found.failing;
          if (!named.empty()) ++found.named;
          if (is_named(named, fault))
            ++found.attributed;
          else
            found.to_others.push_back(fmt::format(
                "{} when {} in {} ({})", mutant.name, static_cast<int>(*fault.condition()),
                which.name, named.empty() ? "nothing" : in_words(named.front().likeness())));
          return;
        }
      }
}

TEST(Judges, FindTheConditionOfAFault) {
  const auto mutants = selftest::switched_mutants();
  constexpr std::size_t every = 3;  // of them
  Found found;
  std::mutex mutex;
  runner::in_parallel(mutants.size() / every, runner::processors(), [&](std::size_t third) {
    const auto i = third * every;
    const auto condition = static_cast<ConditionId>(i % model::conditions::condition_count);
    look_at_first(mutants[i], mutants[i].faults.when(condition), found, mutex);
  });
  const auto text = fmt::format("{} of {} attributed, {} named\n{}", found.attributed,
                                found.failing, found.named, fmt::join(found.to_others, "\n"));
  EXPECT_GT(found.failing, 60U);
  EXPECT_GE(found.attributed * 10, found.failing * 7) << text;
  EXPECT_GE(found.named * 10, found.failing * 8) << text;
}

}  // namespace
}  // namespace mqttspec::conformance::judges
