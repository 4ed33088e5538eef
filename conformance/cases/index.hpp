// Every group of cases, by section. A group is a function, so that no order of initialisation
// matters; the list that joins them is in index.cpp.
#pragma once

#include "conformance/case.hpp"

namespace mqttspec::conformance::cases {

std::span<const Case> s1_5_data_types();
std::span<const Case> s2_1_fixed_header();
std::span<const Case> s2_2_properties();
std::span<const Case> s3_1_connect();
std::span<const Case> s3_1_2_3_connect_flags();
std::span<const Case> s3_1_2_5_will();
std::span<const Case> s3_1_2_10_keep_alive();
std::span<const Case> s3_1_2_11_connect_properties();
std::span<const Case> s3_1_3_client_identifier();
std::span<const Case> s3_1_3_2_will_properties();
std::span<const Case> s3_2_connack();
std::span<const Case> s3_2_2_capabilities();
std::span<const Case> s3_3_publish();
std::span<const Case> s3_3_1_retain();
std::span<const Case> s3_3_2_properties();
std::span<const Case> s3_3_2_topic_alias();
std::span<const Case> s3_3_4_actions();
std::span<const Case> s3_4_acks();
std::span<const Case> s3_8_subscribe();
std::span<const Case> s3_8_options();
std::span<const Case> s3_10_unsubscribe();
std::span<const Case> s3_12_pingreq();
std::span<const Case> s3_14_disconnect();
std::span<const Case> s3_15_auth();
std::span<const Case> s4_1_session();
std::span<const Case> s4_3_qos();
std::span<const Case> s4_4_retry();
std::span<const Case> s4_5_receipt();
std::span<const Case> s4_6_ordering();
std::span<const Case> s4_7_topics();
std::span<const Case> s4_8_subscriptions();
std::span<const Case> s4_9_flow_control();
std::span<const Case> s4_12_authentication();
std::span<const Case> s4_13_errors();

}  // namespace mqttspec::conformance::cases
