// The second judge before faulty Clients: of how many it does not explain what a case finds wrong,
// and how many of them are attributed to the fault that is there.
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <set>

#include "conformance/judges/client_opinion.hpp"
#include "conformance/runner/client_runner.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/subject/in_process.hpp"

namespace mqttspec::conformance::judges {

using namespace play;
using model::client::FaultRow;
using model::client::FaultSet;

namespace {

struct OfClients {
  std::size_t failing = 0;  // faults that a case which cites them fails on
  std::set<std::string_view> rejected;
  std::set<std::string_view> attributed;
  std::set<std::string_view> explained;  // at least once
};

bool is_cited(const Case& which, Version version, const FaultRow& fault) {
  const auto broken = fault.cited.of(version);
  return broken && which.runs_in(version) &&
         std::ranges::any_of(which.statements,
                             [&](const Cited& each) { return each.of(version) == broken; });
}

void look_at(const FaultRow& fault, OfClients& all, std::mutex& mutex) {
  OfClients own;
  for (const auto& [group, which] : runner::select_client_cases({}))
    for (const auto version : {Version::v3_1_1, Version::v5_0}) {
      if (!is_cited(*which, version, fault) || contains(which->needs, Need::web_socket)) continue;
      const auto subject = subject::make_reference_subject(model::client::profiles().front(),
                                                           FaultSet::of(fault.id));
      const auto result = runner::visit_client(*which, *subject, version, {});
      if (result.verdict != Verdict::fail) continue;
      own.failing = 1;
      const ClientTerms terms{version, true};
      const auto explained = client_opinion(result, terms).explained;
      if (explained == Explained::yes) own.explained.insert(fault.name);
      if (explained != Explained::no || own.attributed.contains(fault.name)) continue;
      own.rejected.insert(fault.name);
      const auto like =
          attribute_client(result, terms, client_suspicions(version, accused_by(result)));
      if (std::ranges::find(like, fault.text) != like.end()) own.attributed.insert(fault.name);
    }
  const std::lock_guard lock(mutex);
  all.failing += own.failing;
  all.rejected.merge(own.rejected);
  all.attributed.merge(own.attributed);
  all.explained.merge(own.explained);
}

TEST(ClientJudges, SeeMuchOfWhatTheCasesSee) {
  const auto faults = model::client::faults();
  OfClients all;
  std::mutex mutex;
  runner::in_parallel(faults.size(), runner::processors(),
                      [&](std::size_t i) { look_at(faults[i], all, mutex); });
  std::vector<std::string_view> not_attributed;
  std::ranges::set_difference(all.rejected, all.attributed, std::back_inserter(not_attributed));
  const auto text = fmt::format(
      "{} faults, of {} a case fails; {} are rejected, {} attributed; explained: {}; not "
      "attributed: {}",
      faults.size(), all.failing, all.rejected.size(), all.attributed.size(),
      fmt::join(all.explained, " "), fmt::join(not_attributed, " "));
  EXPECT_GT(all.failing, 130U) << text;
  EXPECT_GT(all.rejected.size(), 60U) << text;
  EXPECT_GE(all.attributed.size() * 10, all.rejected.size() * 8) << text;
}

}  // namespace
}  // namespace mqttspec::conformance::judges
