// What the tracker accepts and what it rejects, in words; and which faults of the broker it finds.
#include "model/tracker/tracker.hpp"

#include <gtest/gtest.h>

#include "model/monitors/testing/trace_of.hpp"
#include "model/tracker/testing/observers.hpp"

namespace mqttspec::model::tracker {
namespace {

constexpr TrackerSettings exact = {.loses_input = false, .closing_loses_output = false};

/// Plays the script on a broker of that profile and judges it by what another one declares.
Tracker played(std::string_view lines, Version version, const Profile& profile,
               const FaultSet& faults, const TrackerSettings& settings = exact) {
  PlainChooser chooser;
  Tracker tracker(profile, settings);
  TrackerObserver observer(tracker);
  scripts::WatchedScript(version, profile, faults, chooser, {&observer}).run(lines);
  return tracker;
}

struct RejectedCase {
  const char* name;
  FaultId fault;
  const char* lines;
  const char* text;
};

constexpr RejectedCase rejected_cases[] = {
    {"a wrong identifier", FaultId::puback_with_other_packet_id,
     "a connect clean; a publish t x q=1 id=7",
     "PUBACK id=8 0x10 No matching subscribers on connection 1 at 0 ms; possible instead: PUBACK "
     "id=7 0x10 No matching subscribers"},
    {"nothing where something must come", FaultId::suback_omitted,
     "a connect clean; a subscribe 1 t:0",
     "rest at 0 ms, but what must have come has not: SUBACK id=1 0x00 Granted QoS 0 on connection "
     "1; SUBACK id=1 0x80 Unspecified error on connection 1"},
    {"something where nothing may come", FaultId::pingresp_twice, "a connect clean; a ping",
     "PINGRESP on connection 1 at 0 ms; possible instead: nothing"},
    {"too late", FaultId::keep_alive_too_late, "a connect clean ka=2; wait 3",
     "rest at 3000 ms, but what must have come has not: closing the connection on connection 1"},
    {"too early", FaultId::keep_alive_too_early, "a connect clean ka=2; wait 2",
     "DISCONNECT 0x8D Keep Alive timeout on connection 1 at 2000 ms; possible instead: nothing"},
    {"a forgotten session", FaultId::session_present_always_0,
     "a connect expiry=9; a lost; a connect expiry=9",
     "CONNACK 0x00 Success {Topic Alias Maximum 10} on connection 2 at 0 ms; possible instead: "
     "CONNACK 0x00 Success session-present {Topic Alias Maximum 10}"},
};

TEST(TrackerTest, SaysWhatWasPossible) {
  for (const auto& each : rejected_cases) {
    SCOPED_TRACE(each.name);
    const auto& plain = profiles().front();
    const auto faulty = played(each.lines, Version::v5_0, plain, FaultSet::of(each.fault));
    EXPECT_EQ(faulty.explained(), Explained::no);
    EXPECT_EQ(faulty.text(), each.text);
    EXPECT_EQ(played(each.lines, Version::v5_0, plain, {}).explained(), Explained::yes);
  }
}

/// Either method of QoS 2 explains the PUBREC.
constexpr const char* demanding = "a connect v311 clean; a publish t x q=2 id=1; a subscribe 1 t:0";

TEST(TrackerTest, TooManyExplanationsAreNeitherGuiltNorProof) {
  const auto& plain = profiles().front();
  auto few_steps = exact;
  few_steps.most_steps = 1;
  auto few_explanations = exact;
  few_explanations.most_explanations = 1;
  EXPECT_EQ(played(demanding, Version::v5_0, plain, {}).explained(), Explained::yes);
  for (const auto& settings : {few_steps, few_explanations}) {
    EXPECT_EQ(played(demanding, Version::v5_0, plain, {}, settings).explained(),
              Explained::unknown);
    const auto fault = FaultSet::of(FaultId::suback_omitted);
    EXPECT_EQ(played(demanding, Version::v5_0, plain, fault, settings).explained(),
              Explained::unknown);
  }
}

/// Retained messages may come in any order: of seven there are 5,040.
TEST(TrackerTest, TakesNoMoreWaysOfOneStepThanThereIsRoomFor) {
  constexpr const char* many_ways =
      "a connect clean; a publish t/1 x q=1 id=1 retain; a publish t/2 x q=1 id=2 retain; "
      "a publish t/3 x q=1 id=3 retain; a publish t/4 x q=1 id=4 retain; "
      "a publish t/5 x q=1 id=5 retain; a publish t/6 x q=1 id=6 retain; "
      "a publish t/7 x q=1 id=7 retain; b connect clean rm=1; b subscribe 1 t/+:1";
  const auto& plain = profiles().front();
  constexpr std::size_t room = 500;
  auto all = exact;
  all.most_steps = room;
  const auto open = played(many_ways, Version::v5_0, plain, {}, all);
  EXPECT_EQ(open.explained(), Explained::unknown);
  EXPECT_LE(open.steps(), 2 * room);
  auto first = all;
  first.enough = 1;
  const auto explained = played(many_ways, Version::v5_0, plain, {}, first);
  EXPECT_EQ(explained.explained(), Explained::yes);
  EXPECT_LE(explained.steps(), room);
}

/// What was kept at QoS 0 for a member of a Shared Subscription that is away may be forgotten, and
/// then nobody else gets it when that member is gone.
TEST(TrackerTest, QoS0OfAnAbsentMemberIsOwedToNobody) {
  EXPECT_EQ(played("a connect v5 expiry=9; c connect v5; a subscribe 1 $share/h/#:0; a lost; "
                   "c publish x y q=1 id=3; c subscribe 2 $share/h/#:2; a connect v5 clean",
                   Version::v5_0, profiles().front(), {})
                .explained(),
            Explained::yes);
}

/// F18: a Server may close at any time, but one that always does must not pass.
TEST(TrackerTest, ClosingWithoutCauseHasABudget) {
  for (const unsigned budget : {0U, 1U}) {
    auto settings = exact;
    settings.unprompted_closings = budget;
    const auto& plain = profiles().front();
    auto tracker = played("b connect clean; b ping", Version::v3_1_1, plain, {}, settings);
    EXPECT_EQ(tracker.explained(), Explained::yes);
    tracker.observe({TraceEvent::Kind::server_closed, 0, 1, Version::v3_1_1, nullptr, {}});
    EXPECT_EQ(tracker.explained(), budget == 0 ? Explained::no : Explained::yes);
  }
}

// What a Client is not told makes a difference as well.
TEST(TrackerTest, TellsApartWhatExpiresFromWhatDoesNot) {
  const Expected lasts{.packet = owned::Publish{}};
  auto expires = lasts;
  expires.expiry_interval = 1;
  EXPECT_NE(finished(lasts)->fingerprint, finished(expires)->fingerprint);
}

// The broker had not begun to send it when its interval was over; what was published after that
// takes its place, and its Packet Identifier.
TEST(TrackerTest, WhatExpiredIsNotWaitedFor) {
  struct Row {
    std::optional<std::uint32_t> interval_s;
    Explained explained;
  };
  for (const auto& row : {Row{1, Explained::yes}, Row{60, Explained::no}, Row{{}, Explained::no}}) {
    monitors::testing::Pub first{.payload = "1", .qos = Qos::at_least_once, .id = 7};
    first.properties.message_expiry_interval = row.interval_s;
    const monitors::testing::Pub second{.payload = "2", .qos = Qos::at_least_once, .id = 8};
    monitors::testing::Pub delivery = second;
    delivery.id = 1;
    monitors::testing::TraceOf trace;
    trace.connect(1, "a").connect(2, "b").subscribe(1, {{}});
    trace.published(2, first).pass(3'000).published(2, second).s(1, delivery);
    Profile without_aliases = profiles().front();
    without_aliases.topic_alias_maximum = 0;
    Tracker tracker(without_aliases, exact);
    for (const auto& event : trace.trace()) tracker.observe(event);
    EXPECT_EQ(tracker.explained(), row.explained) << tracker.text();
  }
}

// What was on its way when the Server closed is neither expired nor forgotten.
TEST(TrackerTest, WhatIsLostBeforeDisconnectIsSentAgain) {
  const monitors::testing::Pub message{.payload = "1", .qos = Qos::at_least_once, .id = 7};
  monitors::testing::Pub again = message;
  again.id = 1;
  Disconnect refused;
  refused.reason_code = ReasonCode::protocol_error;
  ConnectProperties kept;
  kept.session_expiry_interval = 60;
  monitors::testing::TraceOf trace;
  trace.connect(1, "a", true, false, kept).connect(2, "b").subscribe(1, {{}});
  trace.published(2, message).c(1, trace.connect_packet("a", false, kept));
  trace.s(1, refused).closed(1).connect(3, "a", false, true, kept);
  again.dup = true;
  trace.s(3, again);
  Profile without_aliases = profiles().front();
  without_aliases.topic_alias_maximum = 0;
  Tracker tracker(without_aliases, TrackerSettings{});
  for (const auto& event : trace.trace()) tracker.observe(event);
  EXPECT_EQ(tracker.explained(), Explained::yes) << tracker.text();
}

// A Client of 3.1.1 is not told when a message expires, at whatever QoS it gets it.
TEST(TrackerTest, WhatExpiredAtQoS0IsNotMissing) {
  struct Row {
    std::optional<std::uint32_t> interval_s;
    Explained explained;
  };
  for (const auto& row : {Row{0, Explained::yes}, Row{60, Explained::no}, Row{{}, Explained::no}}) {
    monitors::testing::Pub message{.payload = "1", .qos = Qos::at_least_once, .id = 7};
    message.properties.message_expiry_interval = row.interval_s;
    monitors::testing::TraceOf trace(Version::v3_1_1);
    trace.connect(1, "a").subscribe(1, {{.qos = Qos::at_most_once}});
    trace.speak(Version::v5_0).connect(2, "b").published(2, message);
    Profile without_aliases = profiles().front();
    without_aliases.topic_alias_maximum = 0;
    Tracker tracker(without_aliases, exact);
    for (const auto& event : trace.trace()) tracker.observe(event);
    tracker.rest(3'000);
    EXPECT_EQ(tracker.explained(), row.explained) << tracker.text();
  }
}

}  // namespace
}  // namespace mqttspec::model::tracker
