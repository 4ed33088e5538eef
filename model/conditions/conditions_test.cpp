// Conditions hold where they say, and a fault works under its condition alone.
#include <gtest/gtest.h>

#include "model/conditions/conditional_step.hpp"
#include "model/conditions/occurrence.hpp"
#include "model/scripts/watched_script.hpp"

namespace mqttspec::model::conditions {
namespace {

constexpr auto plain_fault = FaultId::puback_omitted;

/// Counts the PUBACK packets that Clients see.
class Pubacks final : public scripts::TraceObserver {
 public:
  void observe(const TraceEvent& event, const Malformed*) override {
    if (event.packet && std::holds_alternative<Puback>(*event.packet)) ++seen;
  }
  void rest(Time) override {}
  void restart(bool, Time) override {}

  unsigned seen = 0;
};

unsigned pubacks(const char* lines, const FaultSet& faults, Showing* showing = nullptr,
                 const scripts::WatchedScript::Change& change = {}) {
  PlainChooser plain;
  Pubacks pubacks;
  scripts::WatchedScript script(Version::v5_0, profiles().front(), faults, plain, {&pubacks});
  if (showing != nullptr) script.note(*showing);
  script.change(change);
  script.run(lines);
  return pubacks.seen;
}

/// A run that ends with a QoS 1 PUBLISH with identifier 9, and whether the condition holds then.
struct Example {
  const char* condition;
  const char* holds;
  const char* does_not;
};

constexpr const char* alone = "p connect clean; p publish t x q=1 id=9";

constexpr Example examples[] = {
    {"both_versions_connected", "a connect v311 clean; p connect v5 clean", "p connect clean"},
    {"several_clients_connected", "a connect; b connect; p connect", "a connect; p connect"},
    {"many_clients_connected",
     "a connect; b connect; c connect; d connect; e connect; f connect; g connect; p connect",
     "a connect; p connect"},
    {"stored_session_exists", "a connect expiry=60; a lost; p connect", "a connect; p connect"},
    {"connection_was_taken_over", "a connect; b connect id=a; p connect", "a connect; p connect"},
    {"connection_was_lost", "a connect; a lost; p connect", "a connect; a disconnect; p connect"},
    {"will_is_held", "a connect will=w:x; p connect", "a connect; p connect"},
    {"will_is_delayed", "a connect expiry=60 will=w:x wd=60; a lost; p connect",
     "a connect expiry=60 will=w:x wd=60; p connect"},
    {"client_of_3_1_1", "p connect v311 clean", "p connect v5 clean"},
    {"client_of_5_0", "p connect v5 clean", "p connect v311 clean"},
    {"client_has_lasting_session", "p connect expiry=60", "p connect"},
    {"client_has_ending_session", "p connect", "p connect expiry=60"},
    {"client_has_returned", "p connect; p lost; p connect", "p connect"},
    {"client_has_resumed", "p connect expiry=60; p lost; p connect expiry=60",
     "p connect expiry=60; p lost; p connect clean expiry=60"},
    {"client_has_will", "p connect will=w:x", "a connect will=w:x; p connect"},
    {"client_has_no_keep_alive", "p connect ka=0", "p connect ka=9"},
    {"client_names_receive_maximum", "p connect rm=9", "p connect"},
    {"client_names_packet_size", "p connect size=999", "p connect"},
    {"client_permits_aliases", "p connect tam=9", "p connect"},
    {"client_has_several_subscriptions", "p connect; p subscribe 1 a:0 b:0",
     "p connect; p subscribe 1 a:0"},
    {"client_has_no_subscription", "p connect", "p connect; p subscribe 1 a:0"},
    {"client_has_sent_much",
     "p connect; p ping; p ping; p ping; p ping; p ping; p ping; p ping; p ping; p ping",
     "p connect; p ping"},
    {"wildcard_subscription_exists", "a connect; a subscribe 1 a/+:0; p connect",
     "a connect; a subscribe 1 a:0; p connect"},
    {"multi_level_wildcard_exists", "a connect; a subscribe 1 a/#:0; p connect",
     "a connect; a subscribe 1 a/+:0; p connect"},
    {"single_level_wildcard_exists", "a connect; a subscribe 1 a/+:0; p connect",
     "a connect; a subscribe 1 a/#:0; p connect"},
    {"shared_subscription_exists", "a connect; a subscribe 1 $share/g/a:0; p connect",
     "a connect; a subscribe 1 a:0; p connect"},
    {"filter_is_held_twice",
     "a connect; b connect; a subscribe 1 a:0; b subscribe 1 a:0; p connect",
     "a connect; b connect; a subscribe 1 a:0; b subscribe 1 b:0; p connect"},
    {"subscription_identifier_exists", "a connect; a subscribe 1 a:0 sid=7; p connect",
     "a connect; a subscribe 1 a:0; p connect"},
    {"no_local_subscription_exists", "a connect; a subscribe 1 a:0n; p connect",
     "a connect; a subscribe 1 a:0; p connect"},
    {"qos_2_subscription_exists", "a connect; a subscribe 1 a:2; p connect",
     "a connect; a subscribe 1 a:1; p connect"},
    {"retained_message_exists", "a connect; a publish r x retain; p connect",
     "a connect; a publish r x; p connect"},
    {"many_retained_messages_exist",
     "a connect; a publish r x retain; a publish s x retain; a publish u x retain; p connect",
     "a connect; a publish r x retain; p connect"},
    {"message_waits",
     "a connect expiry=60; a subscribe 1 t:1; a lost; p connect; p publish t x q=1 id=1",
     "a connect; a subscribe 1 t:1; p connect"},
    {"exchange_with_receiver_open",
     "a connect; a subscribe 1 t:1; p connect; p publish t x q=1 id=1",
     "a connect; a subscribe 1 t:0; p connect; p publish t x q=1 id=1"},
    {"exchange_with_publisher_open", "p connect; p publish t x q=2 id=1",
     "p connect; p publish t x q=2 id=1; p pubrel 1"},
};

TEST(Conditions, HoldWhereTheySay) {
  for (const auto& each : examples) {
    const auto* const row = find_condition(each.condition);
    ASSERT_NE(row, nullptr) << each.condition;
    const auto i = static_cast<std::size_t>(row->id);
    for (const bool holds : {true, false}) {
      Showing showing;
      const auto lines =
          std::string(holds ? each.holds : each.does_not) + "; p publish u x q=1 id=9";
      pubacks(lines.c_str(), FaultSet::of(FaultId::puback_omitted), &showing);
      ASSERT_GE(showing.steps, 1U) << lines;
      EXPECT_EQ(showing.ever[i], holds) << each.condition << ": " << lines;
    }
  }
}

/// The same for what is so with the packet itself: the last line of the run.
constexpr Example of_packets[] = {
    {"message_at_qos_1", "p publish t x q=1 id=9", "p subscribe 9 t:1"},
    {"message_to_retain", "p publish t x q=1 id=9 retain", "p publish t x q=1 id=9"},
    {"payload_is_empty", "p publish t - q=1 id=9", "p publish t x q=1 id=9"},
    {"packet_id_above_255", "p publish t x q=1 id=256", "p publish t x q=1 id=255"},
    {"packet_id_above_32767", "p publish t x q=1 id=32768", "p publish t x q=1 id=32767"},
    {"topic_is_deep", "p publish 1/2/3/4/5/6/7/8 x q=1 id=9", "p publish 1/2/3 x q=1 id=9"},
    {"topic_begins_with_slash", "p publish /t x q=1 id=9", "p publish t/ x q=1 id=9"},
    {"topic_beyond_ascii", "p publish \u00e9 x q=1 id=9", "p publish e x q=1 id=9"},
    {"packet_has_user_property", "p publish t x q=1 id=9 up=a:b", "p publish t x q=1 id=9"},
};

TEST(Conditions, OfThePacketHoldWhereTheySay) {
  for (const auto& each : of_packets) {
    const auto* const row = find_condition(each.condition);
    ASSERT_NE(row, nullptr) << each.condition;
    for (const bool holds : {true, false}) {
      Showing showing;
      const auto lines = "p connect clean; " + std::string(holds ? each.holds : each.does_not);
      pubacks(lines.c_str(), FaultSet::of(FaultId::puback_omitted), &showing);
      if (!holds && showing.steps == 0) continue;
      ASSERT_EQ(showing.steps, 1U) << lines;
      EXPECT_EQ(showing.always[static_cast<std::size_t>(row->id)], holds) << lines;
    }
  }
}

TEST(Conditions, HaveSizesAndArrivals) {
  for (const std::size_t more : {0U, 128U, 16'384U}) {
    Showing showing;
    pubacks(alone, FaultSet::of(plain_fault), &showing, [&](owned::Packet& packet) {
      if (auto* message = std::get_if<owned::Publish>(&packet)) message->payload.append(more, '~');
      return more == 0 ? Arrival::in_pieces : Arrival::with_others;
    });
    const auto has = [&](ConditionId id) { return showing.always[static_cast<std::size_t>(id)]; };
    EXPECT_EQ(has(ConditionId::packet_of_128_bytes), more >= 128);
    EXPECT_EQ(has(ConditionId::packet_of_16384_bytes), more >= 16'384);
    EXPECT_EQ(has(ConditionId::packet_arrived_in_pieces), more == 0);
    EXPECT_EQ(has(ConditionId::packet_arrived_with_others), more != 0);
  }
}

TEST(ConditionalStep, HasTheFaultUnderItsConditionAlone) {
  const auto fault = FaultSet::of(plain_fault);
  EXPECT_EQ(pubacks(alone, {}), 1U);
  EXPECT_EQ(pubacks(alone, fault), 0U);
  EXPECT_EQ(pubacks(alone, fault.when(ConditionId::packet_id_above_255)), 1U);
  EXPECT_EQ(pubacks("p connect clean; p publish t x q=1 id=300",
                    fault.when(ConditionId::packet_id_above_255)),
            0U);
}

TEST(ConditionalStep, CountsHowOftenTheFaultWouldHaveShown) {
  constexpr const char* twelve =
      "p connect clean; p publish t x q=1 id=1; p publish t x q=1 id=2; p publish t x q=1 id=3;"
      "p publish t x q=1 id=4; p publish t x q=1 id=5; p publish t x q=1 id=6;"
      "p publish t x q=1 id=7; p publish t x q=1 id=8; p publish t x q=1 id=9;"
      "p publish t x q=1 id=10; p publish t x q=1 id=11; p publish t x q=1 id=12";
  const auto fault = FaultSet::of(plain_fault);
  EXPECT_EQ(pubacks(twelve, fault.when(ConditionId::first_time_only)), 11U);
  EXPECT_EQ(pubacks(twelve, fault.when(ConditionId::second_time_on)), 1U);
  EXPECT_EQ(pubacks(twelve, fault.when(ConditionId::tenth_time_on)), 9U);
}

TEST(ConditionalStep, SaysUnderWhichConditionsARunWouldBeTheSame) {
  constexpr const char* two = "p connect clean; p publish t x q=1 id=1; p publish t x q=1 id=300";
  const auto fault = FaultSet::of(plain_fault);
  const auto alike = [&](const FaultSet& own) {
    Showing showing;
    pubacks(two, own, &showing);
    return showing.alike;
  };
  const auto at = [](ConditionId id) { return static_cast<std::size_t>(id); };
  const auto always = alike(fault);
  EXPECT_TRUE(always[at(ConditionId::message_at_qos_1)]);
  EXPECT_FALSE(always[at(ConditionId::packet_id_above_255)]);
  const auto second = alike(fault.when(ConditionId::packet_id_above_255));
  EXPECT_TRUE(second[at(ConditionId::packet_id_above_255)]);
  EXPECT_TRUE(second[at(ConditionId::second_time_on)]);
  EXPECT_FALSE(second[at(ConditionId::first_time_only)]);
  EXPECT_FALSE(second[at(ConditionId::message_at_qos_1)]);
  const auto never = alike(fault.when(ConditionId::packet_id_above_32767));
  EXPECT_TRUE(never[at(ConditionId::tenth_time_on)]);
  EXPECT_FALSE(never[at(ConditionId::first_time_only)]);
}

TEST(ConditionalStep, NotesWhereFaultsOfOthersWouldShow) {
  ConditionalStep step{FaultSet()};
  Showing omitted;
  Showing elsewhere;
  step.note({FaultSet::of(FaultId::pingresp_omitted), &omitted});
  step.note({FaultSet::of(FaultId::puback_omitted), &elsewhere});
  BrokerState state;
  PlainChooser plain;
  std::vector<Output> outputs;
  RuleSet fired;
  const auto take = [&](const Input& input) {
    step.apply(state, input, Arrival::whole, profiles().front(), plain, outputs, fired);
  };
  Connect connect;
  connect.client_id = "p";
  const Packet packets[] = {connect, Pingreq{}};
  take(Opened{1});
  for (const auto& packet : packets) take(Received{1, &packet});
  EXPECT_EQ(outputs.size(), 2U);  // CONNACK and PINGRESP
  EXPECT_EQ(omitted.steps, 1U);
  EXPECT_EQ(elsewhere.steps, 0U);
}

TEST(Occurrence, FindsNearlyEveryConditionForAFaultThatShowsEverywhere) {
  const auto found =
      find_occurring(FaultSet::of(FaultId::pingresp_omitted), profiles().front(), 60);
  EXPECT_TRUE(found[static_cast<std::size_t>(ConditionId::both_versions_connected)]);
  // A PINGREQ is no message.
  EXPECT_FALSE(found[static_cast<std::size_t>(ConditionId::message_at_qos_1)]);
  EXPECT_FALSE(found[static_cast<std::size_t>(ConditionId::packet_id_above_255)]);
  EXPECT_GT(found.count(), 25U);
}

}  // namespace
}  // namespace mqttspec::model::conditions
