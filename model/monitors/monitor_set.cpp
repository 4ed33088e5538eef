// The list of all monitors, and the judge that runs those of one side over one shared facts.
#include "model/monitors/monitor_set.hpp"

#include <array>
#include <type_traits>
#include <vector>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

/// Those monitors that judge either side by the same rule are made for one of them.
template <auto make, Sender subject>
NewMonitor make_for() {
  if constexpr (std::is_invocable_v<decltype(make), Sender>)
    return make(subject);
  else
    return make();
}

template <auto make>
constexpr MonitorRow server(std::string_view guarantee) {
  return {guarantee, Actor::server, make_for<make, Sender::server>};
}

template <auto make>
constexpr MonitorRow client(std::string_view guarantee) {
  return {guarantee, Actor::client, make_for<make, Sender::client>};
}

constexpr MonitorRow rows[] = {
    server<make_session_present_truth>("P01 SessionPresentTruth"),
    server<make_clean_discards>("P02 CleanDiscards"),
    server<make_resume_complete>("P03 ResumeComplete"),
    server<make_expiry_exact>("P04 ExpiryExact"),
    server<make_one_connection_per_client>("P05 OneConnectionPerClient"),
    server<make_connect_first_once>("P06 ConnectFirstOnce"),
    client<make_client_connect_first_once>("P06 ConnectFirstOnce"),
    server<make_connack_first_once>("P07 ConnackFirstOnce"),
    server<make_refusal_inert>("P08 RefusalInert"),
    client<make_client_session_agreement>("P09 ClientSessionAgreement"),
    server<make_silence_after_disconnect>("P10 SilenceAfterDisconnect"),
    client<make_silence_after_disconnect>("P10 SilenceAfterDisconnect"),
    server<make_keep_alive>("P11 KeepAlive"),
    server<make_error_closes>("P12 ErrorCloses"),
    client<make_id_unique_in_flight>("P13 IdUniqueInFlight"),
    server<make_id_unique_in_flight>("P14 IdUniqueInFlight"),
    server<make_id_release>("P15 IdRelease"),
    server<make_ack_matches>("P16 AckMatches"),
    client<make_ack_matches>("P16 AckMatches"),
    server<make_directions_independent>("P17 DirectionsIndependent"),
    server<make_no_id_at_qos_0>("P18 NoIdAtQoS0"),
    client<make_no_id_at_qos_0>("P18 NoIdAtQoS0"),
    server<make_qos_0_at_most_once>("P19 QoS0AtMostOnce"),
    server<make_qos_1_ack_obligation>("P20 QoS1AckObligation"),
    server<make_qos_1_at_least_once>("P21 QoS1AtLeastOnce"),
    server<make_qos_2_ack_obligation>("P22 QoS2AckObligation"),
    server<make_qos_2_no_duplicate>("P22 QoS2NoDuplicate"),
    server<make_qos_2_delivered>("P23 QoS2ExactlyOnce"),
    server<make_pubrec_answered>("P23 PubrecAnswered"),
    client<make_pubrec_answered>("P23 PubrecAnswered"),
    server<make_no_publish_after_pubrel>("P24 NoPublishAfterPubrel"),
    client<make_no_publish_after_pubrel>("P24 NoPublishAfterPubrel"),
    server<make_pubrel_answered>("P25 PubrelAnswered"),
    client<make_pubrel_answered>("P25 PubrelAnswered"),
    server<make_id_new_after_end>("P26 IdNewAfterEnd"),
    server<make_negative_ack_ends>("P27 NegativeAckEnds"),
    server<make_expiry_never_breaks_exchange>("P28 ExpiryNeverBreaksExchange"),
    server<make_resume_resends>("P29 ResumeResends"),
    server<make_no_resend_in_connection>("P30 NoResendInConnection"),
    client<make_no_resend_in_connection>("P30 NoResendInConnection"),
    server<make_dup_truth>("P31 DupTruth"),
    client<make_dup_truth>("P31 DupTruth"),
    server<make_effective_qos>("P32 EffectiveQoS"),
    server<make_delivered_only_if_matched>("P33 DeliveredOnlyIfMatched"),
    server<make_copies_bounded>("P34 CopiesBounded"),
    server<make_conservation>("P35 Conservation"),
    client<make_qos_1_ack_obligation>("P36 ReceiverAcksQoS1"),
    client<make_qos_2_ack_obligation>("P36 ReceiverAcksQoS2"),
    server<make_ordered_topic>("P37 OrderedTopic"),
    server<make_resend_order>("P38 ResendOrder"),
    client<make_resend_order>("P38 ResendOrder"),
    client<make_ack_order>("P39 AckOrder"),
    server<make_receive_maximum>("P40 ReceiveMaximum"),
    client<make_receive_maximum>("P41 ReceiveMaximum"),
    server<make_quota_never_blocks_others>("P42 QuotaNeverBlocksOthers"),
    server<make_max_packet_size>("P43 MaxPacketSize"),
    client<make_max_packet_size>("P43 MaxPacketSize"),
    server<make_no_starvation>("P44 NoStarvation"),
    server<make_suback_shape>("P45 SubackShape"),
    server<make_replace_keeps_flow>("P46 ReplaceKeepsFlow"),
    server<make_unsubscribe_stops>("P47 UnsubscribeStops"),
    server<make_matching_exact>("P48 MatchingExact"),
    server<make_no_local>("P49 NoLocal"),
    client<make_no_local_never_shared>("P49 NoLocal"),
    server<make_subscription_identifiers>("P50 SubscriptionIdentifiers"),
    client<make_client_sends_no_subscription_identifier>("P50 SubscriptionIdentifiers"),
    server<make_shared_once>("P51 SharedOnce"),
    server<make_retained_is_last>("P52 RetainedIsLast"),
    server<make_empty_clears>("P53 EmptyClears"),
    server<make_retained_on_subscribe>("P54 RetainedOnSubscribe"),
    server<make_retain_flag_forwarding>("P55 RetainFlagForwarding"),
    server<make_retained_outlives_session>("P56 RetainedOutlivesSession"),
    server<make_retained_expires>("P57 RetainedExpires"),
    server<make_will_exactly_once>("P58 WillExactlyOnce"),
    server<make_will_when>("P59 WillWhen"),
    server<make_will_shape>("P60 WillShape"),
    server<make_will_not_in_other_session>("P61 WillNotInOtherSession"),
    server<make_unaltered>("P62 Unaltered"),
    server<make_message_expiry>("P63 MessageExpiry"),
    server<make_topic_alias>("P64 TopicAlias"),
    client<make_topic_alias>("P64 TopicAlias"),
    server<make_problem_information>("P65 ProblemInformation"),
    server<make_auth_discipline>("P66 AuthDiscipline"),
    client<make_auth_discipline>("P66 AuthDiscipline"),
    server<make_ping_answered>("P67 PingAnswered"),
    server<make_negotiated_limits>("P68 NegotiatedLimits"),
    client<make_negotiated_limits>("P68 NegotiatedLimits"),
};

