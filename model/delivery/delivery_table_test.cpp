// The delivery table against the Standards read by hand, and the model's permitted variants and
// faults against the table.
#include "model/delivery/delivery_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "model/delivery/delivery_claims.hpp"

namespace mqttspec::model::delivery {
namespace {

using namespace literals;

constexpr std::array all_versions = {Version::v3_1_1, Version::v5_0};

/// All rows of a version, with every subscription option that changes anything.
std::vector<DeliveryRow> all_rows(Version version) {
  auto rows = delivery_rows(version);
  const auto append = [&](RetainHandling handling, bool as_published) {
    std::ranges::copy(delivery_rows(version, handling, as_published), std::back_inserter(rows));
  };
  if (version == Version::v3_1_1) return rows;
  append(RetainHandling::send, true);
  append(RetainHandling::send_if_new, false);
  append(RetainHandling::do_not_send, false);
  return rows;
}

std::string in_words(const DeliveryRow& row, Situation situation) {
  std::string text(to_string(row.version));
  text += row.clean ? " clean" : " kept";
  text += row.retain ? " RETAIN" : "";
  text += " sub " + std::to_string(static_cast<int>(row.subscribed));
  text += " pub " + std::to_string(static_cast<int>(row.published));
  text += " handling " + std::to_string(static_cast<int>(row.retain_handling));
  text += row.retain_as_published ? " as published " : " ";
  return text + std::string(to_string(situation));
}

template <class Use>
void for_all_cells(Use use) {
  for (const auto version : all_versions)
    for (const auto& row : all_rows(version))
      for (const auto situation : situations) {
        SCOPED_TRACE(in_words(row, situation));
        use(row, situation);
      }
}

/// The table once more, from the texts and not from the model: sections 3.1.2.4, 3.3.1.3, 3.8.4 and
/// 4.5 of 3.1.1; 3.1.2.4, 3.1.2.11.2, 3.3.1.3, 3.8.3.1, 4.1 and 4.5 of 5.0.
DeliveryCell by_the_texts(const DeliveryRow& row, Situation situation) {
  const auto qos = std::min(row.subscribed, row.published);
  ReceivedMessages every_one;
  for (unsigned number = 1; number <= published_messages; ++number)
    every_one.push_back({number, qos, row.retain && row.retain_as_published});
  if (situation == Situation::stays) return {Demand::must, every_one, {}, {}};
  if (situation == Situation::returns) {
    if (row.clean) return {Demand::must_not, {}, {}, {}};
    return {qos == Qos::at_most_once ? Demand::may : Demand::must, every_one, {}, {}};
  }
  const bool is_new = situation == Situation::subscribes_late || row.clean;
  const bool sent = row.retain_handling == RetainHandling::send ||
                    (row.retain_handling == RetainHandling::send_if_new && is_new);
  if (!row.retain || !sent) return {Demand::must_not, {}, {}, {}};
  return {row.published == Qos::at_most_once ? Demand::should : Demand::must,
          {{published_messages, qos, true}},
          {},
          {}};
}

TEST(DeliveryTableTest, SaysWhatTheTextsSay) {
  for_all_cells([](const DeliveryRow& row, Situation situation) {
    const auto cell = delivery_cell(row, situation);
    const auto expected = by_the_texts(row, situation);
    EXPECT_EQ(to_string(cell.demand), to_string(expected.demand));
    EXPECT_EQ(cell.messages, expected.messages);
  });
}

TEST(DeliveryTableTest, EveryCellHasItsReason) {
  for_all_cells([](const DeliveryRow& row, Situation situation) {
    const auto cell = delivery_cell(row, situation);
    EXPECT_FALSE(cell.statements.empty());
    for (const auto id : cell.statements) EXPECT_EQ(id.version(), row.version);
    const bool by_reading = cell.demand == Demand::may && row.published != Qos::at_most_once;
    EXPECT_EQ(cell.ambiguity.has_value(), by_reading);
  });
}

TEST(DeliveryTableTest, Reasons) {
  const auto cites = [](const DeliveryRow& row, Situation situation, StatementId id) {
    const auto cell = delivery_cell(row, situation);
    return std::ranges::find(cell.statements, id) != cell.statements.end();
  };
  const DeliveryRow kept{Version::v3_1_1, false, true, Qos::at_least_once, Qos::at_least_once};
  EXPECT_TRUE(cites(kept, Situation::stays, "MQTT-4.5.0-1"_v311));
  EXPECT_TRUE(cites(kept, Situation::stays, "MQTT-3.3.1-9"_v311));
  EXPECT_TRUE(cites(kept, Situation::returns, "MQTT-3.1.2-4"_v311));
  EXPECT_TRUE(cites(kept, Situation::returns, "MQTT-3.1.2-5"_v311));
  EXPECT_TRUE(cites(kept, Situation::subscribes_again, "MQTT-3.8.4-3"_v311));
  EXPECT_FALSE(cites(kept, Situation::subscribes_again, "MQTT-3.3.1-6"_v311));
  EXPECT_TRUE(cites(kept, Situation::subscribes_late, "MQTT-3.3.1-6"_v311));
  EXPECT_TRUE(cites(kept, Situation::subscribes_late, "MQTT-3.3.1-8"_v311));
  const DeliveryRow clean{Version::v3_1_1, true, false, Qos::at_least_once, Qos::at_most_once};
  EXPECT_TRUE(cites(clean, Situation::returns, "MQTT-3.1.2-6"_v311));
  EXPECT_TRUE(cites(clean, Situation::subscribes_again, "MQTT-3.3.1-12"_v311));
  const DeliveryRow away{Version::v5_0, false, true, Qos::at_most_once, Qos::at_most_once};
  EXPECT_TRUE(cites(away, Situation::returns, "U5.0-4.1-10"_v5));
  EXPECT_TRUE(cites(away, Situation::subscribes_late, "U5.0-3.3.1.3-4"_v5));
}

TEST(DeliveryTableTest, PermittedVariantsStayWithin) {
  std::size_t played = 0;
  std::size_t declined = 0;
  for_all_cells([&](const DeliveryRow& row, Situation situation) {
    const auto cell = delivery_cell(row, situation);
    for (const auto& profile : profiles()) {
      if (!profile.permits_guests) continue;  // nobody here has a login
      PlainChooser chooser;
      const auto play = play_delivery(row, situation, profile, {}, chooser);
      ++(play ? played : declined);
      const auto verdict = play ? judge(row, cell, play->messages) : DeliveryVerdict::right;
      EXPECT_NE(verdict, DeliveryVerdict::wrong) << profile.name;
    }
  });
  EXPECT_GT(played, 0U);
  EXPECT_GT(declined, 0U);
}

/// The other way at every question of one kind.
class AlwaysOther final : public Chooser {
 public:
  explicit AlwaysOther(unsigned point) : point_(point) {}
  unsigned choose(ChoicePoint point, unsigned n) noexcept override {
    return static_cast<unsigned>(point) == point_ ? n - 1 : 0;
  }

