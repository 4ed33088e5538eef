// 3.1  CONNECT
#include "codec/notation.hpp"
#include "conformance/client_cases/connects.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited connect_is_first = "MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5;
constexpr Cited one_connect = "U3.1.1-3.1-1"_v311 | "U5.0-3.1-1"_v5;
constexpr Cited identifier_leads = "MQTT-3.1.3-3"_v311 | "MQTT-3.1.3-3"_v5;
constexpr Cited identifier_is_utf_8 = "MQTT-3.1.3-4"_v311 | "MQTT-3.1.3-4"_v5;
constexpr Cited will_is_whole = "MQTT-3.1.2-9"_v311 | "MQTT-3.1.2-9"_v5;
constexpr Cited no_will_qos = "MQTT-3.1.2-13"_v311 | "MQTT-3.1.2-11"_v5;
constexpr Cited no_will_retain = "MQTT-3.1.2-15"_v311 | "MQTT-3.1.2-13"_v5;
constexpr Cited will_topic_is_utf_8 = "MQTT-3.1.3-10"_v311 | "MQTT-3.1.3-11"_v5;
constexpr Cited no_user_name = "MQTT-3.1.2-18"_v311 | "MQTT-3.1.2-16"_v5;
constexpr Cited user_name = "MQTT-3.1.2-19"_v311 | "MQTT-3.1.2-17"_v5;
constexpr Cited user_name_is_utf_8 = "MQTT-3.1.3-11"_v311 | "MQTT-3.1.3-12"_v5;
constexpr Cited no_password = "MQTT-3.1.2-20"_v311 | "MQTT-3.1.2-18"_v5;
constexpr Cited password = "MQTT-3.1.2-21"_v311 | "MQTT-3.1.2-19"_v5;
constexpr Cited order_of_fields = "MQTT-3.1.3-1"_v311 | "MQTT-3.1.3-1"_v5;

/// All fields there are, each with a value of its own.
owned::Connect with_everything(const Visit& visit) {
  auto connect = with_will(visit, Qos::exactly_once, true);
  connect.user_name = "user";
  connect.password = "secret";
  return connect;
}

void fields_are_in_order(Visit& visit) {
  const auto asked = with_everything(visit);
  const auto came = connect_that_comes(visit, asked);
  const bool swapped = came.user_name == asked.password && came.password == asked.user_name;
  visit.must_hold(order_of_fields, !swapped, "User Name before Password",
                  "the Password where the User Name should be");
  if (const auto other = differences(asked, came); !other.empty())
    visit.inconclusive("CONNECT as asked for (set-up)", "not as asked for: " + other);
  visit.must_hold(will_is_whole, true, "", "");
}

void empty_identifier(Visit& visit) {
  auto connect = visit.plain_connect();
  connect.client_id.clear();
  connect.clean_start = false;
  visit.asks_for("MQTT-3.1.3-7"_v311);
  visit.ask_connect(connect);
  bool through = false;
  if (auto line = visit.next_line_within(visit.settings().patience))
    if (const auto arrival = line->await(any<Connect>(), visit.settings().patience)) {
      const auto& came = arrival->as<Connect>();
      through = came.client_id.empty() && !came.clean_start;
    }
  // Clean Session 1, or an identifier of its own, are right.
  visit.must_not_let_through("MQTT-3.1.3-7"_v311, !through && !visit.came_through(),
                             "Clean Session 1 with an empty Client Identifier, or no CONNECT",
                             "an empty Client Identifier with Clean Session 0");
}

}  // namespace

