// The list of all monitors, and the judge that runs those of one side over one shared book.
#include <algorithm>

#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

/// A property's name as a template argument, so that a row needs no object to remember it.
template <std::size_t size>
struct Name {
  char text[size];
  consteval Name(const char (&literal)[size]) {  // NOLINT(google-explicit-constructor)
    std::copy_n(literal, size, text);
  }
};

template <Name name, Actor subject, auto make>
std::unique_ptr<Monitor> make_named() {
  NewMonitor monitor;
  if constexpr (std::is_invocable_v<decltype(make), Sender>)
    monitor = make(subject == Actor::server ? Sender::server : Sender::client);
  else
    monitor = make();
  monitor->set_property(name.text);
  return monitor;
}

template <Name name, Actor subject, auto make>
constexpr MonitorRow row() {
  return {name.text, subject, make_named<name, subject, make>};
}

constexpr auto server = Actor::server;
constexpr auto client = Actor::client;

constexpr MonitorRow rows[] = {
    row<"P01 SessionPresentTruth", server, make_session_present_truth>(),
    row<"P02 CleanDiscards", server, make_clean_discards>(),
    row<"P03 ResumeComplete", server, make_resume_complete>(),
    row<"P04 ExpiryExact", server, make_expiry_exact>(),
    row<"P05 OneConnectionPerClient", server, make_one_connection_per_client>(),
    row<"P06 ConnectFirstOnce", server, make_connect_first_once>(),
    row<"P06 ConnectFirstOnce", client, make_client_connect_first_once>(),
    row<"P07 ConnackFirstOnce", server, make_connack_first_once>(),
    row<"P08 RefusalInert", server, make_refusal_inert>(),
    row<"P09 ClientSessionAgreement", client, make_client_session_agreement>(),
    row<"P10 SilenceAfterDisconnect", server, make_silence_after_disconnect>(),
    row<"P10 SilenceAfterDisconnect", client, make_silence_after_disconnect>(),
    row<"P11 KeepAlive", server, make_keep_alive>(),
    row<"P12 ErrorCloses", server, make_error_closes>(),
    row<"P13 IdUniqueInFlight", client, make_id_unique_in_flight>(),
    row<"P14 IdUniqueInFlight", server, make_id_unique_in_flight>(),
    row<"P15 IdRelease", server, make_id_release>(),
    row<"P16 AckMatches", server, make_ack_matches>(),
    row<"P16 AckMatches", client, make_ack_matches>(),
    row<"P17 DirectionsIndependent", server, make_directions_independent>(),
    row<"P18 NoIdAtQoS0", server, make_no_id_at_qos_0>(),
    row<"P18 NoIdAtQoS0", client, make_no_id_at_qos_0>(),
    row<"P19 QoS0AtMostOnce", server, make_qos_0_at_most_once>(),
    row<"P20 QoS1AckObligation", server, make_qos_1_ack_obligation>(),
    row<"P21 QoS1AtLeastOnce", server, make_qos_1_at_least_once>(),
    row<"P22 QoS2AckObligation", server, make_qos_2_ack_obligation>(),
    row<"P22 QoS2NoDuplicate", server, make_qos_2_no_duplicate>(),
    row<"P23 QoS2ExactlyOnce", server, make_qos_2_delivered>(),
    row<"P23 PubrecAnswered", server, make_pubrec_answered>(),
    row<"P23 PubrecAnswered", client, make_pubrec_answered>(),
    row<"P24 NoPublishAfterPubrel", server, make_no_publish_after_pubrel>(),
    row<"P24 NoPublishAfterPubrel", client, make_no_publish_after_pubrel>(),
    row<"P25 PubrelAnswered", server, make_pubrel_answered>(),
    row<"P25 PubrelAnswered", client, make_pubrel_answered>(),
    row<"P26 IdNewAfterEnd", server, make_id_new_after_end>(),
    row<"P27 NegativeAckEnds", server, make_negative_ack_ends>(),
    row<"P28 ExpiryNeverBreaksExchange", server, make_expiry_never_breaks_exchange>(),
    row<"P29 ResumeResends", server, make_resume_resends>(),
    row<"P30 NoResendInConnection", server, make_no_resend_in_connection>(),
    row<"P30 NoResendInConnection", client, make_no_resend_in_connection>(),
    row<"P31 DupTruth", server, make_dup_truth>(),
    row<"P31 DupTruth", client, make_dup_truth>(),
    row<"P32 EffectiveQoS", server, make_effective_qos>(),
    row<"P33 DeliveredOnlyIfMatched", server, make_delivered_only_if_matched>(),
    row<"P34 CopiesBounded", server, make_copies_bounded>(),
    row<"P35 Conservation", server, make_conservation>(),
    row<"P36 ReceiverAcksQoS1", client, make_qos_1_ack_obligation>(),
    row<"P36 ReceiverAcksQoS2", client, make_qos_2_ack_obligation>(),
    row<"P37 OrderedTopic", server, make_ordered_topic>(),
    row<"P38 ResendOrder", server, make_resend_order>(),
    row<"P38 ResendOrder", client, make_resend_order>(),
    row<"P39 AckOrder", client, make_ack_order>(),
    row<"P40 ReceiveMaximum", server, make_receive_maximum>(),
    row<"P41 ReceiveMaximum", client, make_receive_maximum>(),
    row<"P42 QuotaNeverBlocksOthers", server, make_quota_never_blocks_others>(),
    row<"P43 MaxPacketSize", server, make_max_packet_size>(),
    row<"P43 MaxPacketSize", client, make_max_packet_size>(),
    row<"P44 NoStarvation", server, make_no_starvation>(),
    row<"P45 SubackShape", server, make_suback_shape>(),
    row<"P46 ReplaceKeepsFlow", server, make_replace_keeps_flow>(),
    row<"P47 UnsubscribeStops", server, make_unsubscribe_stops>(),
    row<"P48 MatchingExact", server, make_matching_exact>(),
    row<"P49 NoLocal", server, make_no_local>(),
    row<"P49 NoLocal", client, make_no_local_never_shared>(),
    row<"P50 SubscriptionIdentifiers", server, make_subscription_identifiers>(),
    row<"P50 SubscriptionIdentifiers", client, make_client_sends_no_subscription_identifier>(),
    row<"P51 SharedOnce", server, make_shared_once>(),
    row<"P52 RetainedIsLast", server, make_retained_is_last>(),
    row<"P53 EmptyClears", server, make_empty_clears>(),
    row<"P54 RetainedOnSubscribe", server, make_retained_on_subscribe>(),
    row<"P55 RetainFlagForwarding", server, make_retain_flag_forwarding>(),
    row<"P56 RetainedOutlivesSession", server, make_retained_outlives_session>(),
    row<"P57 RetainedExpires", server, make_retained_expires>(),
    row<"P58 WillExactlyOnce", server, make_will_exactly_once>(),
    row<"P59 WillWhen", server, make_will_when>(),
    row<"P60 WillShape", server, make_will_shape>(),
    row<"P61 WillNotInOtherSession", server, make_will_not_in_other_session>(),
    row<"P62 Unaltered", server, make_unaltered>(),
    row<"P63 MessageExpiry", server, make_message_expiry>(),
    row<"P64 TopicAlias", server, make_topic_alias>(),
    row<"P64 TopicAlias", client, make_topic_alias>(),
    row<"P65 ProblemInformation", server, make_problem_information>(),
    row<"P66 AuthDiscipline", server, make_auth_discipline>(),
    row<"P66 AuthDiscipline", client, make_auth_discipline>(),
    row<"P67 PingAnswered", server, make_ping_answered>(),
    row<"P68 NegotiatedLimits", server, make_negotiated_limits>(),
    row<"P68 NegotiatedLimits", client, make_negotiated_limits>(),
};

}  // namespace

std::span<const MonitorRow> monitors() { return rows; }

MonitorSet::MonitorSet(Actor subject) : book_(std::make_unique<Book>()) {
  for (const MonitorRow& row : monitors()) {
    auto& monitor = monitors_.emplace_back();
    if (row.subject != subject) continue;
    monitor = row.make();
    if (auto* booked = dynamic_cast<BookedMonitor*>(monitor.get())) booked->share(*book_);
  }
}

MonitorSet::~MonitorSet() = default;

void MonitorSet::observe(const TraceEvent& event) {
  book_->observe(event);
  for (const auto& monitor : monitors_)
    if (monitor) monitor->observe(event, findings_);
}

void MonitorSet::finish(bool complete) {
  for (const auto& monitor : monitors_)
    if (monitor) monitor->finish(complete, findings_);
}

std::vector<std::size_t> MonitorSet::antecedents() const {
  std::vector<std::size_t> counts;
  for (const auto& monitor : monitors_) counts.push_back(monitor ? monitor->antecedents() : 0);
  return counts;
}

}  // namespace mqttspec::model
