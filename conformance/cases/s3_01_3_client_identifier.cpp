// 3.1.3.1  Client Identifier: which ones a Server has to take, which it gives out itself, and what
// they tell apart
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr std::string_view permitted =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

constexpr Cited identifies_state = "MQTT-3.1.3-2"_v311 | "MQTT-3.1.3-2"_v5;

// A client that sends an empty Client Identifier; a Server that does not permit that declines.
Peer nameless(Run& run, std::string_view name) {
  Peer peer = run.client(name);
  peer.reopen(connect(name).exact_client_id("").with(Property::session_expiry_interval, 5));
  const auto answer = peer.expect(connack()).as<Connack>();
  if (answer.reason_code != ReasonCode::success) run.decline("an empty ClientId is refused");
  if (answer.properties.session_expiry_interval.value_or(5) != 5)
    run.decline("the Server replaces the Session Expiry Interval");
  return peer;
}

std::string assigned_to(const Peer& peer) {
  return std::string(peer.connack().properties.assigned_client_identifier.value_or(""));
}

// Offers a Client Identifier that a Server may refuse, and judges how it does.
void take_or_refuse(Run& run, May permission, std::string_view extra) {
  auto peer = run.client("plain");
  peer.reopen(connect("c").exact_client_id(run.names().client_id("c") + std::string(extra)));
  if (peer.may(permission, connack().codes({ReasonCode::success}))) return;
  if (run.is_v5()) return peer.must_close("MQTT-3.1.3-8"_v5);
  if (peer.expect(connack()).as<Connack>().reason_code != return_code::identifier_rejected)
    run.decline("the CONNECT is refused for another reason");
  peer.must_close("MQTT-3.1.3-9"_v311);
}

// A CONNECT of 3.1.1 with an empty Client Identifier and CleanSession 0.
Raw nameless_without_clean_session() {
  return raw(connect("c").exact_client_id(""))
      .clear_bits(7, 0x02)
      .because("no Client Identifier, CleanSession 0");
}

}  // namespace

std::span<const Case> s3_01_3_client_identifier() {
  static const Case cases[] = {
      {"client-identifier/of-23-letters-and-digits-is-accepted",
       {"MQTT-3.1.3-5"_v311 | "MQTT-3.1.3-5"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         const auto base = run.names().client_id("");
         const auto free = 23 - base.size();
         for (std::size_t at = 0; at < permitted.size(); at += free) {
           const auto rest = permitted.substr(std::min(at, permitted.size() - free), free);
           peer.reopen(connect("c").exact_client_id(base + std::string(rest)));
           const auto code = peer.expect(connack()).as<Connack>().reason_code;
           const auto rejected = run.is_v5() ? ReasonCode::client_identifier_not_valid
                                             : return_code::identifier_rejected;
           if (code != ReasonCode::success && code != rejected)
             run.inconclusive("the CONNECT is judged by its ClientId", "another refusal");
           run.must_hold("MQTT-3.1.3-5"_v311 | "MQTT-3.1.3-5"_v5, code != rejected,
                         "the ClientId is accepted", "it is rejected");
         }
       }},

      {"client-identifier/longer-one-is-accepted-or-refused",
       {"U3.1.1-3.1.3.1-1"_v311 | "U5.0-3.1.3.1-2"_v5},
       [](Run& run) {
         take_or_refuse(run, "U3.1.1-3.1.3.1-1"_v311 | "U5.0-3.1.3.1-2"_v5,
                        "longerthantwentythreebytes");
       }},

      {"client-identifier/other-characters-are-accepted-or-refused",
       {"U3.1.1-3.1.3.1-2"_v311 | "U5.0-3.1.3.1-3"_v5},
       [](Run& run) {
         take_or_refuse(run, "U3.1.1-3.1.3.1-2"_v311 | "U5.0-3.1.3.1-3"_v5, "_-./:\xC3\xA9");
       }},

      {"client-identifier/ill-formed-one-is-refused",
       {"MQTT-3.1.3-4"_v311 | "MQTT-3.1.3-4"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(
             run, "MQTT-3.1.3-4"_v311 | "MQTT-3.1.3-4"_v5,
             raw(connect("replaced")).replace_text("replaced", "c328").because("ill-formed UTF-8"),
             raw(connect("replaced")));
       }},

      // An empty Client Identifier
      {"client-identifier/empty-one-without-clean-session-is-rejected-in-3.1.1",
       {"MQTT-3.1.3-8"_v311, "MQTT-3.1.3-7"_v311},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.drop_connection();
         peer = run.open("c");
         peer.send_illegal(nameless_without_clean_session());
         peer.must("MQTT-3.1.3-8"_v311, connack().codes({return_code::identifier_rejected}));
         peer.must_close("MQTT-3.1.3-8"_v311);
         run.detects("MQTT-3.1.3-7"_v311, nameless_without_clean_session(), raw(connect("c")));
       }},

      {"client-identifier/empty-ones-do-not-collide",
       {"MQTT-3.1.3-6"_v311 | "MQTT-3.1.3-6"_v5},
       [](Run& run) {
         auto first = nameless(run, "first");
         auto second = nameless(run, "second");
         first.must_stay_open("MQTT-3.1.3-6"_v311 | "MQTT-3.1.3-6"_v5);
         second.must_stay_open("MQTT-3.1.3-6"_v311 | "MQTT-3.1.3-6"_v5);
       }},

      {"client-identifier/assigned-one-is-told",
       {"MQTT-3.1.3-7"_v5, "MQTT-3.2.2-16"_v5},
       [](Run& run) {
         const auto first = assigned_to(nameless(run, "first"));
         run.must_hold("MQTT-3.1.3-7"_v5, !first.empty(), "an Assigned Client Identifier",
                       "the CONNACK has none");
         const auto second = assigned_to(nameless(run, "second"));
         run.must_hold("MQTT-3.2.2-16"_v5, !second.empty() && first != second,
                       "another Assigned Client Identifier for another Client", second);
       }},

      {"client-identifier/assigned-one-names-the-session",
       {"MQTT-3.1.3-7"_v5},
       [](Run& run) {
         auto peer = nameless(run, "c");
         const auto id = assigned_to(peer);
         if (id.empty()) run.inconclusive("an Assigned Client Identifier", "none");
         mark(peer);
         must_resume(run, peer, connect("c").clean(false).exact_client_id(id), "MQTT-3.1.3-7"_v5);
       }},

      // What it tells apart
      {"client-identifier/differs-by-case",
       {identifies_state},
       [](Run& run) {
         auto small = run.client("same");
         auto capital = run.client("SAME");
         small.must_stay_open(identifies_state);
         capital.must_stay_open(identifies_state);
       }},

      {"client-identifier/differs-by-its-end",
       {identifies_state},
       [](Run& run) {
         auto one = run.client("client");
         auto two = run.client("client2");
         one.must_stay_open(identifies_state);
         two.must_stay_open(identifies_state);
       }},

      {"client-identifier/each-has-a-session-of-its-own",
       {identifies_state, "MQTT-3.2.2-3"_v311 | "MQTT-3.2.2-3"_v5},
       [](Run& run) {
         auto owner = run.client("owner", Session::kept);
         owner.subscribe("t", Qos::at_least_once);
         owner.disconnect();
         auto other = run.client("plain");
         must_start_afresh(run, other, connect("stranger").keep_session(),
                           "MQTT-3.2.2-3"_v311 | "MQTT-3.2.2-3"_v5);
         run.client("pub").publish(publish("t", "for the owner"));
         other.must_not_receive(identifies_state, publish("t", "for the owner"));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
