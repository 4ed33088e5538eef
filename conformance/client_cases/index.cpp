// See index.hpp.
#include "conformance/client_cases/index.hpp"

#include "conformance/cases/index.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {

std::span<const play::CaseGroup> case_groups() {
  static const play::CaseGroup groups[] = {
      {"1.5", "Data representation", s1_05_strings()},
      {"2.2", "Packet Identifier", s2_02_packet_id()},
      {"3.1.2.10", "Keep Alive", s3_01_2_10_keep_alive()},
      {"3.1.2.11", "CONNECT properties", s3_01_2_11_properties()},
      {"3.1", "CONNECT", s3_01_connect()},
      {"3.2", "CONNACK", s3_02_connack()},
      {"3.3.2", "Topic Alias", s3_03_2_topic_alias()},
      {"3.3", "PUBLISH", s3_03_publish()},
      {"3.4", "PUBACK, PUBREC, PUBREL and PUBCOMP", s3_04_acknowledgements()},
      {"3.8", "SUBSCRIBE, UNSUBSCRIBE and their answers", s3_08_subscribe()},
      {"3.14", "DISCONNECT", s3_14_disconnect()},
      {"4.1", "Session State", s4_01_session()},
      {"4.2", "Network Connections", s4_02_stream()},
      {"4.3", "Quality of Service levels", s4_03_qos()},
      {"4.3", "Quality of Service levels: the receiver", s4_03_receiver()},
      {"4.4", "Message delivery retry", s4_04_retry()},
      {"4.6", "Message ordering", s4_06_order()},
      {"4.7", "Topic Filters", s4_07_topics()},
      {"4.9", "Flow control", s4_09_flow_control()},
      {"4.12", "Enhanced authentication", s4_12_authentication()},
      {"4.13", "Handling errors: acknowledgements", s4_13_acknowledgements()},
      {"4.13", "Handling errors: CONNACK", s4_13_connack()},
      {"4.13", "Handling errors", s4_13_errors()},
      {"4.13", "Handling errors: what the Server is told", s4_13_reports()},
      {"6", "WebSocket", s6_00_web_socket()},
  };
  return groups;
}

std::vector<const play::CaseGroup*> groups_of_both() {
  std::vector<const play::CaseGroup*> all;
  for (const auto& groups : {cases::case_groups(), case_groups()})
    for (const auto& group : groups) all.push_back(&group);
  return all;
}

}  // namespace mqttspec::conformance::client_cases
