// 3.15, 4.12  AUTH and enhanced authentication
#include "codec/owned.hpp"
#include "conformance/client_cases/authentication.hpp"
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Must only_auth_before_connack = "MQTT-3.1.2-30"_v5;
constexpr Must continues = "MQTT-4.12.0-3"_v5;
constexpr Must same_method = "MQTT-4.12.0-5"_v5;
constexpr Must no_auth_without_method = "MQTT-4.12.0-7"_v5;
constexpr Must same_method_again = "MQTT-4.12.1-1"_v5;
constexpr Must all_processed = "MQTT-4.5.0-2"_v5;
constexpr Must reason_fits = "MQTT-3.15.2-2"_v5;
constexpr Must property_fits = "MQTT-3.15.2-3"_v5;
void judge_answer(Visit& visit, const Arrival& arrival, Must method) {
  const auto text = to_text(arrival.packet, visit.version());
  const auto* auth = std::get_if<Auth>(&arrival.packet);
  if (auth == nullptr) visit.inconclusive("AUTH (set-up)", text);
  visit.must_hold(continues, auth->reason_code == ReasonCode::continue_authentication,
                  "Reason Code 0x18", text);
  visit.must_hold(method, auth->properties.authentication_method == our_method,
                  "the Authentication Method of CONNECT", text);
}

void answers(Visit& visit) {
  Line line = authenticating(visit);
  for (int round = 0; round < 2; ++round) {
    const auto arrival =
        answer_to(visit, line, challenge(ReasonCode::continue_authentication), anything());
    const auto type = type_of(arrival.packet);
    visit.must_hold(only_auth_before_connack,
                    type == PacketType::auth || type == PacketType::disconnect,
                    "AUTH or DISCONNECT before CONNACK", to_text(arrival.packet, visit.version()));
    judge_answer(visit, arrival, same_method);
    visit.must_hold("MQTT-3.15.2-1"_v5, true, "", "");
  }
  line.send(accepting());
  line.fence();
}

void begins_anew(Visit& visit) {
  visit.needs(visit.able().reauth, "authenticate anew");
  Line line = authenticated(visit);
  visit.ask(challenge(ReasonCode::re_authenticate));
  const auto arrival = line.expect(any<Auth>());
  visit.must_hold(same_method_again,
                  arrival.as<Auth>().properties.authentication_method == our_method,
                  "the Authentication Method of CONNECT", to_text(arrival.packet, visit.version()));
  if (arrival.as<Auth>().reason_code != ReasonCode::re_authenticate)
    visit.inconclusive("AUTH 0x19 (set-up)", to_text(arrival.packet, visit.version()));
  // A PINGREQ may come at any time.
  judge_answer(visit,
               answer_to(visit, line, challenge(ReasonCode::continue_authentication), any<Auth>()),
               same_method);
  line.send(challenge(ReasonCode::success));
  line.fence();
}

void asks_without_method(Visit& visit) {
  visit.needs(visit.able().reauth, "authenticate anew");
  Line line = visit.connected();
  visit.asks_for_the_impossible();
  visit.ask(challenge(ReasonCode::re_authenticate));
  const auto arrival = line.await(any<Auth>(), visit.settings().patience / 3);
  visit.must_not_let_through(no_auth_without_method, !arrival, "no AUTH",
                             arrival ? to_text(arrival->packet, visit.version()) : std::string());
}

void other_method_in_auth(Visit& visit) {
  Line line = authenticating(visit);
  line.send_illegal(challenge(ReasonCode::continue_authentication, "another"));
  visit.let_time_pass(300);
  // Whoever overlooked it is content with this, and acknowledges a message.
  line.send(accepting());
  line.detects_by_closing("U5.0-3.15-1"_v5);
}

// In place of a challenge, while an exchange is under way.
void malformed_auth(Visit& visit, Detects statement, std::string_view hex) {
  Line line = authenticating(visit);
  line.send_bytes(hex);
  visit.let_time_pass(300);
  // Whoever overlooked it is content with this, and acknowledges a message.
  line.send(accepting());
  line.detects_by_closing(statement);
}

void connack_with_method(Visit& visit, std::optional<std::string> method) {
  Line line = authenticating(visit);
  owned::Connack connack;
  connack.properties.authentication_method = std::move(method);
  line.send_illegal(connack);
  line.detects_by_closing("MQTT-4.12.0-5"_v5);
}

// A message of the Session right behind CONNACK, when the Client has just been busy with AUTH.
void message_behind_connack(Visit& visit) {
  visit.needs(visit.able().session, "keep a Session");
  auto connect = with_method(visit);
  connect.clean_start = false;
  connect.properties.session_expiry_interval = 300;
  Line line = authenticating(visit, connect);
  const auto answer =
      answer_to(visit, line, challenge(ReasonCode::continue_authentication), anything());
  if (type_of(answer.packet) != PacketType::auth)
    visit.inconclusive("AUTH (set-up)", text_of(visit, answer));
  line.send_glued({accepting(), with_id(1, "one", Qos::at_least_once)});
  must_acknowledge<Puback>(visit, line, all_processed, 1);
}

