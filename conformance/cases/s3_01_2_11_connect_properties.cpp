// 3.1.2.11  CONNECT Properties (5.0): what is illegal in them, and what they ask of the Server
#include <algorithm>

#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

// A property and the statement that limits it.
struct Limited {
  Detects statement;
  std::string_view legal;
  std::string_view illegal;
  std::string_view fault;
};

void refuse_each(Run& run, std::initializer_list<Limited> properties) {
  for (const auto& each : properties)
    run.detects(each.statement, raw(connect("c")).property(each.illegal).because(each.fault),
                raw(connect("c")).property(each.legal));
}

// A CONNECT that wants no Reason String and no User Property where that can be asked for.
ConnectSpec without_problem_information() {
  return connect("c").with(Property::request_problem_information, 0);
}

// How large a message on topic t is when the Server sends it: it may have properties of its own,
// with the ClientId of its publisher, which here is as long as in the case.
std::uint32_t size_at_qos_0(Run& run, const std::string& text) {
  auto control = run.subscriber("t", Qos::at_most_once, "control");
  run.client("own").publish(publish("t", text));
  return static_cast<std::uint32_t>(control.expect(publish("t", text)).bytes->size());
}

template <class Spec>
Spec bare(Spec answer) {
  return answer.without(Property::reason_string).without(Property::user_property);
}

}  // namespace