/// By kind of event: the positions of the monitors that are interested in it.
const auto& interested() {
  static const auto all = [] {
    std::array<std::vector<std::size_t>, Interest::kinds> by_kind;
    for (std::size_t i = 0; i < std::size(rows); ++i) {
      const auto interest = rows[i].make()->interest();
      for (std::size_t kind = 0; kind < Interest::kinds; ++kind)
        if (interest.has(kind)) by_kind[kind].push_back(i);
    }
    return by_kind;
  }();
  return all;
}

}  // namespace

std::span<const MonitorRow> monitor_rows() { return rows; }

MonitorSet::MonitorSet() : facts_(std::make_unique<TraceFacts>()) {
  for (const MonitorRow& row : monitor_rows()) {
    auto& findings = row.subject == Actor::server ? server_findings_ : client_findings_;
    monitors_.push_back(row.make());
    monitors_.back()->report_to(findings, row.guarantee);
  }
}

MonitorSet::~MonitorSet() = default;

void MonitorSet::observe(const TraceEvent& event) {
  facts_->observe(event);
  for (const auto position : interested()[Interest::kind_of(event)])
    monitors_[position]->judge(*facts_, event);
}

void MonitorSet::finish(bool complete) {
  for (const auto& monitor : monitors_) monitor->settle(*facts_);
  if (!complete) return;
  for (const auto& monitor : monitors_) monitor->conclude(*facts_);
}

const std::vector<Finding>& MonitorSet::findings(Actor subject) const {
  return subject == Actor::server ? server_findings_ : client_findings_;
}

std::vector<std::size_t> MonitorSet::antecedents() const {
  std::vector<std::size_t> counts;
  for (const auto& monitor : monitors_) counts.push_back(monitor->antecedents());
  return counts;
}

}  // namespace mqttspec::model::monitors
