// The cases of each section, joined into one list by index.cpp. They are functions, so that no
// order of initialisation matters.
#pragma once

#include "conformance/cases/vocabulary.hpp"

namespace mqttspec::conformance::cases {

std::span<const Case> s1_05_data_types();
std::span<const Case> s2_01_fixed_header();
std::span<const Case> s2_01_3_flags();
std::span<const Case> s2_01_4_remaining_length();
std::span<const Case> s2_02_properties();
std::span<const Case> s2_04_reason_code();
std::span<const Case> s2_02_1_packet_identifier();
std::span<const Case> s2_02_user_properties();
std::span<const Case> s3_01_connect();
std::span<const Case> s3_01_2_variable_header();
std::span<const Case> s3_01_2_3_connect_flags();
std::span<const Case> s3_01_2_5_will();
std::span<const Case> s3_01_2_10_keep_alive();
std::span<const Case> s3_01_2_11_connect_properties();
std::span<const Case> s3_01_3_client_identifier();
std::span<const Case> s3_01_3_2_will_properties();
std::span<const Case> s3_01_4_connect_actions();
std::span<const Case> s3_01_4_checks();
std::span<const Case> s3_02_connack();
std::span<const Case> s3_02_2_capabilities();
std::span<const Case> s3_02_2_reactions();
std::span<const Case> s3_03_publish();
std::span<const Case> s3_03_1_dup();
std::span<const Case> s3_03_1_retain();
std::span<const Case> s3_03_2_properties();
std::span<const Case> s3_03_2_3_2_payload_format();
std::span<const Case> s3_03_2_ways();
std::span<const Case> s3_03_2_topic_alias();
std::span<const Case> s3_03_2_alias_rules();
std::span<const Case> s3_03_4_actions();
std::span<const Case> s3_03_4_overlaps();
std::span<const Case> s3_04_puback();
std::span<const Case> s3_04_diagnostics();
std::span<const Case> s3_04_forms();
std::span<const Case> s3_04_answers();
std::span<const Case> s3_08_subscribe();
std::span<const Case> s3_08_options();
std::span<const Case> s3_08_subscription_rules();
std::span<const Case> s3_08_without_payload();
std::span<const Case> s3_10_unsubscribe();
std::span<const Case> s3_12_pingreq();
std::span<const Case> s3_14_disconnect();
std::span<const Case> s3_14_forms();
std::span<const Case> s3_15_auth();
std::span<const Case> s4_01_session();
std::span<const Case> s4_02_network_connections();
std::span<const Case> s4_02_incomplete_packets();
std::span<const Case> s4_03_qos();
std::span<const Case> s4_04_retry();
std::span<const Case> s4_05_receipt();
std::span<const Case> s4_05_ways();
std::span<const Case> s4_06_ordering();
std::span<const Case> s4_07_topics();
std::span<const Case> s4_07_1_wildcards();
std::span<const Case> s4_08_subscriptions();
std::span<const Case> s4_08_2_shared_rules();
std::span<const Case> s4_09_flow_control();
std::span<const Case> s4_12_authentication();
std::span<const Case> s4_12_exchange();
std::span<const Case> s4_12_1_re_authentication();
std::span<const Case> s4_13_errors();
std::span<const Case> s6_00_web_socket();

}  // namespace mqttspec::conformance::cases