std::span<const Case> s3_01_connect() {
  static const Case cases[] = {
      {"client/connect/is-the-first-packet",
       {connect_is_first},
       [](Visit& visit) {
         visit.ask_connect(visit.plain_connect());
         Line line = visit.next_line();
         const auto first = line.expect(anything());
         visit.must_hold(connect_is_first, type_of(first.packet) == PacketType::connect,
                         "CONNECT first", to_text(first.packet, visit.version()));
       }},
      {"client/connect/is-sent-once",
       {one_connect},
       [](Visit& visit) {
         Line line = visit.connected();
         line.fence();
         visit.should_hold(one_connect, !line.await(any<Connect>(), 0), "one CONNECT", "a second");
       }},
      {"client/connect/names-protocol-and-client",
       {identifier_leads, identifier_is_utf_8, "MQTT-3.1.2-1"_v5, "MQTT-2.2.2-1"_v5},
       [](Visit& visit) {
         judge_connect(visit, visit.plain_connect(), {identifier_leads, identifier_is_utf_8});
         if (visit.is_v5())
           for (const Must each : {Must("MQTT-3.1.2-1"_v5), Must("MQTT-2.2.2-1"_v5)})
             visit.must_hold(each, true, "", "");
       }},
      {"client/connect/without-will-has-nothing-of-it",
       {no_will_qos, no_will_retain, "MQTT-3.1.2-11"_v311},
       [](Visit& visit) {
         judge_connect(visit, visit.plain_connect(), {no_will_qos, no_will_retain});
         if (!visit.is_v5()) visit.must_hold("MQTT-3.1.2-11"_v311, true, "", "");
       }},
      {"client/connect/without-user-has-neither-name-nor-password",
       {no_user_name, no_password},
       [](Visit& visit) {
         judge_connect(visit, visit.plain_connect(), {no_user_name, no_password});
       }},
      {"client/connect/has-user-name-and-password",
       {user_name, password, user_name_is_utf_8, no_user_name, no_password, "MQTT-3.1.2-22"_v311},
       [](Visit& visit) {
         judge_connect(visit, with_user(visit),
                       {user_name, password, user_name_is_utf_8, no_user_name, no_password});
         if (!visit.is_v5()) visit.must_hold("MQTT-3.1.2-22"_v311, true, "", "");
       }},
      {"client/connect/has-user-name-alone",
       {user_name, no_password},
       [](Visit& visit) {
         auto connect = with_user(visit);
         connect.password.reset();
         judge_connect(visit, connect, {user_name, no_password});
       }},
      {"client/connect/has-password-alone",
       {"MQTT-3.1.2-22"_v311, "MQTT-3.1.2-16"_v5, "MQTT-3.1.2-19"_v5},
       [](Visit& visit) {
         auto connect = with_user(visit);
         connect.user_name.reset();
         visit.may_lack();
         if (visit.is_v5()) return judge_connect(visit, connect, {no_user_name, password});
         visit.asks_for_the_impossible();
         visit.ask_connect(connect);
         if (auto line = visit.next_line_within(visit.settings().patience))
           line->await(any<Connect>(), visit.settings().patience);
         visit.must_not_let_through("MQTT-3.1.2-22"_v311, !visit.came_through(),
                                    "no Password without a User Name", "a Password alone");
       }},
      {"client/connect/has-empty-user-name-and-password",
       {user_name, password},
       [](Visit& visit) {
         auto connect = with_user(visit);
         connect.user_name = "";
         connect.password = "";
         judge_connect(visit, connect, {user_name, password});
       }},
      {"client/connect/has-password-of-any-bytes",
       {password},
       [](Visit& visit) {
         auto connect = with_user(visit);
         connect.password = "\xff\xc0 \x80";
         visit.may_lack();
         judge_connect(visit, connect, {password});
       }},
      {"client/connect/has-fields-in-order", {order_of_fields, will_is_whole}, fields_are_in_order},
      {"client/connect/empty-client-identifier-has-clean-session",
       {"MQTT-3.1.3-7"_v311},
       empty_identifier},
      {"client/will/arrives-at-qos-0",
       {will_is_whole, will_topic_is_utf_8},
       [](Visit& visit) {
         judge_connect(visit, with_will(visit, Qos::at_most_once),
                       {will_is_whole, will_topic_is_utf_8});
       }},
      {"client/will/arrives-at-qos-1-and-retained",
       {will_is_whole},
       [](Visit& visit) {
         judge_connect(visit, with_will(visit, Qos::at_least_once, true), {will_is_whole});
       }},
      {"client/will/arrives-at-qos-2",
       {will_is_whole, "MQTT-3.1.2-11"_v311, "MQTT-3.1.2-14"_v311},
       [](Visit& visit) {
         judge_connect(visit, with_will(visit, Qos::exactly_once), {will_is_whole});
         if (!visit.is_v5())
           for (const Must each : {Must("MQTT-3.1.2-11"_v311), Must("MQTT-3.1.2-14"_v311)})
             visit.must_hold(each, true, "", "");
       }},
      {"client/will/arrives-without-payload",
       {will_is_whole},
       [](Visit& visit) {
         auto connect = with_will(visit);
         connect.will->payload.clear();
         judge_connect(visit, connect, {will_is_whole});
       }},
      {"client/will/arrives-with-user-name-and-password",
       {will_is_whole, user_name, password},
       [](Visit& visit) {
         judge_connect(visit, with_everything(visit), {will_is_whole, user_name, password});
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
