// The explorer's own tests: the bounded slices are free of findings, and every property is shown to
// catch a fault and to have had something to say.
#include "model/explore/explore.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "codec/decode.hpp"
#include "model/explore/exhaustive_chooser.hpp"
#include "model/explore/hash_index.hpp"
#include "model/explore/memo.hpp"
#include "model/explore/slices.hpp"
#include "model/explore/world_set.hpp"

namespace mqttspec::model::explore {
namespace {

/// Smaller than what the command explores, so that tests stay quick.
Scenario small(std::string_view name) {
  auto scenario = find_slice(name)->make();
  const bool is_long = find_slice(name)->is_long;
  const bool is_wide = is_long || name.find("-errors") != name.npos;
  scenario.losses = std::min<std::uint8_t>(scenario.losses, is_wide ? 0 : 1);
  if (is_long) scenario.half_open = 0;
  if (name.starts_with("S1")) scenario.clients[0].window = 1;
  return scenario;
}

Exploration explore_small(std::string_view name, const FaultSet& faults = {}) {
  const auto scenario = small(name);
  ExploreOptions options;
  options.faults = faults;
  return explore(scenario, options);
}

struct Control {
  const char* slice;
  FaultId fault;
  Guarantee caught_by;
};

/// What each property catches.
const std::vector<Control> controls = {
    {"S1", FaultId::session_present_always_0, Guarantee::session_present_truth},
    {"S1-takeover", FaultId::takeover_keeps_old_connection, Guarantee::one_connection_per_client},
    {"S1", FaultId::delivery_before_connack, Guarantee::connack_first_once},
    {"S1", FaultId::packet_id_always_1, Guarantee::id_unique_in_flight},
    {"S1", FaultId::resent_with_new_packet_id, Guarantee::id_release},
    {"S1-errors", FaultId::second_connect_tolerated, Guarantee::error_closes},
    {"S1-errors", FaultId::errors_close_every_connection, Guarantee::error_closes},
    {"S1-errors-3.1.1", FaultId::malformed_packets_tolerated, Guarantee::error_closes},
    {"S3-errors", FaultId::expiry_interval_raised_from_0, Guarantee::session_present_truth},
    {"S7-errors", FaultId::connect_passed_over_in_exchange, Guarantee::error_closes},
    {"S8-errors", FaultId::packet_before_connect_tolerated, Guarantee::error_closes},
    {"S8-errors", FaultId::unknown_protocol_level_not_answered, Guarantee::error_closes},
    {"S8-errors", FaultId::disconnect_before_connack, Guarantee::connack_first_once},
    {"S3-pieces", FaultId::keep_alive_too_early, Guarantee::keep_alive},
    {"S3-pieces", FaultId::keep_alive_too_late, Guarantee::keep_alive},
    {"S3-pieces", FaultId::keep_alive_never_restarted, Guarantee::keep_alive},
    {"S3-pieces-3.1.1", FaultId::keep_alive_ignored, Guarantee::keep_alive},
    {"S1-pieces", FaultId::incomplete_packet_taken_for_whole, Guarantee::connack_first_once},
    {"S1", FaultId::pubrec_with_other_packet_id, Guarantee::ack_matches},
    {"S1-qos-1", FaultId::message_delivered_twice, Guarantee::qos_0_at_most_once},
    {"S1-qos-1", FaultId::puback_twice, Guarantee::qos_1_acknowledged},
    {"S1", FaultId::pubrec_omitted_for_repeated_publish, Guarantee::pubrec_for_every_publish},
    {"S1-clean", FaultId::qos_2_message_lost, Guarantee::qos_2_exactly_once},
    {"S1-qos-1", FaultId::qos_1_message_lost, Guarantee::qos_1_at_least_once},
    {"S1", FaultId::publish_resent_after_pubrel, Guarantee::no_publish_after_pubrel},
    {"S1", FaultId::pubcomp_omitted, Guarantee::pubrel_answered},
    {"S1", FaultId::pubrel_omitted, Guarantee::pubrec_answered},
    {"S1", FaultId::publish_not_resent, Guarantee::resume_resends},
    {"S1", FaultId::dup_0_on_redelivery, Guarantee::dup_truth},
    {"S1", FaultId::repeated_qos_2_message_forwarded, Guarantee::copies_bounded},
    {"S1", FaultId::waiting_messages_reversed, Guarantee::ordered_topic},
    {"S1", FaultId::resent_in_reverse_order, Guarantee::resend_order},
    {"S1", FaultId::payload_cut_short, Guarantee::unaltered},
    {"S2", FaultId::granted_qos_exceeded, Guarantee::effective_qos},
    {"S2", FaultId::retained_not_sent, Guarantee::retained_on_subscribe},
    {"S2", FaultId::retain_as_published_ignored, Guarantee::retain_flag_forwarding},
    {"S2", FaultId::no_local_ignored, Guarantee::no_local},
    {"S2", FaultId::unsubscribe_without_effect, Guarantee::delivered_only_if_matched},
    {"S2", FaultId::suback_omitted, Guarantee::subscription_answered},
    {"S3", FaultId::will_published_twice, Guarantee::will_exactly_once},
    {"S3", FaultId::will_not_published, Guarantee::will_exactly_once},
    {"S3", FaultId::will_delay_ignored, Guarantee::will_when},
    {"S4", FaultId::receive_maximum_exceeded_by_one, Guarantee::receive_maximum},
    {"S4", FaultId::pingresp_omitted, Guarantee::ping_answered},
    {"S4", FaultId::resent_within_connection, Guarantee::no_resend_in_connection},
    {"S4", FaultId::expired_message_delivered, Guarantee::message_expiry},
    {"S4-size", FaultId::maximum_packet_size_ignored, Guarantee::maximum_packet_size},
    {"S6", FaultId::shared_sent_to_every_member, Guarantee::shared_once},
    {"S6-end", FaultId::shared_qos_2_sent_to_other_member, Guarantee::shared_once},
    {"S8-names", FaultId::empty_client_id_with_clean_session_0_accepted, Guarantee::refusal_inert},
    {"S8-early", FaultId::refused_connection_served, Guarantee::refusal_inert},
    {"S5", FaultId::authentication_method_unasked, Guarantee::auth_discipline},
    {"S8", FaultId::maximum_qos_not_announced, Guarantee::negotiated_limits},
    {"S1-mixed", FaultId::published_qos_exceeded, Guarantee::effective_qos},
    {"S2-mixed", FaultId::retain_always_forwarded, Guarantee::retain_flag_forwarding},
    {"S3-mixed", FaultId::will_delay_ignored, Guarantee::will_when},
    {"S4-mixed", FaultId::receive_maximum_ignored, Guarantee::receive_maximum},
    {"S6-mixed", FaultId::shared_sent_to_every_member, Guarantee::shared_once},
    {"S5", FaultId::topic_alias_kept_across_connections, Guarantee::topic_alias},
    {"S4-errors", FaultId::receive_maximum_not_enforced, Guarantee::ack_matches},
};

TEST(Explore, FindsFaults) {
  for (const auto& control : controls) {
    const auto& fault = faults()[static_cast<std::size_t>(control.fault)];
    SCOPED_TRACE(std::string(control.slice) + ", " + std::string(fault.name));
    const auto exploration = explore_small(control.slice, FaultSet::of(control.fault));
    EXPECT_TRUE(exploration.found.has_value());
    if (!exploration.found) continue;
    EXPECT_EQ(row_of(exploration.found->property).name, row_of(control.caught_by).name)
        << exploration.found->ladder;
  }
}

/// That of Guarantee::drain is FindsWhatNeverComesToRest.
TEST(Explore, EveryPropertyHasAControl) {
  for (const auto& row : explored_guarantees())
    if (row.property != Guarantee::drain) {
      EXPECT_NE(std::ranges::find(controls, row.property, &Control::caught_by), controls.end())
          << row.name;
    }
}

/// A broker that is blind to one of them goes on with the Client that sent it.
TEST(Explore, FindsWhoSeesNoError) {
  constexpr std::pair<Version, const char*> errors[] = {{Version::v3_1_1, "S1-errors-3.1.1"},
                                                        {Version::v5_0, "S1-errors"}};
  for (const auto& packet : illegal_packets())
    for (const auto& [version, slice] : errors) {
      SCOPED_TRACE(std::string(packet.name) + ", " + slice);
      const DecodeContext context{.version = version, .strict = true};
      const auto decoded = decode_packet(as_bytes(packet.bytes(version)), context);
      if (decoded || packet.place != IllegalPacket::Place::anywhere) continue;
      const auto* const violation = std::get_if<Violation>(&decoded.error());
      if (violation == nullptr) continue;
      const auto found = explore_small(slice, FaultSet::blind_to(violation->statement)).found;
      ASSERT_TRUE(found.has_value());
      EXPECT_EQ(found->property, Guarantee::error_closes) << found->ladder;
    }
}

/// What is too large shows in the Fixed Header.
TEST(Explore, FindsWhoTakesWhatIsTooLarge) {
  using namespace literals;
  const auto found = explore_small("S8-pieces", FaultSet::blind_to("MQTT-3.2.2-15"_v5)).found;
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->property, Guarantee::error_closes) << found->ladder;
  EXPECT_NE(found->ladder.find("beyond Maximum Packet Size"), std::string::npos) << found->ladder;
}

TEST(Explore, ShowsTheShortestWay) {
  const auto exploration = explore_small("S1", FaultSet::of(FaultId::pubcomp_omitted));
  ASSERT_TRUE(exploration.found.has_value());
  EXPECT_EQ(exploration.found->steps, 4U);  // PUBLISH sent and arrived, PUBREC arrived, PUBREL
  EXPECT_NE(exploration.found->ladder.find("PUBREL id=1"), std::string::npos);
  EXPECT_EQ(exploration.found->ladder.find("connection lost"), std::string::npos);
}

/// A fault that no property of a single step can see: the exchange is never over.
TEST(Explore, FindsWhatNeverComesToRest) {
  auto scenario = small("S1");
  scenario.losses = 0;
  ExploreOptions options;
  options.faults = FaultSet::of(FaultId::pubcomp_not_noticed);
  const auto exploration = explore(scenario, options);
  ASSERT_TRUE(exploration.found.has_value());
  EXPECT_EQ(exploration.found->property, Guarantee::drain);
}

TEST(Explore, SlicesAreFreeOfFindings) {
  std::array<std::uint64_t, guarantee_count> antecedents{};
  for (const auto& slice : slices()) {
    SCOPED_TRACE(slice.name);
    const auto exploration = explore_small(slice.name);
    EXPECT_FALSE(exploration.found.has_value()) << row_of(exploration.found->property).name << '\n'
                                                << exploration.found->ladder;
    EXPECT_TRUE(exploration.complete);
    EXPECT_EQ(exploration.pruned, 0U);
    EXPECT_EQ(exploration.undrained, 0U);
    for (std::size_t i = 0; i < guarantee_count; ++i) antecedents[i] += exploration.antecedents[i];
  }
  for (const auto& row : explored_guarantees())
    EXPECT_NE(antecedents[static_cast<std::size_t>(row.property)], 0U) << row.name;
}

TEST(Explore, FindsTheSameOnTwoThreads) {
  for (const auto* const name : {"S1-takeover", "S3", "S4-resumed"})
    for (const auto& faults : {FaultSet(), FaultSet::of(FaultId::session_present_always_0)}) {
      SCOPED_TRACE(name);
      const auto scenario = small(name);
      ExploreOptions options;
      options.faults = faults;
      const auto one = explore(scenario, options);
      options.on_two_threads = true;
      const auto two = explore(scenario, options);
      EXPECT_EQ(two.states, one.states);
      EXPECT_EQ(two.transitions, one.transitions);
      EXPECT_EQ(two.depth, one.depth);
      EXPECT_EQ(two.rests, one.rests);
      EXPECT_EQ(two.undrained, one.undrained);
      EXPECT_EQ(two.broker_steps, one.broker_steps);
      EXPECT_EQ(two.antecedents, one.antecedents);
      ASSERT_EQ(two.found.has_value(), one.found.has_value());
      if (one.found) {
        EXPECT_EQ(two.found->ladder, one.found->ladder);
      }
    }
}

TEST(Explore, StopsWhenItIsAskedTo) {
  std::stop_source source;
  source.request_stop();
  ExploreOptions options;
  options.stop = source.get_token();
  const auto scenario = small("S1");
  const auto exploration = explore(scenario, options);
  EXPECT_FALSE(exploration.complete);
  EXPECT_FALSE(exploration.found.has_value());
}

TEST(WorldSet, NumbersWorldsAndKnowsTheWayToThem) {
  WorldSet worlds;
  const auto insert = [&](std::uint32_t i) {
    WorldNumbers world;
    world.server = i / 7;
    world.clients[2] = i % 7;
    const WorldKey key(world);
    return worlds.insert(key, key.hash(), i == 0 ? 0 : i - 1, static_cast<std::uint16_t>(i % 3));
  };
  constexpr std::uint32_t count = 5'000;  // so that it grows
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto place = insert(i);
    EXPECT_TRUE(place.is_new);
    EXPECT_EQ(place.number, i);
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto place = insert(i);
    EXPECT_FALSE(place.is_new);
    EXPECT_EQ(place.number, i);
  }
  EXPECT_EQ(worlds.size(), count);
  EXPECT_EQ(worlds.way_to(4), (std::vector<std::uint16_t>{1, 2, 0, 1}));
}

