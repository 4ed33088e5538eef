// 3.1.2.11 and 3.1.3.2 of 5.0: the properties of CONNECT and of its Will.
#include "conformance/client_cases/connects.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Must whole_will = "MQTT-3.1.2-9"_v5;
constexpr Must good_pairs = "MQTT-1.5.7-1"_v5;
constexpr Must shortest_form = "MQTT-1.5.5-1"_v5;
constexpr Must good_text = "MQTT-1.5.4-1"_v5;

}  // namespace

std::span<const Case> s3_01_2_11_properties() {
  static const Case cases[] = {
      {"client/connect/has-numbers-among-its-properties",
       {"MQTT-1.5.5-1"_v5},
       [](Visit& visit) {
         auto connect = visit.plain_connect();
         connect.properties.session_expiry_interval = 0x01020304;
         connect.properties.receive_maximum = 10;
         connect.properties.maximum_packet_size = 70'000;
         connect.properties.topic_alias_maximum = 5;
         judge_connect(visit, connect, {shortest_form});
       }},
      {"client/connect/has-session-expiry-interval-without-end",
       {"MQTT-1.5.5-1"_v5},
       [](Visit& visit) {
         auto connect = visit.plain_connect();
         connect.properties.session_expiry_interval = 0xffff'ffff;
         judge_connect(visit, connect, {shortest_form});
       }},
      {"client/connect/has-requests-for-information",
       {"MQTT-1.5.5-1"_v5},
       [](Visit& visit) {
         auto connect = visit.plain_connect();
         connect.properties.request_response_information = 1;
         connect.properties.request_problem_information = 0;
         judge_connect(visit, connect, {shortest_form});
       }},
      {"client/connect/has-user-properties",
       {"MQTT-1.5.7-1"_v5},
       [](Visit& visit) {
         auto connect = visit.plain_connect();
         connect.properties.user_properties = {{"b", "1"}, {"b", "2"}, {"a", "\xc3\xa9"}};
         judge_connect(visit, connect, {good_pairs});
       }},
      {"client/connect/has-properties-of-more-than-127-bytes",
       {"MQTT-1.5.5-1"_v5},
       [](Visit& visit) {
         auto connect = visit.plain_connect();
         connect.properties.user_properties = {{"name", std::string(20'000, 'v')}};
         judge_connect(visit, connect, {shortest_form});
       }},
      {"client/will/has-properties",
       {"MQTT-3.1.2-9"_v5, "MQTT-1.5.4-1"_v5},
       [](Visit& visit) {
         auto connect = with_will(visit);
         auto& properties = connect.will->properties;
         properties.will_delay_interval = 7;
         properties.payload_format_indicator = 1;
         properties.message_expiry_interval = 9;
         properties.content_type = "text/plain";
         properties.response_topic = "answer/here";
         properties.correlation_data = std::string("\0\xff", 2);
         judge_connect(visit, connect, {whole_will, good_text});
       }},
      {"client/will/has-user-properties",
       {"MQTT-3.1.2-9"_v5, "MQTT-1.5.7-1"_v5},
       [](Visit& visit) {
         auto connect = with_will(visit);
         connect.will->properties.user_properties = {{"b", "1"}, {"b", "2"}, {"a", "3"}};
         judge_connect(visit, connect, {whole_will, good_pairs});
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
