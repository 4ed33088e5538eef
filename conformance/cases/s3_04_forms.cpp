// 3.4 to 3.7  The forms of PUBACK, PUBREC, PUBREL and PUBCOMP: short ones that count, what may
// stand in them any number of times, what may stand in them once, and that nothing follows
#include <fmt/format.h>

#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// The bytes of an acknowledgement: `rest` stands behind its Packet Identifier.
Raw bytes_of_ack(PacketType type, std::uint16_t packet_id, std::string_view rest = "") {
  const unsigned flags = type == PacketType::pubrel ? 2 : 0;
  return raw(
      std::string_view(fmt::format("{:02x}{:02x}{:04x}{}", static_cast<unsigned>(type) << 4 | flags,
                                   2 + rest.size() / 2, packet_id, rest)));
}

constexpr std::string_view three_user_properties =
    "0015"
    "260001610001312600016200013226000161000133";
constexpr std::string_view two_reason_strings = "00081f0001611f000162";
constexpr std::string_view one_reason_string = "00041f000161";

// A subscriber that takes one message at a time and answers by hand, with two on the way.
Peer two_waiting(Run& run, Qos qos) {
  auto sub = run.client(connect("sub").with(Property::receive_maximum, 1));
  granted(run, sub.subscribe("t", qos), qos);
  sub.answer_by_hand();
  auto pub = run.client("pub");
  pub.publish(publish("t", "1").at(qos));
  pub.publish(publish("t", "2").at(qos));
  pub.disconnect();
  return sub;
}

// Up to where each acknowledgement of a client is due; returns its Packet Identifier.
struct Due {
  Peer peer;
  std::uint16_t id;
};
Due puback_due(Run& run) {
  auto sub = two_waiting(run, at_least_once);
  const auto id = packet_id(sub.expect(publish("t", "1")));
  return {sub, id};
}
Due pubrec_due(Run& run) {
  auto sub = two_waiting(run, exactly_once);
  const auto id = packet_id(sub.expect(publish("t", "1")));
  return {sub, id};
}
Due pubcomp_due(Run& run) {
  // No other message takes its identifier.
  auto sub = kept_subscriber(run, "t", exactly_once);
  auto pub = run.client("pub");
  pub.publish(publish("t", "1").qos2());
  pub.disconnect();
  const auto id = packet_id(sub.expect(publish("t", "1")));
  sub.send(pubrec(id));
  sub.expect(pubrel(id));
  return {sub, id};
}
Due pubrel_due(Run& run) {
  auto pub = run.client("pub");
  pub.send(publish("t", "x").qos2(7));
  pub.expect(pubrec(7));
  return {pub, 7};
}

// True if a PUBREL is sent again when the client comes back: then no PUBCOMP has counted.
bool is_released_again(Run& run, Due& due) {
  due.peer.is_served();
  due.peer.drop_connection();
  resume(run, due.peer);
  return due.peer.is_sent(pubrel(due.id).any_code());
}

// What comes once the acknowledgement has counted.
void should_count(Run& run, Due& due, PacketType type, Should statement) {
  if (type == PacketType::pubrec) {
    due.peer.should(statement, pubrel(due.id));
    due.peer.send(pubcomp(due.id));
  } else if (type == PacketType::pubrel) {
    due.peer.should(statement, pubcomp(due.id));
  } else if (type == PacketType::pubcomp) {
    run.should_hold(statement, !is_released_again(run, due), "no further PUBREL",
                    "PUBREL is sent again");
  } else {
    due.peer.should(statement, publish("t", "2"));
  }
}

using Bring = Due (*)(Run&);

