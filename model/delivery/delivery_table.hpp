// Who gets what: for each combination of clean session, RETAIN, subscribed and published QoS the
// messages that a subscriber must, should, may or must not get. Found out by playing the model.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "model/choices.hpp"
#include "model/fault.hpp"
#include "model/profile.hpp"
#include "model/rule_set.hpp"

namespace mqttspec::model::delivery {

/// One combination. The last two are subscription options that only 5.0 has.
struct DeliveryRow {
  Version version;
  bool clean;      // CleanSession 1; in 5.0 Clean Start 1 without a Session Expiry Interval
  bool retain;     // of the messages that are published
  Qos subscribed;  // and granted
  Qos published;
  RetainHandling retain_handling = RetainHandling::send;
  bool retain_as_published = false;
};

/// The 36 rows of a version with these subscription options; in the order in which they are
/// printed.
std::vector<DeliveryRow> delivery_rows(Version version,
                                       RetainHandling retain_handling = RetainHandling::send,
                                       bool retain_as_published = false);

/// Where the subscriber is while the messages M1..M3 are published on its topic.
enum class Situation : std::uint8_t {
  stays,             // it is subscribed and connected all the time
  returns,           // it subscribed, disconnected before, connects after: what that brings
  subscribes_again,  // then it sends its SUBSCRIBE once more: what that adds
  subscribes_late,   // it was never there, and subscribes after
};
inline constexpr std::array situations = {Situation::stays, Situation::returns,
                                          Situation::subscribes_again, Situation::subscribes_late};
std::string_view to_string(Situation situation);

/// How many messages are published in each situation.
inline constexpr unsigned published_messages = 3;

/// A message as the subscriber gets it.
struct ReceivedMessage {
  unsigned number;  // 1 for M1
  Qos qos;
  bool retain;

  friend bool operator==(const ReceivedMessage&, const ReceivedMessage&) = default;
};
using ReceivedMessages = std::vector<ReceivedMessage>;

/// How strongly the Standard wants it.
enum class Demand : std::uint8_t { must, should, may, must_not };
/// "MUST", "SHOULD", "MAY" or "MUST NOT".
std::string_view to_string(Demand demand);

/// What the Standard says of one row in one situation.
struct DeliveryCell {
  Demand demand;
  ReceivedMessages messages;  // that must, should or may come, in this order; of must_not none
  std::vector<StatementId> statements;
  std::optional<unsigned> ambiguity;  // number in spec/ambiguities.md, if a reading decides it
};

/// Plays the plain broker and the freedoms that it has. Pure.
DeliveryCell delivery_cell(const DeliveryRow& row, Situation situation);

/// What a subscriber got, and the statements that the broker applied since the subscriber was set
/// up.
struct DeliveryPlay {
  ReceivedMessages messages;
  RuleSet fired;
};

/// Plays one row in one situation on the model. Nothing, if the profile cannot do what the row asks
/// for: its QoS, RETAIN, or the QoS to be granted.
std::optional<DeliveryPlay> play_delivery(const DeliveryRow& row, Situation situation,
                                          const Profile& profile, const FaultSet& faults,
                                          Chooser& chooser);

/// What a subscriber got, beside what it should get.
enum class DeliveryVerdict : std::uint8_t {
  right,
  not_followed,  // a SHOULD
  wrong,         // a MUST or a MUST NOT
};
std::string_view to_string(DeliveryVerdict verdict);

/// Compares. Repeated copies are right where section 3.8.4 permits them, and any part of what may
/// come is.
DeliveryVerdict judge(const DeliveryRow& row, const DeliveryCell& cell,
                      const ReceivedMessages& got);

}  // namespace mqttspec::model::delivery
