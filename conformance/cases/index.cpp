// The list of all groups of cases, in the order of the Standards' sections.
#include "conformance/cases/index.hpp"

#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

std::span<const CaseGroup> case_groups() {
  static const CaseGroup groups[] = {
      {"1.5", "Data representation", s1_05_data_types()},
      {"2.1", "Fixed Header", s2_01_fixed_header()},
      {"2.1.3", "Flags", s2_01_3_flags()},
      {"2.1.4", "Remaining Length", s2_01_4_remaining_length()},
      {"2.2", "Properties", s2_02_properties()},
      {"2.4", "Reason Code", s2_04_reason_code()},
      {"3.1", "CONNECT", s3_01_connect()},
      {"3.1.2", "CONNECT Variable Header", s3_01_2_variable_header()},
      {"3.1.2.3", "Connect Flags", s3_01_2_3_connect_flags()},
      {"3.1.2.5", "Will Flag", s3_01_2_5_will()},
      {"3.1.2.10", "Keep Alive", s3_01_2_10_keep_alive()},
      {"3.1.2.11", "CONNECT Properties", s3_01_2_11_connect_properties()},
      {"3.1.3.1", "Client Identifier", s3_01_3_client_identifier()},
      {"3.1.3.2", "Will Properties", s3_01_3_2_will_properties()},
      {"3.1.4", "CONNECT Actions", s3_01_4_connect_actions()},
      {"3.2", "CONNACK", s3_02_connack()},
      {"3.2.2.3", "What a Server says that it lacks", s3_02_2_capabilities()},
      {"3.3", "PUBLISH", s3_03_publish()},
      {"3.3.1.1", "DUP", s3_03_1_dup()},
      {"3.3.1.3", "RETAIN", s3_03_1_retain()},
      {"3.3.2.3", "PUBLISH Properties", s3_03_2_properties()},
      {"3.3.2.3.2", "Payload Format Indicator", s3_03_2_3_2_payload_format()},
      {"3.3.2.3", "PUBLISH Properties", s3_03_2_ways()},
      {"3.3.2.3.4", "Topic Alias", s3_03_2_topic_alias()},
      {"3.3.4", "PUBLISH Actions", s3_03_4_actions()},
      {"3.3.4", "PUBLISH Actions", s3_03_4_overlaps()},
      {"3.4", "PUBACK, PUBREC, PUBREL, PUBCOMP", s3_04_puback()},
      {"3.8", "SUBSCRIBE and SUBACK", s3_08_subscribe()},
      {"3.8.3.1", "Subscription Options", s3_08_options()},
      {"3.10", "UNSUBSCRIBE and UNSUBACK", s3_10_unsubscribe()},
      {"3.12", "PINGREQ", s3_12_pingreq()},
      {"3.14", "DISCONNECT", s3_14_disconnect()},
      {"3.15", "AUTH", s3_15_auth()},
      {"4.1", "Session State", s4_01_session()},
      {"4.2", "Network Connections", s4_02_network_connections()},
      {"4.2", "Packets that do not come whole", s4_02_incomplete_packets()},
      {"4.3", "Quality of Service levels and protocol flows", s4_03_qos()},
      {"4.4", "Message delivery retry", s4_04_retry()},
      {"4.5", "Message receipt", s4_05_receipt()},
      {"4.5", "Message receipt", s4_05_ways()},
      {"4.6", "Message ordering", s4_06_ordering()},
      {"4.7", "Topic Names and Topic Filters", s4_07_topics()},
      {"4.7.1", "Topic wildcards", s4_07_1_wildcards()},
      {"4.8", "Subscriptions", s4_08_subscriptions()},
      {"4.9", "Flow Control", s4_09_flow_control()},
      {"4.12", "Enhanced authentication", s4_12_authentication()},
      {"4.13", "Handling errors", s4_13_errors()},
  };
  return groups;
}

}  // namespace mqttspec::conformance::cases