// Part of the set-up: what is to come does so after a form that nobody can mistake.
void prove_that_it_counts(Run& run, Bring bring, PacketType type, std::string_view rest = "0000") {
  auto twin = bring(run);
  twin.peer.send_illegal(bytes_of_ack(type, twin.id, rest));
  if (type == PacketType::pubrec)
    twin.peer.expect(pubrel(twin.id));
  else if (type == PacketType::pubrel)
    twin.peer.expect(pubcomp(twin.id));
  else if (type == PacketType::puback)
    twin.peer.expect(publish("t", "2"));
  else if (is_released_again(run, twin))
    run.inconclusive("no further PUBREL (set-up)", "PUBREL is sent again");
  // The Session of the twin is not that of what follows.
  twin.peer.disconnect(disconnect().with(Property::session_expiry_interval, 0));
  run.let_time_pass(time_to_end);
}

void short_form_counts(Run& run, Bring bring, PacketType type, Should counts, Should left_out) {
  prove_that_it_counts(run, bring, type);
  auto due = bring(run);
  due.peer.send_illegal(bytes_of_ack(type, due.id));
  should_count(run, due, type, counts);
  run.should_hold(left_out, true, "", "");
}

void form_without_properties_counts(Run& run, Bring bring, PacketType type, Should statement) {
  prove_that_it_counts(run, bring, type);
  auto due = bring(run);
  due.peer.send_illegal(bytes_of_ack(type, due.id, "00").because("Remaining Length 3"));
  should_count(run, due, type, statement);
}

void many_user_properties(Run& run, Bring bring, PacketType type, Should counts, May many,
                          May same_name) {
  prove_that_it_counts(run, bring, type);
  auto due = bring(run);
  due.peer.send_illegal(bytes_of_ack(type, due.id, three_user_properties));
  should_count(run, due, type, counts);
  const bool open = due.peer.is_open();
  run.observed(many, open ? "three are taken" : "three are refused");
  run.observed(same_name, open ? "a name twice is taken" : "a name twice is refused");
}

void second_reason_string(Run& run, Bring bring, PacketType type, Detects statement) {
  prove_that_it_counts(run, bring, type, one_reason_string);
  auto due = bring(run);
  due.peer.send_illegal(
      bytes_of_ack(type, due.id, two_reason_strings).because("a second Reason String"));
  due.peer.detects_by_closing(statement);
}

}  // namespace

