// Each monitor can find something: a broker with a fault that breaks its guarantee is caught on a
// short run, on which the right broker meets the precondition and nothing is reported of it.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "codec/decode.hpp"
#include "model/broker/reference_broker.hpp"
#include "model/monitors/monitor_set.hpp"
#include "model/monitors/testing/monitor_case.hpp"
#include "model/tracker/testing/observers.hpp"

namespace mqttspec::model::monitors {
namespace {

constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;

struct Control {
  std::string_view guarantee;
  std::string_view fault;
  Version version;
  std::string_view lines;
};

/// What the monitors of the server find, and how often the named one applied.
struct Judged {
  std::vector<Finding> findings;
  std::size_t antecedents = 0;
};

Judged judge(const Control& control, const FaultSet& faults) {
  PlainChooser chooser;
  MonitorSet set;
  tracker::MonitorObserver observer(set);
  scripts::WatchedScript script(control.version, *find_profile("plain"), faults, chooser,
                                {&observer});
  script.run(control.lines);
  set.finish(true);
  Judged judged{set.findings(Actor::server)};
  for (std::size_t i = 0; i < monitor_rows().size(); ++i)
    if (monitor_rows()[i].guarantee == control.guarantee &&
        monitor_rows()[i].subject == Actor::server)
      judged.antecedents = set.antecedents()[i];
  return judged;
}

constexpr Control controls[] = {
    {"P11 KeepAlive", "keep_alive_ignored", v3,
     "a connect clean ka=2; b connect clean; wait 30; b ping"},
    {"P11 KeepAlive", "keep_alive_ignored", v5,
     "a connect clean ka=2; a subscribe 1 t:0; b connect clean; wait 30; b publish t x; a lost"},
    {"P11 KeepAlive", "keep_alive_too_late", v5,
     "a connect clean ka=10; b connect clean; wait 40; b ping"},
    {"P11 KeepAlive", "keep_alive_too_early", v5,
     "a connect clean ka=8; wait 7; b connect clean; wait 40; b ping"},
    {"P11 KeepAlive", "keep_alive_kept_by_pingreq_alone", v5,
     "a connect clean ka=8; wait 8; a publish t x q=1 id=1; wait 5; wait 40"},
    {"P56 RetainedOutlivesSession", "retained_deleted_with_session", v3,
     "a connect clean; a publish t x retain q=1 id=1; b connect clean; b subscribe 1 t:1; "
     "b puback 1; b ping; a disconnect; c connect clean; c subscribe 1 t:1; c ping"},
    {"P56 RetainedOutlivesSession", "retained_deleted_with_session", v5,
     "a connect clean; a publish t x retain q=1 id=1; b connect clean; b subscribe 1 t:1; "
     "b puback 1; b ping; a disconnect; c connect clean; c subscribe 1 t:1; c ping"},
    {"P57 RetainedExpires", "retained_never_expires", v5,
     "a connect clean; a publish t x retain q=1 id=1 exp=9; b connect clean; "
     "b subscribe 1 t:1; b puback 1; wait 20; c connect clean; c subscribe 1 t:0"},
    {"P59 WillWhen", "will_delay_ignored", v5,
     "s connect clean; s subscribe 1 w:1; a connect expiry=60 will=w:x wq=1 wd=9; a lost; "
     "s puback 1; wait 1; a connect expiry=60"},
    {"P59 WillWhen", "will_not_cancelled_by_return", v5,
     "s connect clean; s subscribe 1 w:1; a connect expiry=60 will=w:x wq=1 wd=9; a lost; "
     "wait 1; a connect expiry=60; wait 20; s puback 1"},
    {"P59 WillWhen", "will_published_late", v5,
     "s connect clean; s subscribe 1 w:1; a connect expiry=60 will=w:x wq=1 wd=9; a lost; "
     "wait 24; s ping"},
    {"P59 WillWhen", "will_not_published_at_session_end", v5,
     "s connect clean; s subscribe 1 w:1; a connect expiry=3 will=w:x wq=1 wd=9; a lost; "
     "wait 24; s ping"},
    {"P59 WillWhen", "will_not_published_on_keep_alive", v3,
     "s connect clean; s subscribe 1 w:1; a connect clean ka=2 will=w:x wq=1; wait 4; "
     "wait 24; s ping"},
    {"P60 WillShape", "will_published_at_qos_0", v3,
     "s connect clean; s subscribe 1 w:1; a connect clean will=w:x wq=1; a lost"},
    {"P60 WillShape", "will_always_retained", v5,
     "s connect clean; s subscribe 1 w:1p; a connect clean will=w:x wq=1; a lost; "
     "b connect clean will=w:y wq=1; b lost"},
    {"P60 WillShape", "will_retain_lost", v3,
     "s connect clean; s subscribe 1 w:1; a connect clean will=w:x wq=1 wr; a lost; "
     "s puback 1; b connect clean; b subscribe 1 w:1; b ping"},
    {"P60 WillShape", "will_expiry_interval_lost", v5,
     "s connect clean; s subscribe 1 w:1; a connect clean will=w:x wq=1 wexp=9; a lost"},
    {"P61 WillNotInOtherSession", "will_not_published_on_takeover", v3,
     "s connect clean; s subscribe 1 w:1; a connect clean will=w:x wq=1; "
     "b connect clean id=a; wait 20; s ping"},
    {"P61 WillNotInOtherSession", "will_not_published_on_takeover", v5,
     "s connect clean; s subscribe 1 w:1; a connect clean expiry=60 will=w:x wq=1 wd=30; "
     "b connect clean id=a; wait 20; s ping"},

    {"P03 ResumeComplete", "subscriptions_forgotten_on_return", v5,
     "a connect expiry=60; a subscribe 1 t:1; b connect clean; b publish t x q=1 id=1; "
     "a puback 1; a lost; a connect expiry=60; b publish t y q=1 id=2; a ping"},
    {"P03 ResumeComplete", "waiting_messages_forgotten_on_return", v3,
     "a connect; a subscribe 1 t:1; b connect clean; b publish t x q=1 id=1; a puback 1; "
     "a lost; b publish t y q=1 id=2; a connect; a ping"},
    {"P03 ResumeComplete", "offline_messages_not_stored", v3,
     "a connect; a subscribe 1 t:1; b connect clean; b publish t x q=1 id=1; a puback 1; "
     "a lost; b publish t y q=1 id=2; a connect; a ping"},
    {"P04 ExpiryExact", "session_never_expires", v5,
     "b connect clean; a connect expiry=5; a disconnect; wait 2; a connect expiry=5; "
     "a disconnect; wait 40; a connect"},
    {"P04 ExpiryExact", "session_expires_early", v5,
     "b connect clean; a connect expiry=40; a disconnect; wait 5; a connect expiry=40; "
     "a disconnect; wait 30; a connect"},
    {"P17 DirectionsIndependent", "packet_ids_shared_between_directions", v3,
     "a connect clean; a subscribe 1 t:1; b connect clean; b subscribe 1 t:2; "
     "a publish t x q=2 id=1; a pubrel 1; b pubrec 1; b pubcomp 1; a publish t y q=2 id=1; "
     "a pubrel 1; a puback 1; a ping; b ping"},
    {"P28 ExpiryNeverBreaksExchange", "sent_message_expires", v5,
     "a connect expiry=60; a subscribe 1 t:2; b connect clean; b publish t x q=2 id=1 exp=5; "
     "a lost; wait 20; a connect expiry=60; a ping"},
    {"P42 QuotaNeverBlocksOthers", "pingresp_withheld_without_send_quota", v5,
     "a connect clean rm=1; a subscribe 1 t:1; a publish t x q=1 id=1; a ping; a puback 1; "
     "a publish u x q=1 id=9"},
    {"P44 NoStarvation", "waiting_messages_never_sent", v5,
     "a connect clean rm=1; a subscribe 1 t:1; b connect clean; b publish t x q=1 id=1; "
     "b publish t y q=1 id=2; a puback 1; a ping"},
    {"P46 ReplaceKeepsFlow", "waiting_messages_lost_on_resubscribe", v5,
     "a connect clean rm=1; a subscribe 1 t:1; b connect clean; b publish t x q=1 id=1; "
     "b publish t y q=1 id=2; a subscribe 2 t:2; a puback 1; a ping"},
    {"P48 MatchingExact", "wildcard_matches_dollar_topic", v3,
     "a connect clean; a subscribe 1 #:0; b connect clean; b publish t x; b publish $t x"},
    {"P48 MatchingExact", "topics_matched_without_case", v5,
     "a connect clean; a subscribe 1 Case:0; b connect clean; b publish case x; "
     "b publish Case x"},
    {"P48 MatchingExact", "last_slash_ignored", v3,
     "a connect clean; a subscribe 1 l/:0; b connect clean; b publish l x; b publish l/ x"},
    {"P48 MatchingExact", "plus_matches_several_levels", v5,
     "a connect clean; a subscribe 1 t/+:0; b connect clean; b publish t/1/2 x; b publish t/1 x"},
    {"P48 MatchingExact", "filter_matched_as_prefix", v3,
     "a connect clean; a subscribe 1 t:0; b connect clean; b publish t/1/2 x; b publish t x"},
    {"P48 MatchingExact", "hash_matches_one_level", v5,
     "a connect clean; a subscribe 1 t/#:1; b connect clean; b subscribe 1 t/1:1 t/1/2:1; "
     "b publish t/1 x q=1 id=1; b publish t/1/2 y q=1 id=2; a puback 1; b puback 1; "
     "b puback 2; a ping; b ping"},
    {"P48 MatchingExact", "hash_misses_parent_level", v3,
     "a connect clean; a subscribe 1 t/#:1; b connect clean; b subscribe 1 t/1:1 t:1; "
     "b publish t/1 x q=1 id=1; b publish t y q=1 id=2; a puback 1; b puback 1; b puback 2; "
     "a ping; b ping"},
    {"P48 MatchingExact", "plus_misses_empty_level", v5,
     "a connect clean; a subscribe 1 t/+:1; b connect clean; b subscribe 1 t/1:1 t/:1; "
     "b publish t/1 x q=1 id=1; b publish t/ y q=1 id=2; a puback 1; b puback 1; b puback 2; "
     "a ping; b ping"},
    {"P51 SharedOnce", "shared_sent_to_every_member", v5,
     "a connect clean; a subscribe 1 $share/g/t:1; b connect clean; "
     "b subscribe 1 $share/g/t:1; c connect clean; c publish t x; a ping; b ping"},
    {"P51 SharedOnce", "shared_qos_2_sent_to_other_member", v5,
     "a connect clean; a subscribe 1 $share/g/t:2; b connect clean; "
     "b subscribe 1 $share/g/t:2; c connect clean; c publish t x q=2 id=1; a lost; "
     "b pubrec 1; b pubcomp 1; b ping"},
    {"P51 SharedOnce", "refused_message_sent_to_other_member", v5,
     "a connect clean; a subscribe 1 $share/g/t:1; b connect clean; "
     "b subscribe 1 $share/g/t:1; c connect clean; c publish t x q=1 id=1; a puback 1 rc=80; "
     "b puback 1; a ping; b ping"},
};

class FaultControls : public ::testing::TestWithParam<Control> {};

TEST_P(FaultControls, AreCaughtByTheirMonitor) {
  const FaultRow* row = find_fault(GetParam().fault);
  ASSERT_NE(row, nullptr) << GetParam().fault;
  const auto [findings, antecedents] = judge(GetParam(), FaultSet::of(row->id));
  EXPECT_TRUE(std::ranges::any_of(
      findings, [&](const Finding& finding) { return finding.guarantee == GetParam().guarantee; }))
      << GetParam().fault << ", found only:" << testing::describe(findings);
}

TEST_P(FaultControls, AreReachedByTheRightBroker) {
  const auto [findings, antecedents] = judge(GetParam(), {});
  EXPECT_TRUE(findings.empty()) << testing::describe(findings);
  EXPECT_GT(antecedents, 0U) << GetParam().lines;
}

INSTANTIATE_TEST_SUITE_P(All, FaultControls, ::testing::ValuesIn(controls), [](const auto& row) {
  return fmt::format("{}_{}_{}", row.param.guarantee.substr(0, 3), row.param.fault,
                     row.param.version == v5 ? "5" : "3");
});

// The model is told of malformed packets instead of reading them. This is a broker in bytes, which
// can be made blind to what a statement says of them.
std::vector<Finding> findings_after_flagged_pingreq(const FaultSet& faults) {
  using Kind = TraceEvent::Kind;
  broker::ReferenceBroker broker({}, faults);
  MonitorSet set;
  const auto connection = broker.open();
  const auto tell = [&](Kind kind, const std::vector<std::uint8_t>& bytes, Sender sender) {
    TraceEvent event{kind, 0, connection, v3, nullptr, std::nullopt};
    event.bytes = std::make_shared<const std::vector<std::uint8_t>>(bytes);
    DecodeContext context{.version = v3};
    context.sender = sender;
    if (const auto decoded = decode_packet(Bytes(*event.bytes), context))
      event.packet = decoded->packet;
    set.observe(event);
  };
  const auto play = [&](Kind kind, const std::vector<std::uint8_t>& bytes) {
    tell(kind, bytes, Sender::client);
    for (const auto& action : broker.receive(connection, Bytes(bytes)))
      tell(action.close ? Kind::server_closed : Kind::server_packet, action.bytes, Sender::server);
  };
  play(Kind::client_packet, {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 1, 'a'});
  play(Kind::client_garbage, {0xC1, 0});
  play(Kind::client_packet, {0xC0, 0});
  set.finish(true);
  return set.findings(Actor::server);
}

TEST(BlindBroker, IsCaughtByErrorCloses) {
  EXPECT_TRUE(findings_after_flagged_pingreq({}).empty());
  DecodeContext context{.version = v3};
  const std::vector<std::uint8_t> flagged = {0xC1, 0};
  const auto failure = decode_packet(Bytes(flagged), context);
  ASSERT_FALSE(failure);
  const auto broken = std::get<Violation>(failure.error()).statement;
  const auto findings = findings_after_flagged_pingreq(FaultSet::blind_to(broken));
  EXPECT_TRUE(std::ranges::any_of(findings, [](const Finding& finding) {
    return finding.guarantee == "P12 ErrorCloses";
  })) << testing::describe(findings);
}

}  // namespace
}  // namespace mqttspec::model::monitors
