// The cases of each file.
#pragma once

#include "conformance/play/case.hpp"

namespace mqttspec::conformance::client_cases {

std::span<const play::Case> s1_05_strings();
std::span<const play::Case> s2_02_packet_id();
std::span<const play::Case> s3_01_2_10_keep_alive();
std::span<const play::Case> s3_01_2_11_properties();
std::span<const play::Case> s3_01_connect();
std::span<const play::Case> s3_02_connack();
std::span<const play::Case> s3_03_2_topic_alias();
std::span<const play::Case> s3_03_publish();
std::span<const play::Case> s3_04_acknowledgements();
std::span<const play::Case> s3_08_subscribe();
std::span<const play::Case> s3_14_disconnect();
std::span<const play::Case> s4_01_session();
std::span<const play::Case> s4_02_stream();
std::span<const play::Case> s4_03_qos();
std::span<const play::Case> s4_03_receiver();
std::span<const play::Case> s4_04_retry();
std::span<const play::Case> s4_06_order();
std::span<const play::Case> s4_07_topics();
std::span<const play::Case> s4_09_flow_control();
std::span<const play::Case> s4_12_authentication();
std::span<const play::Case> s4_13_acknowledgements();
std::span<const play::Case> s4_13_connack();
std::span<const play::Case> s4_13_errors();
std::span<const play::Case> s4_13_reports();
std::span<const play::Case> s6_00_web_socket();

}  // namespace mqttspec::conformance::client_cases