/// Worlds with equal hashes are told apart.
TEST(WorldSet, ComparesExactly) {
  WorldSet worlds;
  WorldNumbers one;
  WorldNumbers other;
  other.losses = 1;
  EXPECT_TRUE(worlds.insert(WorldKey(one), 7, 0, 0).is_new);
  EXPECT_TRUE(worlds.insert(WorldKey(other), 7, 0, 0).is_new);
  EXPECT_FALSE(worlds.insert(WorldKey(other), 7, 0, 0).is_new);
}

TEST(WorldKey, KeepsEveryNumber) {
  constexpr auto last = most_client_states - 1;
  const WorldNumbers worlds[] = {
      {},
      {~0U, {last, last, last, last}, 15, 15, 15, 15},
      {1, {2, 3, 4, 5}, 6, 7, 8, 9},
      {0, {last, 0, last, 0}, 15, 0, 15, 0},
      {~0U, {0, last, 0, last}, 0, 15, 0, 15},
  };
  for (const auto& world : worlds) EXPECT_EQ(WorldKey(world).world(), world);
}

TEST(Memo, RemembersWhatWasAdded) {
  Memo<std::uint32_t> memo;
  for (std::uint32_t i = 0; i < 5'000; ++i) {
    EXPECT_EQ(memo.find(i), nullptr);
    memo.add(i, i * 3);
  }
  for (std::uint32_t i = 0; i < 5'000; ++i) {
    ASSERT_NE(memo.find(i), nullptr);
    EXPECT_EQ(*memo.find(i), i * 3);
  }
}

TEST(ExhaustiveChooser, GoesEveryWay) {
  ExhaustiveChooser odometer({ChoicePoint::in_flight, ChoicePoint::granted_qos});
  std::vector<std::string> seen;
  do {
    odometer.rewind();
    std::string way;
    way += std::to_string(odometer.choose(ChoicePoint::in_flight, 2));
    way += std::to_string(odometer.choose(ChoicePoint::optional_report, 2));
    if (way[0] == '1') way += std::to_string(odometer.choose(ChoicePoint::granted_qos, 3));
    seen.push_back(way);
  } while (odometer.next());
  EXPECT_EQ(seen, (std::vector<std::string>{"00", "100", "101", "102"}));
}

}  // namespace
}  // namespace mqttspec::model::explore