// The application has the AUTH made larger than the Server permits.
void too_large(Visit& visit) {
  visit.needs(visit.able().reauth, "authenticate anew");
  auto accept = accepting();
  accept.properties.maximum_packet_size = 60;
  Line line = authenticated(visit, accept);
  visit.asks_for_the_impossible();
  auto auth = challenge(ReasonCode::re_authenticate);
  auth.properties.reason_string = std::string(60, 'r');
  auth.properties.user_properties.push_back({"name", std::string(60, 'u')});
  visit.ask(auth);
  const auto arrival = line.await(any<Auth>(), visit.settings().patience / 3);
  const bool large = arrival && arrival->bytes->size() > 60;
  const auto* came = large ? &arrival->as<Auth>().properties : nullptr;
  visit.must_not_let_through(reason_fits, came == nullptr || !came->reason_string,
                             "no Reason String above 60 bytes", "AUTH with it");
  visit.must_not_let_through(property_fits, came == nullptr || came->user_properties.empty(),
                             "no User Property above 60 bytes", "AUTH with it");
}

// The Server ends what the Client has begun.
void fails_anew(Visit& visit) {
  visit.needs(visit.able().reauth, "authenticate anew");
  Line line = authenticated(visit);
  visit.ask(challenge(ReasonCode::re_authenticate));
  line.expect(any<Auth>());
  owned::Disconnect disconnect;
  disconnect.reason_code = ReasonCode::not_authorized;
  line.send(disconnect);
  const Time end = visit.now() + visit.settings().patience;
  while (line.is_open() && visit.now() < end) visit.let_time_pass(100);
  visit.should_hold("U5.0-3.14.4-1"_v5, !line.is_open(), "it closes on DISCONNECT", "it stays");
}

}  // namespace

std::span<const Case> s4_12_authentication() {
  static const Case cases[] = {
      {"client/auth/challenge-is-answered",
       {"MQTT-4.12.0-3"_v5, "MQTT-4.12.0-5"_v5, "MQTT-3.1.2-30"_v5, "MQTT-3.15.2-1"_v5},
       answers},
      {"client/auth/begins-anew-with-the-same-method",
       {"MQTT-4.12.1-1"_v5, "MQTT-4.12.0-3"_v5, "MQTT-4.12.0-5"_v5},
       begins_anew},
      {"client/auth/failure-of-a-second-one-ends-the-connection", {"U5.0-3.14.4-1"_v5}, fails_anew},
      {"client/auth/message-behind-connack-is-read",
       {all_processed.cited()},
       message_behind_connack},
      {"client/auth/fits-the-servers-maximum-packet-size",
       {reason_fits.cited(), property_fits.cited()},
       too_large},
      {"client/auth/is-not-sent-without-method", {"MQTT-4.12.0-7"_v5}, asks_without_method},
      {"client/auth/of-other-method-is-noticed", {"U5.0-3.15-1"_v5}, other_method_in_auth},
      {"client/auth/without-method-is-noticed",
       {"U5.0-3.15.2.2.2-1"_v5},
       [](Visit& visit) { malformed_auth(visit, "U5.0-3.15.2.2.2-1"_v5, "f0021800"); }},
      {"client/auth/of-two-methods-is-noticed",
       {"U5.0-3.15.2.2.2-1"_v5},
       [](Visit& visit) {
         malformed_auth(visit, "U5.0-3.15.2.2.2-1"_v5,
                        "f026182415000f6d717474737065632d6d6574686f6415000f6d717474737065632d6d"
                        "6574686f64");
       }},
      {"client/auth/of-two-data-is-noticed",
       {"U5.0-3.15.2.2.3-1"_v5},
       [](Visit& visit) {
         malformed_auth(visit, "U5.0-3.15.2.2.3-1"_v5,
                        "f01c181a15000f6d717474737065632d6d6574686f641600016116000161");
       }},
      {"client/auth/of-two-reason-strings-is-noticed",
       {"U5.0-3.15.2.2.4-2"_v5},
       [](Visit& visit) {
         malformed_auth(visit, "U5.0-3.15.2.2.4-2"_v5,
                        "f01c181a15000f6d717474737065632d6d6574686f641f0001611f000161");
       }},
      {"client/auth/connack-of-other-method-is-noticed",
       {"MQTT-4.12.0-5"_v5},
       [](Visit& visit) { connack_with_method(visit, "another"); }},
      {"client/auth/connack-without-method-is-noticed",
       {"MQTT-4.12.0-5"_v5},
       [](Visit& visit) { connack_with_method(visit, {}); }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