 private:
  unsigned point_;
};

TEST(DeliveryTableTest, EveryFreedomStaysWithin) {
  for_all_cells([](const DeliveryRow& row, Situation situation) {
    const auto cell = delivery_cell(row, situation);
    for (unsigned point = 1; point <= 25; ++point) {
      AlwaysOther chooser(point);
      const auto play = play_delivery(row, situation, profiles().front(), {}, chooser);
      const auto verdict = play ? judge(row, cell, play->messages) : DeliveryVerdict::right;
      EXPECT_NE(verdict, DeliveryVerdict::wrong) << to_string(static_cast<ChoicePoint>(point));
    }
  });
}

TEST(DeliveryTableTest, WhatMayComeIsSeenBothWays) {
  for_all_cells([](const DeliveryRow& row, Situation situation) {
    const auto cell = delivery_cell(row, situation);
    if (cell.demand != Demand::may) return;
    PlainChooser chooser;
    const auto drops = play_delivery(row, situation, profiles().front(), {}, chooser);
    const auto keeps = play_delivery(row, situation, *find_profile("keeps-qos-0"), {}, chooser);
    EXPECT_TRUE(drops->messages.empty());
    EXPECT_EQ(keeps->messages, cell.messages);
  });
}

TEST(DeliveryTableTest, FaultsLeaveIt) {
  const char* const seen_here[] = {
      "retained_not_stored",
      "retained_not_sent",
      "retained_not_sent_again",
      "retained_not_replaced",
      "retained_qos_0_replaces_nothing",
      "retained_sent_without_flag",
      "retained_sent_at_qos_0",
      "retain_always_forwarded",
      "retain_as_published_ignored",
      "retain_handling_1_ignored",
      "retain_handling_1_inverted",
      "retain_handling_2_ignored",
      "unretained_is_retained",
      "granted_qos_exceeded",
      "published_qos_exceeded",
      "message_delivered_twice",
      "offline_messages_not_stored",
      "session_ends_with_connection",
      "subscriptions_forgotten_on_return",
      "waiting_messages_forgotten_on_return",
      "waiting_messages_reversed",
      "qos_1_message_lost",
      "qos_2_message_lost",
  };
  std::map<std::string_view, std::size_t> wrong;
  for_all_cells([&](const DeliveryRow& row, Situation situation) {
    const auto cell = delivery_cell(row, situation);
    for (const char* const name : seen_here) {
      const auto* const fault = find_fault(name);
      ASSERT_NE(fault, nullptr) << name;
      PlainChooser chooser;
      const auto play =
          play_delivery(row, situation, profiles().front(), FaultSet::of(fault->id), chooser);
      if (play && judge(row, cell, play->messages) == DeliveryVerdict::wrong) ++wrong[name];
    }
  });
  for (const char* const name : seen_here) EXPECT_GT(wrong[name], 0U) << name;
}

TEST(DeliveryTableTest, Judging) {
  const DeliveryRow row{Version::v3_1_1, false, false, Qos::at_most_once, Qos::at_least_once};
  const ReceivedMessage m1{1, Qos::at_most_once, false};
  const ReceivedMessage m2{2, Qos::at_most_once, false};
  const DeliveryCell may{Demand::may, {m1, m2}, {}, {}};
  const DeliveryCell should{Demand::should, {m1}, {}, {}};
  const DeliveryCell must{Demand::must, {m1, m2}, {}, {}};
  const DeliveryCell must_not{Demand::must_not, {}, {}, {}};
  EXPECT_EQ(judge(row, may, {m2}), DeliveryVerdict::right);
  EXPECT_EQ(judge(row, may, {m2, m1}), DeliveryVerdict::wrong);
  EXPECT_EQ(judge(row, should, {}), DeliveryVerdict::not_followed);
  EXPECT_EQ(judge(row, should, {m2}), DeliveryVerdict::wrong);
  EXPECT_EQ(judge(row, must, {m1, m1, m2}), DeliveryVerdict::right);
  EXPECT_EQ(judge(row, must, {m1}), DeliveryVerdict::wrong);
  EXPECT_EQ(judge(row, must_not, {m1}), DeliveryVerdict::wrong);
  EXPECT_EQ(judge(row, must_not, {}), DeliveryVerdict::right);
  DeliveryRow other = row;
  other.published = Qos::exactly_once;
  EXPECT_EQ(judge(other, must, {m1, m1, m2}), DeliveryVerdict::wrong);
}

/// The introduction's rows in their order, with what reading the texts by hand made of each.
struct ClaimedRow {
  bool clean;
  bool retain;
  Qos subscribed;
  Qos published;
  Claim claim;
  ClaimVerdict verdict;
};
constexpr auto qos_0 = Qos::at_most_once;
constexpr auto qos_1 = Qos::at_least_once;
constexpr ClaimedRow claimed_rows[] = {
    {true, false, qos_0, qos_0, Claim::nothing, ClaimVerdict::right},
    {true, false, qos_0, qos_1, Claim::nothing, ClaimVerdict::right},
    {true, false, qos_1, qos_0, Claim::nothing, ClaimVerdict::right},
    {true, false, qos_1, qos_1, Claim::nothing, ClaimVerdict::right},
    {false, false, qos_0, qos_0, Claim::nothing, ClaimVerdict::too_strict},
    {false, false, qos_0, qos_1, Claim::nothing, ClaimVerdict::too_strict},
    {false, false, qos_1, qos_0, Claim::nothing, ClaimVerdict::too_strict},
    {false, false, qos_1, qos_1, Claim::all, ClaimVerdict::right},
    {true, true, qos_0, qos_0, Claim::last, ClaimVerdict::advised_for_subscribing},
    {true, true, qos_0, qos_1, Claim::last, ClaimVerdict::only_after_subscribing},
    {true, true, qos_1, qos_0, Claim::last, ClaimVerdict::advised_for_subscribing},
    {true, true, qos_1, qos_1, Claim::last, ClaimVerdict::only_after_subscribing},
    {false, true, qos_0, qos_0, Claim::last, ClaimVerdict::wrong},
    {false, true, qos_0, qos_1, Claim::last, ClaimVerdict::wrong},
    {false, true, qos_1, qos_0, Claim::last, ClaimVerdict::wrong},
    {false, true, qos_1, qos_1, Claim::all, ClaimVerdict::right},
};

TEST(DeliveryClaimsTest, EachOfTheSixteen) {
  for (const auto version : all_versions)
    for (const auto& claimed : claimed_rows) {
      const DeliveryRow row{version, claimed.clean, claimed.retain, claimed.subscribed,
                            claimed.published};
      SCOPED_TRACE(in_words(row, Situation::returns));
      ASSERT_TRUE(claim_about(row));
      EXPECT_EQ(to_string(*claim_about(row)), to_string(claimed.claim));
      EXPECT_EQ(to_string(judge(claimed.claim, delivery_cell(row, Situation::returns),
                                delivery_cell(row, Situation::subscribes_again))),
                to_string(claimed.verdict));
    }
}

TEST(DeliveryClaimsTest, NothingElseIsClaimed) {
  std::size_t claimed = 0;
  for (const auto& row : delivery_rows(Version::v3_1_1))
    if (claim_about(row)) ++claimed;
  EXPECT_EQ(claimed, std::size(claimed_rows));
}

}  // namespace
}  // namespace mqttspec::model::delivery
