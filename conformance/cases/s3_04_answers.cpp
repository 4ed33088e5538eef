// 3.4 to 3.14  How the answers of a Server end: with their Packet Identifier in 3.1.1, with their
// Variable Header in 5.0; and the Reason Code of its DISCONNECT
#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// 4.13.1 of 5.0
constexpr ReasonCode codes_of_errors[] = {ReasonCode::malformed_packet,
                                          ReasonCode::protocol_error,
                                          ReasonCode::receive_maximum_exceeded,
                                          ReasonCode::packet_too_large,
                                          ReasonCode::retain_not_supported,
                                          ReasonCode::qos_not_supported,
                                          ReasonCode::shared_subscriptions_not_supported,
                                          ReasonCode::subscription_identifiers_not_supported,
                                          ReasonCode::wildcard_subscriptions_not_supported};

constexpr unsigned header = 2;  // of the short packets meant here

// True if nothing follows the properties, or what stands there of the Variable Header; `fixed` is
// what comes before the Reason Code.
bool ends_with_header(Bytes bytes, unsigned fixed) {
  const auto code = header + fixed;
  if (bytes.size() <= code + 1) return true;
  return bytes[1] >= 0x80 || bytes[code + 1] >= 0x80 || bytes.size() == code + 2U + bytes[code + 1];
}

void judge_end(Run& run, Should statement, const Arrival& answer, unsigned fixed = 2) {
  const Bytes bytes(*answer.bytes);
  const bool ends = run.is_v5() ? ends_with_header(bytes, fixed) : bytes.size() == header + fixed;
  run.should_hold(statement, ends, "nothing behind the Variable Header", "more bytes");
}

void judge_length(Run& run, Should statement, const Arrival& answer, unsigned length) {
  if (!run.is_v5())
    run.should_hold(statement, answer.bytes->at(1) == length, std::to_string(length),
                    std::to_string(answer.bytes->at(1)));
}

}  // namespace

std::span<const Case> s3_04_answers() {
  static const Case cases[] = {
      {"answers/puback-ends-with-its-header",
       {"U3.1.1-3.4.3-1"_v311 | "U5.0-3.4.3-1"_v5, "U3.1.1-3.4.1-1"_v311},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "x").qos1(7));
         const auto answer = pub.expect(puback(7).any_code());
         judge_end(run, "U3.1.1-3.4.3-1"_v311 | "U5.0-3.4.3-1"_v5, answer);
         judge_length(run, "U3.1.1-3.4.1-1"_v311, answer, 2);
       },
       Need::qos_1},
      {"answers/pubrec-and-pubcomp-end-with-their-header",
       {"U3.1.1-3.5.3-1"_v311 | "U5.0-3.5.3-1"_v5, "U3.1.1-3.5.1-1"_v311,
        "U3.1.1-3.7.3-1"_v311 | "U5.0-3.7.3-1"_v5, "U3.1.1-3.7.1-1"_v311},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "x").qos2(7));
         const auto received = pub.expect(pubrec(7));
         judge_end(run, "U3.1.1-3.5.3-1"_v311 | "U5.0-3.5.3-1"_v5, received);
         judge_length(run, "U3.1.1-3.5.1-1"_v311, received, 2);
         pub.send(pubrel(7));
         const auto completed = pub.expect(pubcomp(7).any_code());
         judge_end(run, "U3.1.1-3.7.3-1"_v311 | "U5.0-3.7.3-1"_v5, completed);
         judge_length(run, "U3.1.1-3.7.1-1"_v311, completed, 2);
       },
       Need::qos_2},
      {"answers/pubrel-ends-with-its-header",
       {"U3.1.1-3.6.3-1"_v311 | "U5.0-3.6.3-1"_v5, "U3.1.1-3.6.1-1"_v311},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         sub.answer_by_hand();
         run.client("pub").publish(publish("t", "x").qos2());
         const auto id = packet_id(sub.expect(publish("t", "x").qos2()));
         sub.send(pubrec(id));
         const auto release = sub.expect(pubrel(id).any_code());
         judge_end(run, "U3.1.1-3.6.3-1"_v311 | "U5.0-3.6.3-1"_v5, release);
         judge_length(run, "U3.1.1-3.6.1-1"_v311, release, 2);
         sub.send(pubcomp(id));
       },
       Need::qos_2},
      {"answers/unsuback-ends-with-its-packet-identifier",
       {"U3.1.1-3.11.1-1"_v311, "U3.1.1-3.11.3-1"_v311},
       [](Run& run) {
         auto sub = run.subscriber("t");
         sub.send(unsubscribe(11).filter("t"));
         const auto answer = sub.expect(unsuback(11));
         judge_length(run, "U3.1.1-3.11.1-1"_v311, answer, 2);
         judge_end(run, "U3.1.1-3.11.3-1"_v311, answer);
       }},
      {"answers/pingresp-is-a-fixed-header",
       {"U3.1.1-3.13.2-1"_v311 | "U5.0-3.13.2-1"_v5, "U3.1.1-3.13.3-1"_v311 | "U5.0-3.13.3-1"_v5,
        "U5.0-3.1.2.10-2"_v5},
       [](Run& run) {
         // Whatever the Keep Alive.
         for (const auto seconds : {std::uint16_t{0}, std::uint16_t{60}, std::uint16_t{600}}) {
           auto peer = run.client(connect("c").keep_alive(seconds));
           peer.send(pingreq());
           const auto answer = peer.expect(pingresp());
           const bool bare = answer.bytes->size() == header;
           run.should_hold("U3.1.1-3.13.2-1"_v311 | "U5.0-3.13.2-1"_v5, bare, "no Variable Header",
                           "more bytes");
           run.should_hold("U3.1.1-3.13.3-1"_v311 | "U5.0-3.13.3-1"_v5, bare, "no Payload",
                           "more bytes");
           if (run.is_v5()) run.should_hold("U5.0-3.1.2.10-2"_v5, true, "", "");
           peer.disconnect();
         }
       }},
      {"answers/disconnect-has-a-code-of-its-table",
       {"MQTT-3.14.2-1"_v5, "U5.0-3.14.2.1-4"_v5, "U5.0-3.14.3-1"_v5, "U5.0-4.13.1-1"_v5,
        "U5.0-4.13.1-8"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send_illegal(raw(publish("t", "x").qos2(7)).flags(0b0110).because("QoS 3"));
         if (!peer.closes()) run.decline("the Server does not notice QoS 3");
         const auto last = peer.should("U5.0-4.13.1-8"_v5, disconnect());
         if (!last) return;
         const auto code = last->as<Disconnect>().reason_code;
         const auto text = std::to_string(static_cast<unsigned>(code));
         run.must_hold("MQTT-3.14.2-1"_v5, may_carry(PacketType::disconnect, code, Sender::server),
                       "a Disconnect Reason Code", text);
         run.should_hold("U5.0-3.14.2.1-4"_v5, code != ReasonCode::disconnect_with_will_message,
                         "a code of a Server", text);
         judge_end(run, "U5.0-3.14.3-1"_v5, *last, 0);
         run.should_hold("U5.0-4.13.1-1"_v5,
                         std::ranges::find(codes_of_errors, code) != std::end(codes_of_errors),
                         "one of the codes for Malformed Packets and Protocol Errors", text);
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