std::span<const Case> s3_01_2_11_connect_properties() {
  static const Case cases[] = {
      {"connect-properties/each-stands-at-most-once",
       {"U5.0-3.1.2.11.2-1"_v5, "U5.0-3.1.2.11.3-1"_v5, "U5.0-3.1.2.11.4-2"_v5,
        "U5.0-3.1.2.11.5-1"_v5, "U5.0-3.1.2.11.6-1"_v5, "U5.0-3.1.2.11.7-1"_v5},
       [](Run& run) {
         refuse_each(
             run,
             {{"U5.0-3.1.2.11.2-1"_v5, "11 00000000", "11 00000000 11 00000000",
               "Session Expiry Interval twice"},
              {"U5.0-3.1.2.11.3-1"_v5, "21 0005", "21 0005 21 0005", "Receive Maximum twice"},
              {"U5.0-3.1.2.11.4-2"_v5, "27 00010000", "27 00010000 27 00010000",
               "Maximum Packet Size twice"},
              {"U5.0-3.1.2.11.5-1"_v5, "22 0005", "22 0005 22 0005", "Topic Alias Maximum twice"},
              {"U5.0-3.1.2.11.6-1"_v5, "19 00", "19 00 19 00",
               "Request Response Information twice"},
              {"U5.0-3.1.2.11.7-1"_v5, "17 01", "17 01 17 01",
               "Request Problem Information twice"}});
       }},

      {"connect-properties/receive-maximum-0-is-refused",
       {"U5.0-3.1.2.11.3-1"_v5},
       [](Run& run) {
         refuse_each(run, {{"U5.0-3.1.2.11.3-1"_v5, "21 0001", "21 0000", "Receive Maximum 0"}});
       }},

      {"connect-properties/maximum-packet-size-0-is-refused",
       {"U5.0-3.1.2.11.4-2"_v5},
       [](Run& run) {
         refuse_each(run, {{"U5.0-3.1.2.11.4-2"_v5, "27 00010000", "27 00000000",
                            "Maximum Packet Size 0"}});
       }},

      {"connect-properties/request-information-is-0-or-1",
       {"U5.0-3.1.2.11.6-1"_v5, "U5.0-3.1.2.11.7-1"_v5},
       [](Run& run) {
         refuse_each(run,
                     {{"U5.0-3.1.2.11.6-1"_v5, "19 01", "19 02", "Request Response Information 2"},
                      {"U5.0-3.1.2.11.7-1"_v5, "17 01", "17 02", "Request Problem Information 2"}});
       }},

      {"connect-properties/authentication-data-without-method-is-refused",
       {"U5.0-3.1.2.11.10-1"_v5},
       [](Run& run) {
         run.detects("U5.0-3.1.2.11.10-1"_v5,
                     raw(connect("c")).property("16 0001 78").because("no Authentication Method"),
                     raw(connect("c")));
       }},

      {"connect-properties/user-properties-may-be-many",
       {"U5.0-3.1.2.11.8-1"_v5, "U5.0-3.1.2.11.8-2"_v5, "MQTT-3.1.4-5"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.reopen(connect("c").user("a", "1").user("a", "1").user("b", "2"));
         must_be_accepted(run, peer, "MQTT-3.1.4-5"_v5);
         run.observed("U5.0-3.1.2.11.8-1"_v5, "three User Properties are accepted");
         run.observed("U5.0-3.1.2.11.8-2"_v5, "the same name twice is accepted");
       }},

      // 3.1.2.11.3  Receive Maximum
      {"connect-properties/receive-maximum-ends-with-its-connection",
       {"U5.0-3.1.2.11.3-2"_v5},
       [](Run& run) {
         auto sub = run.client(connect("sub").keep_session().with(Property::receive_maximum, 1));
         sub.answer_by_hand();
         granted(run, sub.subscribe("t", Qos::at_least_once), Qos::at_least_once);
         auto other = run.subscriber("t", Qos::at_least_once, "other");
         other.answer_by_hand();
         auto pub = run.client("pub");
         pub.publish(publish("t", "one").qos1());
         pub.publish(publish("t", "two").qos1());
         sub.expect(publish("t", "one").qos1());
         // It has to be a Server that sends more than one at a time; it may always send fewer.
         other.expect(publish("t", "one").qos1());
         other.expect(publish("t", "two").qos1());
         sub.reconnect(connect("sub").keep_session());
         sub.expect(publish("t", "one").qos1());
         sub.should("U5.0-3.1.2.11.3-2"_v5, publish("t", "two").qos1());
       },
       Need::qos_1},

      // 3.1.2.11.4  Maximum Packet Size
      {"connect-properties/maximum-packet-size-is-not-exceeded",
       {"MQTT-3.1.2-24"_v5},
       [](Run& run) {
         auto sub = run.client(connect("sub").with(Property::maximum_packet_size, 100));
         sub.subscribe("t");
         auto pub = run.client("pub");
         pub.publish(publish("t", std::string(200, 'x')));
         sub.must_not_receive("MQTT-3.1.2-24"_v5, publish("t", std::string(200, 'x')));
       }},

      {"connect-properties/maximum-packet-size-counts-the-whole-packet",
       {"MQTT-3.1.2-24"_v5, "U5.0-2.1.4-2"_v5},
       [](Run& run) {
         const auto size = size_at_qos_0(run, std::string(90, 'x'));
         auto sub = run.client(connect("sub").with(Property::maximum_packet_size, size));
         sub.subscribe("t");
         auto pub = run.client("pub");
         pub.publish(publish("t", std::string(90, 'x')));
         sub.should("U5.0-2.1.4-2"_v5, publish("t", std::string(90, 'x')));
         pub.publish(publish("t", std::string(91, 'x')));
         sub.must_not_receive("MQTT-3.1.2-24"_v5, publish("t", std::string(91, 'x')));
       }},

      {"connect-properties/any-size-without-maximum-packet-size",
       {"U5.0-3.1.2.11.4-1"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         auto pub = run.client("pub");
         if (pub.connack().properties.maximum_packet_size.value_or(1'000'000) < 70'000)
           run.decline("the Server's Maximum Packet Size is below 70,000");
         pub.publish(publish("t", std::string(69'000, 'x')));
         sub.should("U5.0-3.1.2.11.4-1"_v5, publish("t", std::string(69'000, 'x')));
       }},

      {"connect-properties/oversized-message-counts-as-sent",
       {"MQTT-3.1.2-25"_v5},
       [](Run& run) {
         auto sub =
             run.client(connect("sub")
                            .with(Property::maximum_packet_size, size_at_qos_0(run, "small") + 60)
                            .with(Property::receive_maximum, 1));
         sub.subscribe("t", Qos::at_least_once);
         auto pub = run.client("pub");
         for (int i = 0; i < 3; ++i) pub.publish(publish("t", std::string(200, 'x')).qos1());
         pub.publish(publish("t", "small").qos1());
         sub.must("MQTT-3.1.2-25"_v5, publish("t", "small"));
       },
       Need::qos_1},

      // 3.1.2.11.5  Topic Alias Maximum
      {"connect-properties/no-topic-alias-without-topic-alias-maximum",
       {"MQTT-3.1.2-27"_v5, "U5.0-3.1.2.11.5-2"_v5},
       [](Run& run) {
         auto absent = run.subscriber("t", Qos::at_most_once, "absent");
         auto zero = run.client(connect("zero").with(Property::topic_alias_maximum, 0));
         zero.subscribe("t");
         auto pub = run.client("pub");
         for (const auto* payload : {"one", "two"}) {
           pub.publish(publish("t", payload));
           const auto bare = publish("t").without(Property::topic_alias);
           must_be(run, "MQTT-3.1.2-27"_v5, zero.expect(publish("t", payload)), bare);
           must_be(run, "MQTT-3.1.2-27"_v5, absent.expect(publish("t", payload)), bare);
         }
         run.should_hold("U5.0-3.1.2.11.5-2"_v5, true, "", "");
       }},

      {"connect-properties/topic-alias-maximum-is-not-exceeded",
       {"MQTT-3.1.2-26"_v5},
       [](Run& run) {
         auto sub = run.client(connect("sub").with(Property::topic_alias_maximum, 2));
         sub.subscribe("t/#");
         auto pub = run.client("pub");
         for (const auto* topic : {"t/1", "t/2", "t/3", "t/1", "t/2", "t/3"}) {
           pub.publish(publish(topic, "x"));
           const auto alias = sub.expect(publish(topic, "x")).as<Publish>().properties.topic_alias;
           run.must_hold("MQTT-3.1.2-26"_v5, alias.value_or(0) <= 2, "no Topic Alias above 2",
                         std::to_string(alias.value_or(0)));
         }
       },
       Need::wildcard},

      // 3.1.2.11.6  Request Response Information
      {"connect-properties/no-response-information-unasked",
       {"MQTT-3.1.2-28"_v5, "U5.0-3.1.2.11.6-2"_v5, "U5.0-3.1.2.11.6-3"_v5},
       [](Run& run) {
         auto zero = run.client(connect("zero").with(Property::request_response_information, 0));
         run.must_hold("MQTT-3.1.2-28"_v5, !zero.connack().properties.response_information,
                       "no Response Information", "the CONNACK has one");
         auto absent = run.client("absent");
         // Absence means 0.
         run.must_hold("MQTT-3.1.2-28"_v5, !absent.connack().properties.response_information,
                       "no Response Information", "the CONNACK has one");
         run.should_hold("U5.0-3.1.2.11.6-2"_v5, true, "", "");
         auto one = run.client(connect("one").with(Property::request_response_information, 1));
         run.observed("U5.0-3.1.2.11.6-3"_v5, one.connack().properties.response_information
                                                  ? "Response Information is given"
                                                  : "no Response Information is given");
       }},

      // 3.1.2.11.7  Request Problem Information
      {"connect-properties/no-problem-information-in-acknowledgements",
       {"MQTT-3.1.2-29"_v5},
       [](Run& run) {
         auto peer = run.client(without_problem_information());
         peer.send(publish("t", "nobody listens").qos1(1));
         must_be(run, "MQTT-3.1.2-29"_v5, peer.expect(puback(1).any_code()),
                 bare(puback(1).any_code()));
         peer.send_illegal(pubrel(2));
         must_be(run, "MQTT-3.1.2-29"_v5, peer.expect(pubcomp(2).any_code()),
                 bare(pubcomp(2).any_code()));
       },
       Need::qos_1 | Need::qos_2},

      {"connect-properties/no-problem-information-in-subscription-answers",
       {"MQTT-3.1.2-29"_v5},
       [](Run& run) {
         auto peer = run.client(without_problem_information());
         peer.send(subscribe(1).filter("t"));
         must_be(run, "MQTT-3.1.2-29"_v5, peer.expect(suback(1)), bare(suback(1)));
         peer.send(unsubscribe(2).filter("never/subscribed"));
         must_be(run, "MQTT-3.1.2-29"_v5, peer.expect(unsuback(2)), bare(unsuback(2)));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
