// 4.13 (3.1.1: 4.8)  Handling errors: who is disconnected, who is not, and what is said before
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited error_closes = "MQTT-4.8.0-1"_v311 | "MQTT-4.13.1-1"_v5;

// A Protocol Error that every Server has to notice [MQTT-3.1.0-2].
void connect_again(Peer& peer, std::string_view name) { peer.send_illegal(connect(name)); }

// Only a Server that has found the fault is bound; one that passes over it breaks [MQTT-3.1.0-2].
void must_close_if_found(Run& run, Peer& wrong, Must statement, Detects found) {
  if (wrong.closes() || wrong.is_sent(disconnect())) return wrong.must_close(statement);
  run.detected(found, false, "the Server notices the second CONNECT", "it passes over it");
}

}  // namespace

std::span<const Case> s4_13_errors() {
  static const Case cases[] = {
      {"errors/close-the-connection-at-fault",
       {error_closes},
       [](Run& run) {
         auto wrong = run.client("wrong");
         connect_again(wrong, "wrong");
         must_close_if_found(run, wrong, error_closes, error_closes);
       }},

      {"errors/close-no-other-connection",
       {"MQTT-4.8.0-1"_v311 | "MQTT-3.1.0-2"_v5},
       [](Run& run) {
         auto bystander = run.client("bystander");
         auto wrong = run.client("wrong");
         connect_again(wrong, "bystander");
         wrong.expect_close();
         bystander.must_stay_open("MQTT-4.8.0-1"_v311 | "MQTT-3.1.0-2"_v5);
       }},

      {"errors/have-no-consequences-for-other-sessions",
       {"U5.0-4.13.1-9"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         auto pub = run.client("pub");
         auto wrong = run.client("wrong");
         wrong.subscribe("t");
         connect_again(wrong, "wrong");
         wrong.expect_close();
         pub.publish(publish("t", "as before"));
         sub.should("U5.0-4.13.1-9"_v5, publish("t", "as before"));
       }},

      {"errors/leave-the-session-as-it-was",
       {"MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-23"_v5},
       [](Run& run) {
         auto wrong = run.client("wrong", Session::kept);
         mark(wrong);
         wrong.send_illegal(raw(publish("t", "x").qos2(7)).flags(0b0110).because("QoS 3"));
         wrong.expect_close();
         must_resume(run, wrong, connect("wrong").keep_session(),
                     "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-23"_v5);
       }},

      {"errors/are-announced-by-disconnect",
       {"U5.0-4.13.1-7"_v5, "U5.0-4.13.1-8"_v5},
       [](Run& run) {
         auto wrong = run.client("wrong");
         connect_again(wrong, "wrong");
         wrong.should("U5.0-4.13.1-7"_v5, disconnect());
         auto again = run.client("again");
         connect_again(again, "again");
         again.should("U5.0-4.13.1-8"_v5, disconnect().codes({ReasonCode::protocol_error}));
       }},

      {"errors/with-a-failure-code-close-with-or-without-disconnect",
       {"MQTT-4.13.2-1"_v5, "U5.0-3.14-2"_v5},
       [](Run& run) {
         auto wrong = run.client("wrong");
         connect_again(wrong, "wrong");
         must_close_if_found(run, wrong, "MQTT-4.13.2-1"_v5, "MQTT-4.13.2-1"_v5);
         wrong.may("U5.0-3.14-2"_v5, disconnect());
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
