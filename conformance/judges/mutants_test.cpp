// The second judge before faulty brokers: what the cases find wrong in them it rejects as well, but
// for what it does not look at, and most of it is attributed to the fault that is there.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "conformance/cases/index.hpp"
#include "conformance/judges/attribution.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/selftest/kill_matrix.hpp"
#include "conformance/selftest/playing.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::judges {

using namespace play;
using selftest::Mutant;

namespace {

const Settings settings;

/// What the tracker does not see in these mutants, as tracker.hpp says; all else it does.
const std::map<std::string_view, std::string_view> unseen = {
    {"expired_message_delivered", "the Client may have been there still when it was sent"},
    {"first_unacknowledged_alone_resent", "the others may be held back (F12)"},
    {"overlap_delivered_at_lowest_qos", "the copy at a higher QoS may be under way"},
    {"overlap_delivered_at_last_qos", "the copy at a higher QoS may be under way"},
    {"refusal_connack_omitted", "what was sent before the closing may be lost"},
    {"subscription_identifier_omitted", "another copy may be under way"},
    {"subscription_identifiers_first_only", "another copy may be under way"},
    {"unacknowledged_qos_2_forgotten", "it may be held back (F12)"},
    {"will_not_published", "what the Client said as it left may be lost"},
};

struct Seen {
  std::set<std::string> explained;  // mutants of which it explains what a case finds wrong
  std::size_t failures = 0;         // one of each mutant, at most
  std::size_t attributed = 0;
  std::set<std::string> not_attributed;
};

std::string text_of(const Mutant& mutant) {
  if (const auto id = mutant.faults.switched())
    return std::string(std::ranges::find(model::faults(), *id, &model::FaultRow::id)->text);
  return "does not notice what breaks [" + std::string(mutant.breaks.front().id()) + "]";
}

/// Plays what cites the mutant, and lets the judges look at what fails.
void examine(const Mutant& mutant, Seen& seen, std::mutex& mutex) {
  bool attributed = false;
  bool failed = false;
  std::set<std::string> explained;
  for (const auto& group : cases::case_groups())
    for (const auto& which : group.cases)
      for (const Version version : {Version::v3_1_1, Version::v5_0}) {
        if (!which.runs_in(version) || !selftest::cites(which, version, mutant)) continue;
        const auto result =
            selftest::result_on(which, version, model::profiles().front(), mutant.faults);
        if (result.verdict != Verdict::fail) continue;
        const Terms terms{version, settings, true};
        if (second_opinion(result, terms).explained == Explained::yes)
          explained.insert(mutant.name);
        if (failed) continue;
        failed = true;
        const auto text = text_of(mutant);
        for (const auto& each :
             attribute(result, nullptr, terms, suspicions(result, version, accused_by(result))))
          attributed = attributed || each.text == text;
      }
  const std::lock_guard lock(mutex);
  seen.explained.merge(explained);
  if (!failed) return;
  ++seen.failures;
  if (attributed)
    ++seen.attributed;
  else
    seen.not_attributed.insert(mutant.name);
}

Seen examine_all() {
  auto mutants = selftest::switched_mutants();
  const auto blind =
      selftest::blind_mutants(selftest::run_on_reference(model::profiles().front(), {}));
  mutants.insert(mutants.end(), blind.begin(), blind.end());
  Seen seen;
  std::mutex mutex;
  runner::in_parallel(mutants.size(), runner::processors(),
                      [&](std::size_t i) { examine(mutants[i], seen, mutex); });
  return seen;
}

TEST(Judges, SeeWhatTheCasesSee) {
  const auto seen = examine_all();
  for (const auto& name : seen.explained)
    EXPECT_TRUE(unseen.contains(name)) << name << " is explained, and no reason is given";
  for (const auto& [name, reason] : unseen)
    EXPECT_TRUE(seen.explained.contains(std::string(name))) << name << ": " << reason;
  EXPECT_GT(seen.failures, 300U);
  EXPECT_GE(seen.attributed * 10, seen.failures * 9)
      << seen.attributed << " of " << seen.failures << "; not "
      << ::testing::PrintToString(seen.not_attributed);
}

}  // namespace
}  // namespace mqttspec::conformance::judges
