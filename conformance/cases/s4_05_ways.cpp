// 4.5  Message receipt, by each way that a message can take: Packet Identifiers, the QoS 2
// handshake, RETAIN and DUP of messages that are retained, stored, shared, sent again or Will
// Messages
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/ways.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

constexpr Cited unused_identifier = "MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-1"_v5;
constexpr Cited pubrel_follows = "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5;
constexpr Cited publish_is_over = "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-6"_v5;
constexpr Cited retain_is_0 = "MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5;
constexpr Cited first_has_dup_0 = "MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-2"_v5;

// Three messages that are open, and one more beside them, as far as the Server has so many in
// flight. In 3.1.1 one of them may have been sent again already.
void identifiers_differ(Run& run, Way way) {
  auto sub = way(run, {.payloads = {"1", "2", "3"}, .by_hand = true});
  auto open = messages_that_come(run, sub, 3);
  if (open.empty()) run.inconclusive("a message", "none");
  run.client("late").publish(publish("w/1", "4").qos1());
  for (auto& each : messages_that_come(run, sub, 1)) open.push_back(std::move(each));
  std::set<std::string> messages;
  std::set<std::uint16_t> identifiers;
  for (const auto& each : open) {
    messages.insert(payload(each));
    identifiers.insert(packet_id(each));
  }
  run.must_hold(unused_identifier, identifiers.size() == messages.size(),
                "an identifier of its own for each open message",
                fmt::format("{} for {} messages", fmt::join(identifiers, ","), messages.size()));
}

void handshake_ends(Run& run, Way way) {
  auto sub = way(run, {.qos = exactly_once, .by_hand = true});
  const auto id = packet_id(sub.expect(publish("w/1", "1").qos2()));
  sub.send(pubrec(id));
  sub.must(pubrel_follows, pubrel(id));
  sub.send(pubcomp(id));
  sub.must_not_receive(publish_is_over, publish("w/1", "1"));
}

void retain_is_cleared(Run& run, Way way) {
  auto sub = way(run, {.retain = true});
  must_be(run, retain_is_0, sub.expect(publish("w/1", "1")), publish("w/1").retain(false));
}

void dup_is_0(Run& run, Way way) {
  auto sub = way(run, {});
  must_be(run, first_has_dup_0, sub.expect(publish("w/1", "1").qos1()), publish("w/1").dup(false));
}

void retain_is_sent_again(Run& run) {
  auto pub = run.client("pub");
  pub.publish(publish("w/1", "1").qos1().retain());
  wait_until_stored(run, "w/1", publish("w/1", "1").retain());
  auto sub = run.client("sub", Session::kept);
  sub.answer_by_hand();
  subscribe_to(run, sub, {});
  sub.expect(publish("w/1", "1").retain());
  sub.drop_connection();
  sub.reconnect();
  const auto again = sub.must("MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5, publish("w/1", "1"));
  if (run.is_v5())
    should_be(run, "U5.0-3.3.1.3-3"_v5, again, publish("w/1").retain());
  else
    must_be(run, "MQTT-3.3.1-8"_v311, again, publish("w/1").retain());
}

}  // namespace

std::span<const Case> s4_05_ways() {
  static constexpr auto sharing = Need::shared_subscriptions | Need::qos_1;
  static const Case cases[] = {
      // Packet Identifiers
      {"delivery/retained-messages-have-distinct-identifiers",
       {unused_identifier},
       by<identifiers_differ, retained>,
       Need::retain | Need::qos_1},
      {"delivery/stored-messages-have-distinct-identifiers",
       {unused_identifier},
       by<identifiers_differ, stored>,
       Need::qos_1},
      {"delivery/shared-messages-have-distinct-identifiers",
       {"MQTT-4.3.2-1"_v5},
       by<identifiers_differ, shared>,
       sharing},
      {"delivery/will-messages-have-distinct-identifiers",
       {unused_identifier},
       by<identifiers_differ, of_wills>,
       Need::qos_1},
      {"delivery/new-messages-take-no-identifier-of-those-sent-again",
       {unused_identifier},
       by<identifiers_differ, resent>,
       Need::qos_1},

      // The exchange of QoS 2
      {"delivery/retained-qos-2-message-is-released",
       {pubrel_follows, publish_is_over},
       by<handshake_ends, retained>,
       Need::retain | Need::qos_2},
      {"delivery/stored-qos-2-message-is-released",
       {pubrel_follows, publish_is_over},
       by<handshake_ends, stored>,
       Need::qos_2},
      {"delivery/shared-qos-2-message-is-released",
       {"MQTT-4.3.3-4"_v5, "MQTT-4.3.3-6"_v5},
       by<handshake_ends, shared>,
       Need::shared_subscriptions | Need::qos_2},
      {"delivery/qos-2-will-message-is-released",
       {pubrel_follows, publish_is_over},
       by<handshake_ends, of_wills>,
       Need::qos_2},
      {"delivery/qos-2-message-that-is-sent-again-is-released",
       {pubrel_follows, publish_is_over},
       by<handshake_ends, resent>,
       Need::qos_2},

      // RETAIN
      {"delivery/message-to-be-retained-is-shared-with-retain-0",
       {"MQTT-3.3.1-12"_v5},
       by<retain_is_cleared, shared>,
       Need::retain | sharing},
      {"delivery/will-message-to-be-retained-comes-with-retain-0",
       {retain_is_0},
       by<retain_is_cleared, of_wills>,
       Need::retain | Need::qos_1},
      {"delivery/message-to-be-retained-is-sent-again-with-retain-0",
       {retain_is_0},
       by<retain_is_cleared, resent>,
       Need::retain | Need::qos_1},
      {"delivery/retained-message-is-sent-again-with-retain-1",
       {"MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5, "MQTT-3.3.1-8"_v311 | "U5.0-3.3.1.3-3"_v5},
       retain_is_sent_again,
       Need::retain | Need::qos_1},

      // DUP
      {"delivery/retained-message-comes-with-dup-0",
       {first_has_dup_0},
       by<dup_is_0, retained>,
       Need::retain | Need::qos_1},
      {"delivery/shared-message-comes-with-dup-0",
       {"MQTT-4.3.2-2"_v5},
       by<dup_is_0, shared>,
       sharing},
      {"delivery/will-message-comes-with-dup-0",
       {first_has_dup_0},
       by<dup_is_0, of_wills>,
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
