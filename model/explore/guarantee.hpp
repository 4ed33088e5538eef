// The properties that an exploration checks at every step, and what it has found out about them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "spec/register.hpp"

namespace mqttspec::model::explore {

/// What must hold of every step or state, under the numbers of the monitors where those have them.
enum class Guarantee : std::uint8_t {
  session_present_truth,
  one_connection_per_client,
  connack_first_once,
  keep_alive,
  id_unique_in_flight,
  id_release,
  error_closes,
  ack_matches,
  qos_0_at_most_once,
  qos_1_acknowledged,
  qos_1_at_least_once,
  pubrec_for_every_publish,
  qos_2_exactly_once,
  no_publish_after_pubrel,
  pubrel_answered,
  pubrec_answered,
  resume_resends,
  no_resend_in_connection,
  dup_truth,
  effective_qos,
  delivered_only_if_matched,
  copies_bounded,
  ordered_topic,
  resend_order,
  receive_maximum,
  message_expiry,
  subscription_answered,
  no_local,
  retained_on_subscribe,
  retain_flag_forwarding,
  will_exactly_once,
  will_when,
  unaltered,
  topic_alias,
  ping_answered,
  shared_once,
  auth_discipline,
  refusal_inert,
  negotiated_limits,
  maximum_packet_size,
  drain,
};
inline constexpr std::size_t guarantee_count = static_cast<std::size_t>(Guarantee::drain) + 1;

struct GuaranteeRow {
  Guarantee property;
  std::string_view name;  // "P23 QoS2ExactlyOnce"
  Cited cited;
  std::string_view text;  // what must hold, in one sentence
};

/// All of them, in the order of the enumeration.
std::span<const GuaranteeRow> explored_guarantees();
const GuaranteeRow& row_of(Guarantee property);

/// Collects judgements: the first breach, and how often each property had something to say.
class Judge {
 public:
  /// The property's precondition is met; `holds` is what it asks for.
  void require(Guarantee property, bool holds) {
    ++antecedents_[static_cast<std::size_t>(property)];
    if (!holds && !broken_) broken_ = property;
  }
  std::optional<Guarantee> broken() const { return broken_; }
  void forget_breach() { broken_.reset(); }
  std::span<const std::uint64_t, guarantee_count> antecedents() const { return antecedents_; }

 private:
  std::optional<Guarantee> broken_;
  std::array<std::uint64_t, guarantee_count> antecedents_{};
};

}  // namespace mqttspec::model::explore
