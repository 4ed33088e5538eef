// What becomes of cases that find nothing wrong with a Client which the tracker rejects, and of
// those that fail.
#include "conformance/runner/client_second_look.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/hosting/line.hpp"
#include "conformance/judges/client_opinion.hpp"
#include "conformance/runner/client_runner.hpp"
#include "conformance/subject/in_process.hpp"

namespace mqttspec::conformance::runner {
namespace {

using namespace mqttspec::literals;
using namespace play;
using circumstances::CircumstanceId;
using hosting::Line;
using hosting::Visit;
using report::CaseReport;

constexpr auto acknowledged = "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5;

/// Overlooks that its messages are not acknowledged.
const Case blind{"a/case", {}, [](Visit& visit) {
                   Line line = visit.connected();
                   line.publish("t", "x", Qos::at_least_once);
                   line.publish("t", "y", Qos::exactly_once);
                   visit.let_time_pass(3'000);
                   visit.remark("nothing is wrong");
                 }};
const Case seeing{"another/case", {acknowledged}, [](Visit& visit) {
                    Line line = visit.connected();
                    const auto id = line.publish("t", "x", Qos::at_least_once);
                    line.must(acknowledged, hosting::ack<Puback>(id));
                  }};

CaseReport played(const Case& which, Version version, std::string_view fault, World world = {}) {
  const auto faults = fault.empty()
                          ? model::client::FaultSet()
                          : model::client::FaultSet::of(model::client::find_fault(fault)->id);
  const auto subject = subject::make_reference_subject(model::client::profiles().front(), faults);
  CaseReport report{&which, "4.3", version};
  report.result = visit_client(which, *subject, version, {}, world);
  report.opinion = judges::client_opinion(report.result, {version, true});
  return report;
}

class ClientSecondLook : public ::testing::TestWithParam<Version> {};

TEST_P(ClientSecondLook, LeavesARightClientAlone) {
  std::vector<CaseReport> cases = {played(blind, GetParam(), ""), played(seeing, GetParam(), "")};
  take_second_look(cases, true, Played::all, {});
  EXPECT_EQ(cases[0].result.verdict, Verdict::note);
  EXPECT_EQ(cases[0].opinion.explained, judges::Explained::yes);
  EXPECT_EQ(cases[1].result.verdict, Verdict::pass);
}

TEST_P(ClientSecondLook, MakesAnErrorOfADisagreement) {
  std::vector<CaseReport> cases = {played(blind, GetParam(), "puback_omitted")};
  EXPECT_EQ(cases[0].result.verdict, Verdict::note);
  take_second_look(cases, true, Played::all, {});
  EXPECT_EQ(cases[0].result.verdict, Verdict::error);
  EXPECT_EQ(cases[0].result.actual, "what must have come has not: PUBACK id=1 on connection 0");
}

TEST_P(ClientSecondLook, MakesAnErrorOfADisagreementInAnotherWorld) {
  const World world(CircumstanceId::own_subscriptions);
  std::vector<CaseReport> cases = {played(blind, GetParam(), "puback_with_other_packet_id", world)};
  // The monitors see it as well; here they are not asked.
  cases[0].result.judgements.clear();
  cases[0].result.verdict = Verdict::pass;
  take_second_look(cases, true, Played::all, {});
  EXPECT_EQ(cases[0].result.verdict, Verdict::error) << cases[0].opinion.text;
}

TEST_P(ClientSecondLook, SettlesWhatAnotherCaseFoundAndSaysWhatItIsLike) {
  std::vector<CaseReport> cases = {played(blind, GetParam(), "puback_omitted"),
                                   played(seeing, GetParam(), "puback_omitted")};
  take_second_look(cases, true, Played::all, {});
  EXPECT_EQ(cases[0].result.verdict, Verdict::note);
  EXPECT_TRUE(cases[0].result.explanation.contains("what other cases found is seen here too"));
  EXPECT_EQ(cases[1].result.verdict, Verdict::fail);
  const auto& like = cases[1].attribution;
  const auto text = model::client::find_fault("puback_omitted")->text;
  EXPECT_NE(std::ranges::find(like, text, &judges::Likeness::text), like.end())
      << ::testing::PrintToString(judges::in_words(like));
}

TEST(ClientOpinion, IsSilentOfWhatIsNotAllThere) {
  auto result = played(blind, Version::v5_0, "puback_omitted").result;
  result.not_to_be_followed = "not all of it was recorded";
  const auto opinion = judges::client_opinion(result, {Version::v5_0, true});
  EXPECT_EQ(opinion.explained, judges::Explained::unknown);
  EXPECT_EQ(opinion.text, result.not_to_be_followed);
}

INSTANTIATE_TEST_SUITE_P(Versions, ClientSecondLook,
                         ::testing::Values(Version::v3_1_1, Version::v5_0), [](const auto& each) {
                           return each.param == Version::v5_0 ? "v5_0" : "v3_1_1";
                         });

}  // namespace
}  // namespace mqttspec::conformance::runner
