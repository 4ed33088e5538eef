// The makers of all monitors, in the order of their guarantees' numbers. Those that judge either
// side by the same rule take the side.
#pragma once

#include <memory>

#include "model/monitors/monitor.hpp"

namespace mqttspec::model::monitors {

using NewMonitor = std::unique_ptr<Monitor>;

NewMonitor make_session_present_truth();                    // P01
NewMonitor make_clean_discards();                           // P02
NewMonitor make_resume_complete();                          // P03
NewMonitor make_expiry_exact();                             // P04
NewMonitor make_one_connection_per_client();                // P05
NewMonitor make_connect_first_once();                       // P06
NewMonitor make_client_connect_first_once();                // P06, client
NewMonitor make_connack_first_once();                       // P07
NewMonitor make_refusal_inert();                            // P08
NewMonitor make_client_session_agreement();                 // P09
NewMonitor make_silence_after_disconnect(Sender subject);   // P10
NewMonitor make_keep_alive();                               // P11
NewMonitor make_error_closes();                             // P12
NewMonitor make_id_unique_in_flight(Sender subject);        // P13, P14
NewMonitor make_id_release();                               // P15
NewMonitor make_ack_matches(Sender subject);                // P16
NewMonitor make_directions_independent();                   // P17
NewMonitor make_no_id_at_qos_0(Sender subject);             // P18
NewMonitor make_qos_0_at_most_once();                       // P19
NewMonitor make_qos_1_ack_obligation(Sender subject);       // P20, P36
NewMonitor make_qos_1_at_least_once();                      // P21
NewMonitor make_qos_2_ack_obligation(Sender subject);       // P22, P36
NewMonitor make_qos_2_no_duplicate();                       // P22
NewMonitor make_qos_2_delivered();                          // P23
NewMonitor make_pubrec_answered(Sender subject);            // P23
NewMonitor make_no_publish_after_pubrel(Sender subject);    // P24
NewMonitor make_pubrel_answered(Sender subject);            // P25
NewMonitor make_id_new_after_end();                         // P20, P26, P27
NewMonitor make_negative_ack_ends();                        // P27
NewMonitor make_expiry_never_breaks_exchange();             // P28
NewMonitor make_resume_resends();                           // P29
NewMonitor make_no_resend_in_connection(Sender subject);    // P30
NewMonitor make_dup_truth(Sender subject);                  // P31
NewMonitor make_effective_qos();                            // P32
NewMonitor make_delivered_only_if_matched();                // P33
NewMonitor make_copies_bounded();                           // P34
NewMonitor make_conservation();                             // P35
NewMonitor make_ordered_topic();                            // P37
NewMonitor make_resend_order(Sender subject);               // P38
NewMonitor make_ack_order();                                // P39
NewMonitor make_receive_maximum(Sender subject);            // P40, P41
NewMonitor make_quota_never_blocks_others();                // P42
NewMonitor make_max_packet_size(Sender subject);            // P43
NewMonitor make_no_starvation();                            // P44
NewMonitor make_suback_shape();                             // P45
NewMonitor make_replace_keeps_flow();                       // P46
NewMonitor make_unsubscribe_stops();                        // P47
NewMonitor make_matching_exact();                           // P48
NewMonitor make_no_local();                                 // P49
NewMonitor make_no_local_never_shared();                    // P49, client
NewMonitor make_subscription_identifiers();                 // P50
NewMonitor make_client_sends_no_subscription_identifier();  // P50, client
NewMonitor make_shared_once();                              // P51
NewMonitor make_retained_is_last();                         // P52
NewMonitor make_empty_clears();                             // P53
NewMonitor make_retained_on_subscribe();                    // P54
NewMonitor make_retain_flag_forwarding();                   // P55
NewMonitor make_retained_outlives_session();                // P56
NewMonitor make_retained_expires();                         // P57
NewMonitor make_will_exactly_once();                        // P58
NewMonitor make_will_when();                                // P59
NewMonitor make_will_shape();                               // P60
NewMonitor make_will_not_in_other_session();                // P61
NewMonitor make_unaltered();                                // P62
NewMonitor make_message_expiry();                           // P63
NewMonitor make_topic_alias(Sender subject);                // P64
NewMonitor make_problem_information();                      // P65
NewMonitor make_auth_discipline(Sender subject);            // P66
NewMonitor make_ping_answered();                            // P67
NewMonitor make_negotiated_limits(Sender subject);          // P68

}  // namespace mqttspec::model::monitors
