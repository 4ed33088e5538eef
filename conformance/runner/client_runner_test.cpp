// A Client that does wrong only once is told from one that was only slow once.
#include "conformance/runner/client_runner.hpp"

#include <gtest/gtest.h>

#include "conformance/subject/in_process.hpp"

namespace mqttspec::conformance::runner {
namespace {

using model::client::FaultSet;
using play::Verdict;
using subject::Subject;

/// The first Client that shows what it can do is followed by one with a fault, and that by right
/// ones.
class OnceFaulty final : public subject::Subjects {
 public:
  explicit OnceFaulty(std::string_view fault) : fault_(model::client::find_fault(fault)) {}

  std::expected<std::unique_ptr<Subject>, std::string> start() override {
    const auto& profile = model::client::profiles().front();
    const auto faults = ++started_ == 2 ? FaultSet::of(fault_->id) : FaultSet();
    return subject::make_reference_subject(profile, faults);
  }
  std::string name() const override { return "once faulty"; }
  // What it does is confirmed.
  bool virtual_time() const override { return false; }

 private:
  const model::client::FaultRow* fault_;
  int started_ = 0;
};

report::CaseReport played(std::string_view fault, std::string_view name) {
  OnceFaulty subjects(fault);
  ClientRunPlan plan;
  plan.versions = {Version::v5_0};
  plan.select = {std::string(name)};
  plan.jobs = 1;
  return run_client_cases(subjects, plan, {}, {}).cases.at(0);
}

TEST(ClientRunner, WhatWasSeenOnceIsAFailure) {
  const auto report = played("dup_0_on_redelivery", "client/retry/qos-1-publish-is-sent-again");
  EXPECT_EQ(report.result.verdict, Verdict::fail);
  EXPECT_EQ(report.tries, 2U);
  EXPECT_TRUE(report.result.actual.ends_with("(1 of 2 tries)")) << report.result.actual;
}

TEST(ClientRunner, WhatWasMissingOnceIsInDoubt) {
  const auto report = played("puback_omitted", "client/qos1/message-is-acknowledged");
  EXPECT_EQ(report.result.verdict, Verdict::inconclusive);
  EXPECT_EQ(report.tries, 2U);
}

}  // namespace
}  // namespace mqttspec::conformance::runner