std::span<const Case> s3_04_forms() {
  static const Case cases[] = {
      // Remaining Length 2 and 3
      {"acks/puback-of-two-bytes-is-a-success",
       {"U5.0-3.4.2.1-1"_v5, "U5.0-3.4.2.1-2"_v5},
       [](Run& run) {
         short_form_counts(run, puback_due, PacketType::puback, "U5.0-3.4.2.1-1"_v5,
                           "U5.0-3.4.2.1-2"_v5);
       },
       Need::qos_1},
      {"acks/pubrec-of-two-bytes-is-a-success",
       {"U5.0-3.5.2.1-1"_v5, "U5.0-3.5.2.1-2"_v5},
       [](Run& run) {
         short_form_counts(run, pubrec_due, PacketType::pubrec, "U5.0-3.5.2.1-1"_v5,
                           "U5.0-3.5.2.1-2"_v5);
       },
       Need::qos_2},
      {"acks/pubrel-of-two-bytes-is-a-success",
       {"U5.0-3.6.2.1-1"_v5, "U5.0-3.6.2.1-2"_v5},
       [](Run& run) {
         short_form_counts(run, pubrel_due, PacketType::pubrel, "U5.0-3.6.2.1-1"_v5,
                           "U5.0-3.6.2.1-2"_v5);
       },
       Need::qos_2},
      {"acks/pubcomp-of-two-bytes-is-a-success",
       {"U5.0-3.7.2.1-1"_v5, "U5.0-3.7.2.1-2"_v5},
       [](Run& run) {
         short_form_counts(run, pubcomp_due, PacketType::pubcomp, "U5.0-3.7.2.1-1"_v5,
                           "U5.0-3.7.2.1-2"_v5);
       },
       Need::qos_2},
      {"acks/pubrec-without-a-property-length-counts",
       {"U5.0-3.5.2.2.1-1"_v5},
       [](Run& run) {
         form_without_properties_counts(run, pubrec_due, PacketType::pubrec, "U5.0-3.5.2.2.1-1"_v5);
       },
       Need::qos_2},
      {"acks/pubrel-without-a-property-length-counts",
       {"U5.0-3.6.2.2.1-1"_v5},
       [](Run& run) {
         form_without_properties_counts(run, pubrel_due, PacketType::pubrel, "U5.0-3.6.2.2.1-1"_v5);
       },
       Need::qos_2},
      {"acks/pubcomp-without-a-property-length-counts",
       {"U5.0-3.7.2.2.1-1"_v5},
       [](Run& run) {
         form_without_properties_counts(run, pubcomp_due, PacketType::pubcomp,
                                        "U5.0-3.7.2.2.1-1"_v5);
       },
       Need::qos_2},

      // User Properties
      {"user-properties/of-puback-may-be-many",
       {"U5.0-3.4.2.2.3-1"_v5, "U5.0-3.4.2.2.3-2"_v5, "U5.0-2.2.1-2"_v5},
       [](Run& run) {
         many_user_properties(run, puback_due, PacketType::puback, "U5.0-2.2.1-2"_v5,
                              "U5.0-3.4.2.2.3-1"_v5, "U5.0-3.4.2.2.3-2"_v5);
       },
       Need::qos_1},
      {"user-properties/of-pubrec-may-be-many",
       {"U5.0-3.5.2.2.3-1"_v5, "U5.0-3.5.2.2.3-2"_v5, "U5.0-2.2.1-2"_v5},
       [](Run& run) {
         many_user_properties(run, pubrec_due, PacketType::pubrec, "U5.0-2.2.1-2"_v5,
                              "U5.0-3.5.2.2.3-1"_v5, "U5.0-3.5.2.2.3-2"_v5);
       },
       Need::qos_2},
      {"user-properties/of-pubrel-may-be-many",
       {"U5.0-3.6.2.2.3-1"_v5, "U5.0-3.6.2.2.3-2"_v5, "U5.0-2.2.1-2"_v5},
       [](Run& run) {
         many_user_properties(run, pubrel_due, PacketType::pubrel, "U5.0-2.2.1-2"_v5,
                              "U5.0-3.6.2.2.3-1"_v5, "U5.0-3.6.2.2.3-2"_v5);
       },
       Need::qos_2},
      {"user-properties/of-pubcomp-may-be-many",
       {"U5.0-3.7.2.2.3-1"_v5, "U5.0-3.7.2.2.3-2"_v5, "U5.0-2.2.1-2"_v5},
       [](Run& run) {
         many_user_properties(run, pubcomp_due, PacketType::pubcomp, "U5.0-2.2.1-2"_v5,
                              "U5.0-3.7.2.2.3-1"_v5, "U5.0-3.7.2.2.3-2"_v5);
       },
       Need::qos_2},

      // Reason String
      {"acks/second-reason-string-of-puback-is-refused",
       {"U5.0-3.4.2.2.2-1"_v5},
       [](Run& run) {
         second_reason_string(run, puback_due, PacketType::puback, "U5.0-3.4.2.2.2-1"_v5);
       },
       Need::qos_1},
      {"acks/second-reason-string-of-pubrec-is-refused",
       {"U5.0-3.5.2.2.2-2"_v5},
       [](Run& run) {
         second_reason_string(run, pubrec_due, PacketType::pubrec, "U5.0-3.5.2.2.2-2"_v5);
       },
       Need::qos_2},
      {"acks/second-reason-string-of-pubrel-is-refused",
       {"U5.0-3.6.2.2.2-2"_v5},
       [](Run& run) {
         second_reason_string(run, pubrel_due, PacketType::pubrel, "U5.0-3.6.2.2.2-2"_v5);
       },
       Need::qos_2},
      {"acks/second-reason-string-of-pubcomp-is-refused",
       {"U5.0-3.7.2.2.2-2"_v5},
       [](Run& run) {
         second_reason_string(run, pubcomp_due, PacketType::pubcomp, "U5.0-3.7.2.2.2-2"_v5);
       },
       Need::qos_2},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
