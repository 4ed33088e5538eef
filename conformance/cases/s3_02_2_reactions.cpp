// 3.2.2.3  How a Server answers what it said in CONNACK that it does not do, and what holds where
// it says nothing (5.0)
#include <fmt/format.h>

#include <algorithm>

#include "conformance/cases/capability_steps.hpp"
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

constexpr int many_messages = 60;               // messages that are open at a time
constexpr std::size_t large_payload = 100'000;  // bytes
constexpr std::uint32_t lasting_s = 3'600;

// What the Server does not do is an error, which it reports by a DISCONNECT of its own.
void answered_by(Run& run, const Stimulus& packet, ReasonCode code, Detects error, Should answer) {
  auto peer = run.client("c");
  peer.send_illegal(packet);
  const auto said = peer.should(answer, disconnect().codes({code}));
  run.detected(error, said || peer.closes(), "the Server notices the fault", "it goes on");
  run.must_be_alive();
}

// A message that was published by another client comes.
void should_come(Run& run, Peer& sub, Should statement, const Topic& topic) {
  run.client("pub").publish(publish(topic, "x"));
  sub.should(statement, publish(topic, "x"));
}

}  // namespace

std::span<const Case> s3_02_2_reactions() {
  static const Case cases[] = {
      {"capabilities/publish-above-the-maximum-qos-is-answered-by-0x9b",
       {"U5.0-3.2.2.3.4-3"_v5, "U5.0-3.2.2.3.4-4"_v5},
       [](Run& run) {
         const auto maximum = offered(run).maximum_qos.value_or(2);
         if (maximum == 2) run.decline("Maximum QoS is absent");
         answered_by(run, publish("t", "x").at(Qos(maximum + 1), 7), ReasonCode::qos_not_supported,
                     "U5.0-3.2.2.3.4-3"_v5, "U5.0-3.2.2.3.4-4"_v5);
       }},
      {"capabilities/retained-message-is-answered-by-0x9a",
       {"U5.0-3.2.2.3.5-5"_v5, "U5.0-3.3.1.3-1"_v5, "U5.0-3.2.2.3.5-6"_v5},
       [](Run& run) {
         only_without(run, offered(run).retain_available, "Retain Available");
         const auto packet = publish("t", "x").retain();
         answered_by(run, packet, ReasonCode::retain_not_supported, "U5.0-3.2.2.3.5-5"_v5,
                     "U5.0-3.3.1.3-1"_v5);
         answered_by(run, packet, ReasonCode::retain_not_supported, "U5.0-3.2.2.3.5-5"_v5,
                     "U5.0-3.2.2.3.5-6"_v5);
       }},
      {"capabilities/wildcard-subscription-is-answered-by-0xa2",
       {"U5.0-3.2.2.3.11-5"_v5, "U5.0-3.2.2.3.11-6"_v5},
       [](Run& run) {
         only_without(run, offered(run).wildcard_subscription_available,
                      "Wildcard Subscription Available");
         answered_by(run, subscribe(10).filter("t/#"),
                     ReasonCode::wildcard_subscriptions_not_supported, "U5.0-3.2.2.3.11-5"_v5,
                     "U5.0-3.2.2.3.11-6"_v5);
       }},
      {"capabilities/subscription-identifier-is-answered-by-0xa1",
       {"U5.0-3.2.2.3.12-5"_v5, "U5.0-3.2.2.3.12-6"_v5},
       [](Run& run) {
         only_without(run, offered(run).subscription_identifier_available,
                      "Subscription Identifiers Available");
         answered_by(run, subscribe(10).filter("t").with(Property::subscription_identifier, 1),
                     ReasonCode::subscription_identifiers_not_supported, "U5.0-3.2.2.3.12-5"_v5,
                     "U5.0-3.2.2.3.12-6"_v5);
       }},
      {"capabilities/shared-subscription-is-answered-by-0x9e",
       {"U5.0-3.2.2.3.13-5"_v5, "U5.0-3.2.2.3.13-6"_v5},
       [](Run& run) {
         only_without(run, offered(run).shared_subscription_available,
                      "Shared Subscription Available");
         answered_by(run, subscribe(10).filter("$share/group/t"),
                     ReasonCode::shared_subscriptions_not_supported, "U5.0-3.2.2.3.13-5"_v5,
                     "U5.0-3.2.2.3.13-6"_v5);
       }},

      // What holds where CONNACK is silent
      {"capabilities/retained-messages-are-there-by-default",
       {"U5.0-3.2.2.3.5-3"_v5},
       [](Run& run) {
         only_with(run, offered(run).retain_available, "Retain Available");
         run.client("pub").publish(publish("t", "kept").qos1().retain());
         auto sub = run.subscriber("t", at_least_once);
         sub.should("U5.0-3.2.2.3.5-3"_v5, publish("t", "kept").retain());
       },
       Need::retain | Need::qos_1},
      {"capabilities/wildcards-are-there-by-default",
       {"U5.0-3.2.2.3.11-3"_v5},
       [](Run& run) {
         only_with(run, offered(run).wildcard_subscription_available,
                   "Wildcard Subscription Available");
         auto sub = run.subscriber("t/#");
         should_come(run, sub, "U5.0-3.2.2.3.11-3"_v5, "t/x");
       },
       Need::wildcard},
      {"capabilities/subscription-identifiers-are-there-by-default",
       {"U5.0-3.2.2.3.12-3"_v5},
       [](Run& run) {
         only_with(run, offered(run).subscription_identifier_available,
                   "Subscription Identifiers Available");
         auto sub =
             run.subscriber(subscribe(10).filter("t").with(Property::subscription_identifier, 5));
         run.client("pub").publish(publish("t", "x"));
         sub.should("U5.0-3.2.2.3.12-3"_v5,
                    publish("t", "x").with(Property::subscription_identifier, 5));
       },
       Need::subscription_identifiers},
      {"capabilities/shared-subscriptions-are-there-by-default",
       {"U5.0-3.2.2.3.13-3"_v5},
       [](Run& run) {
         only_with(run, offered(run).shared_subscription_available,
                   "Shared Subscription Available");
         auto sub = run.subscriber("$share/group/t");
         should_come(run, sub, "U5.0-3.2.2.3.13-3"_v5, "t");
       },
       Need::shared_subscriptions},
      {"capabilities/many-messages-may-be-open-by-default",
       {"U5.0-3.2.2.3.3-2"_v5},
       [](Run& run) {
         if (offered(run).receive_maximum.value_or(0xFFFF) != 0xFFFF)
           run.decline("the Server names a Receive Maximum");
         auto pub = run.client("pub");
         for (int i = 1; i <= many_messages; ++i)
           pub.send(publish("t", "x").qos2(static_cast<std::uint16_t>(i)));
         for (int i = 1; i <= many_messages; ++i) {
           const auto id = static_cast<std::uint16_t>(i);
           if (!pub.should("U5.0-3.2.2.3.3-2"_v5, pubrec(id))) return;
         }
       },
       Need::qos_2},
      {"capabilities/large-packet-is-taken-by-default",
       {"U5.0-3.2.2.3.6-1"_v5},
       [](Run& run) {
         if (offered(run).maximum_packet_size.value_or(0xFFFF'FFFF) < large_payload + 200)
           run.decline("the Server names a Maximum Packet Size");
         auto pub = run.client("pub");
         pub.send(publish("t", std::string(large_payload, 'x')).qos1(7));
         pub.should("U5.0-3.2.2.3.6-1"_v5, puback(7));
       },
       Need::qos_1},
      {"capabilities/session-expiry-interval-of-connect-holds-by-default",
       {"U5.0-3.2.2.3.2-2"_v5},
       [](Run& run) {
         auto peer = run.client(connect("c").keep_session(lasting_s));
         if (peer.connack().properties.session_expiry_interval.value_or(lasting_s) != lasting_s)
           run.decline("the Server replaces the Session Expiry Interval");
         mark(peer);
         leave(peer);
         run.let_time_pass(time_to_end);
         const bool present = finds_session(peer, connect("c").keep_session(lasting_s));
         run.should_hold("U5.0-3.2.2.3.2-2"_v5, present || goes_on(run, peer),
                         "the Session goes on", "it has ended");
       }},
      {"capabilities/response-information-may-be-left-out",
       {"U5.0-3.2.2.3.15-2"_v5, "MQTT-3.2.0-2"_v5},
       [](Run& run) {
         auto peer = run.client(connect("c").with(Property::request_response_information, 1));
         run.observed("U5.0-3.2.2.3.15-2"_v5, peer.connack().properties.response_information
                                                  ? "it is given"
                                                  : "it is left out");
         peer.must_not_receive("MQTT-3.2.0-2"_v5, connack());
       }},

      // 3.2.2.3.16, 3.14.2.2.5, 4.11
      {"server-reference/goes-with-a-code-that-sends-away",
       {"U5.0-3.2.2.3.16-2"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.reopen(connect("c").exact_client_id("redirected" + run.names().client_id("c")));
         const auto answer = peer.expect(connack()).as<Connack>();
         if (!answer.properties.server_reference) run.decline("CONNACK has no Server Reference");
         run.should_hold("U5.0-3.2.2.3.16-2"_v5,
                         answer.reason_code == ReasonCode::use_another_server ||
                             answer.reason_code == ReasonCode::server_moved,
                         "0x9C or 0x9D", "another code");
       }},
      {"server-reference/of-disconnect-goes-with-a-code-that-sends-away",
       {"U5.0-3.14.2.2.5-2"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.reopen(connect("c").exact_client_id("redirected" + run.names().client_id("c")));
         if (peer.expect(connack()).as<Connack>().reason_code != ReasonCode::success)
           run.decline("the Client is sent away by CONNACK");
         if (!peer.closes()) run.decline("the Client is not sent away");
         const auto said = peer.should("U5.0-3.14.2.2.5-2"_v5, disconnect());
         if (!said) return;
         const auto& words = said->as<Disconnect>();
         run.should_hold("U5.0-3.14.2.2.5-2"_v5,
                         !words.properties.server_reference ||
                             words.reason_code == ReasonCode::use_another_server ||
                             words.reason_code == ReasonCode::server_moved,
                         "0x9C or 0x9D", "another code");
       }},
      {"server-reference/may-be-left-out",
       {"U5.0-4.11-5"_v5, "MQTT-3.2.0-2"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         run.observed("U5.0-4.11-5"_v5, peer.connack().properties.server_reference
                                            ? "CONNACK names another Server"
                                            : "CONNACK names none");
         peer.must_not_receive("MQTT-3.2.0-2"_v5, connack());
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
