// The list of all groups of cases, in the order of the Standards' sections.
#include "conformance/cases/index.hpp"

namespace mqttspec::conformance {

std::span<const CaseGroup> case_groups() {
  static const CaseGroup groups[] = {
      {"1.5", "Data representation", cases::s1_5_data_types()},
      {"2.1", "Fixed Header", cases::s2_1_fixed_header()},
      {"2.2", "Properties", cases::s2_2_properties()},
      {"3.1", "CONNECT", cases::s3_1_connect()},
      {"3.1.2.3", "Connect Flags", cases::s3_1_2_3_connect_flags()},
      {"3.1.2.5", "Will Flag", cases::s3_1_2_5_will()},
      {"3.1.2.10", "Keep Alive", cases::s3_1_2_10_keep_alive()},
      {"3.1.2.11", "CONNECT Properties", cases::s3_1_2_11_connect_properties()},
      {"3.1.3.1", "Client Identifier", cases::s3_1_3_client_identifier()},
      {"3.1.3.2", "Will Properties", cases::s3_1_3_2_will_properties()},
      {"3.2", "CONNACK", cases::s3_2_connack()},
      {"3.2.2.3", "What a Server says that it lacks", cases::s3_2_2_capabilities()},
      {"3.3", "PUBLISH", cases::s3_3_publish()},
      {"3.3.1.3", "RETAIN", cases::s3_3_1_retain()},
      {"3.3.2.3", "PUBLISH Properties", cases::s3_3_2_properties()},
      {"3.3.2.3.4", "Topic Alias", cases::s3_3_2_topic_alias()},
      {"3.3.4", "PUBLISH Actions", cases::s3_3_4_actions()},
      {"3.4", "PUBACK, PUBREC, PUBREL, PUBCOMP", cases::s3_4_acks()},
      {"3.8", "SUBSCRIBE and SUBACK", cases::s3_8_subscribe()},
      {"3.8.3.1", "Subscription Options", cases::s3_8_options()},
      {"3.10", "UNSUBSCRIBE and UNSUBACK", cases::s3_10_unsubscribe()},
      {"3.12", "PINGREQ", cases::s3_12_pingreq()},
      {"3.14", "DISCONNECT", cases::s3_14_disconnect()},
      {"3.15", "AUTH", cases::s3_15_auth()},
      {"4.1", "Session State", cases::s4_1_session()},
      {"4.3", "Quality of Service levels and protocol flows", cases::s4_3_qos()},
      {"4.4", "Message delivery retry", cases::s4_4_retry()},
      {"4.5", "Message receipt", cases::s4_5_receipt()},
      {"4.6", "Message ordering", cases::s4_6_ordering()},
      {"4.7", "Topic Names and Topic Filters", cases::s4_7_topics()},
      {"4.8", "Subscriptions", cases::s4_8_subscriptions()},
      {"4.9", "Flow Control", cases::s4_9_flow_control()},
      {"4.12", "Enhanced authentication", cases::s4_12_authentication()},
      {"4.13", "Handling errors", cases::s4_13_errors()},
  };
  return groups;
}

}  // namespace mqttspec::conformance
