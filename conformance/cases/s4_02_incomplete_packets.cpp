// 4.2  Packets whose Network Connection ends before all of them has come: inside the Remaining
// Length, in the middle, which is in a string, one byte before the end. The Server does nothing of
// what they would have asked for, and goes on serving others.
#include <fmt/format.h>

#include <span>

#include "conformance/cases/acknowledging.hpp"
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

// A packet has as many bytes as it says.
constexpr Cited packet_has_its_length = "U3.1.1-2.2.3-1"_v311 | "U5.0-2.1.4-1"_v5;
constexpr Cited open_exchanges_are_resent = "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5;
constexpr Cited qos_2_is_passed_on_once = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5;
constexpr Cited ended_connection_publishes_will = "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5;

// Long enough for a Remaining Length of two bytes.
std::string long_text() { return std::string(150, 'x'); }

// The first `size` bytes of a packet.
Raw beginning(const Run& run, const Raw& whole, std::size_t size) {
  const auto bytes = whole.bytes(run.setting());
  const auto hex = fmt::format("{:02x}", fmt::join(std::span(bytes).first(size), ""));
  return raw(hex).because("and no more");
}

// The packet cut at each of the places that this file is about, and at `more`.
std::vector<Raw> beginnings(const Run& run, const Raw& whole, std::vector<std::size_t> more = {}) {
  const auto bytes = whole.bytes(run.setting());
  std::size_t header = 2;
  while ((bytes[header - 1] & 0x80) != 0) ++header;
  for (const auto each :
       {std::size_t{1}, header - 1, header, (header + bytes.size()) / 2, bytes.size() - 1})
    if (each < bytes.size()) more.push_back(each);
  std::ranges::sort(more);
  more.erase(std::ranges::unique(more).begin(), more.end());
  std::vector<Raw> all;
  for (const auto size : more) all.push_back(beginning(run, whole, size));
  return all;
}

// Sends a beginning, and the connection fails.
void break_off(Peer& peer, const Raw& part) {
  peer.send_illegal(part);
  peer.drop_connection();
}

// The acknowledgement, in 5.0 in its long form.
Raw acknowledgement(const Run& run, PacketType type, std::uint16_t packet_id) {
  const auto shortest = raw(AckSpec(type, packet_id));
  return run.is_v5() ? Raw(shortest).append("00 00") : shortest;
}

// A subscriber whose acknowledgement never arrives whole is sent again what it answers.
void must_be_asked_again(Run& run, PacketType type, Qos qos) {
  auto sub = kept_subscriber(run, "t", qos);
  run.client("pub").publish(publish("t", "x").at(qos));
  const bool released = type == PacketType::pubcomp;
  const auto id = released ? taken_until_pubrel(sub, publish("t", "x"))
                           : packet_id(sub.expect(publish("t", "x").at(qos)));
  for (const auto& part : beginnings(run, acknowledgement(run, type, id))) {
    break_off(sub, part);
    resume(run, sub);
  }
  // By the same Packet Identifier, but that is the matter of other cases.
  if (released)
    sub.must(open_exchanges_are_resent, pubrel(id).any_id());
  else
    sub.must(open_exchanges_are_resent, publish("t", "x").at(qos));
}

// Nothing but `last` may have come to the topic, from somebody who publishes in whole packets.
void nothing_else_comes(Run& run, Peer& watcher, const Topic& topic, std::string_view last) {
  run.client("whole").publish(publish(topic, last));
  const auto came = messages_until(watcher, topic, last);
  run.should_hold(packet_has_its_length, came.size() == 1, "no message but one that came whole",
                  fmt::format("a message of {} bytes before it", payload(came.front()).size()));
}

}  // namespace

std::span<const Case> s4_02_incomplete_packets() {
  static const Case cases[] = {
      {"incomplete/connect-sets-no-will-and-takes-nothing-over",
       {packet_has_its_length},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto known = run.client("known");
         const auto whole = raw(
             connect("known").will(will("will", "gone")).user_name("user").password(long_text()));
         for (const auto& part : beginnings(run, whole)) {
           auto peer = run.open("cut");
           break_off(peer, part);
         }
         nothing_else_comes(run, watcher, "will", "whole");
         run.should_hold(packet_has_its_length, known.is_served(), "the older connection goes on",
                         "the Server closed it");
       }},

      {"incomplete/publish-is-not-passed-on",
       {packet_has_its_length},
       [](Run& run) {
         auto sub = run.subscriber("t");
         const PublishSpec messages[] = {publish("t", long_text()), publish("t", "short"),
                                         publish("t", long_text()).qos1(7),
                                         publish("t", long_text()).qos2(7)};
         for (const auto& message : messages)
           for (const auto& part : beginnings(run, raw(message))) {
             auto pub = run.client("pub");
             break_off(pub, part);
           }
         nothing_else_comes(run, sub, "t", "whole");
       },
       Need::qos_2},

      {"incomplete/publish-is-not-retained",
       {packet_has_its_length},
       [](Run& run) {
         for (const auto& part : beginnings(run, raw(publish("t", long_text()).retain()))) {
           auto pub = run.client("pub");
           break_off(pub, part);
         }
         auto sub = run.subscriber("t");
         nothing_else_comes(run, sub, "t", "whole");
       },
       Need::retain},

      {"incomplete/puback-acknowledges-nothing",
       {open_exchanges_are_resent},
       [](Run& run) { must_be_asked_again(run, PacketType::puback, Qos::at_least_once); },
       Need::qos_1},

      {"incomplete/pubrec-acknowledges-nothing",
       {open_exchanges_are_resent},
       [](Run& run) { must_be_asked_again(run, PacketType::pubrec, Qos::exactly_once); },
       Need::qos_2},

      {"incomplete/pubrel-releases-nothing",
       {qos_2_is_passed_on_once},
       [](Run& run) {
         auto sub = subscribed(run, "t", Qos::exactly_once);
         auto pub = run.client("pub", Session::kept);
         mark(pub);
         pub.send(publish("t", "once").qos2(0x0100));
         pub.expect(pubrec(0x0100));
         for (const auto& part :
              beginnings(run, acknowledgement(run, PacketType::pubrel, 0x0100))) {
           break_off(pub, part);
           resume(run, pub);
           pub.send(publish("t", "once").qos2(0x0100).dup());
           pub.must(qos_2_is_passed_on_once, pubrec(0x0100));
         }
         pub.send(pubrel(0x0100));
         pub.expect(pubcomp(0x0100));
         pub.publish(publish("t", "end").qos2());
         const auto came = payloads(messages_until(sub, "t", "end"));
         run.must_hold(qos_2_is_passed_on_once, came == "once,end", "once,end", came, true);
       },
       Need::qos_2},

      {"incomplete/pubcomp-acknowledges-nothing",
       {open_exchanges_are_resent},
       [](Run& run) { must_be_asked_again(run, PacketType::pubcomp, Qos::exactly_once); },
       Need::qos_2},

      {"incomplete/subscribe-subscribes-to-nothing",
       {"MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         auto peer = run.client("c", Session::kept);
         mark(peer);
         for (const auto& part : beginnings(run, raw(subscribe(7).filter(long_text())))) {
           break_off(peer, part);
           resume(run, peer);
         }
         auto pub = run.client("pub");
         pub.publish(publish(long_text(), "x"));
         peer.must_not_receive("MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5, publish(long_text(), "x"));
       }},

      {"incomplete/unsubscribe-leaves-the-subscriptions",
       {"MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = run.client("sub", Session::kept);
         granted(run, sub.subscribe("first", Qos::at_least_once), Qos::at_least_once);
         granted(run, sub.subscribe(long_text(), Qos::at_least_once), Qos::at_least_once);
         // Also behind the whole of the first filter.
         const auto head = run.is_v5() ? 6U : 5U;
         const auto first = head + 2 + run.names().on_target("first").size();
         for (const auto& part :
              beginnings(run, raw(unsubscribe(7).filter("first").filter(long_text())), {first})) {
           break_off(sub, part);
           resume(run, sub);
         }
         auto pub = run.client("pub");
         for (const std::string& topic : {std::string("first"), long_text()}) {
           pub.publish(publish(topic, "x").qos1());
           sub.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish(topic, "x"));
         }
       },
       Need::qos_1},

      {"incomplete/disconnect-leaves-the-will",
       {ended_connection_publishes_will},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         const auto whole =
             run.is_v5() ? raw(disconnect().user("name", long_text())) : raw(disconnect());
         auto parts = beginnings(run, whole);
         if (run.is_v5())
           for (const auto& part : beginnings(run, raw("e0 02 00 00"))) parts.push_back(part);
         const auto since = run.now();
         for (std::size_t i = 0; i < parts.size(); ++i) {
           const auto name = std::to_string(i);
           auto peer = run.client(connect(name).will(will("will", name)));
           break_off(peer, parts[i]);
         }
         for (std::size_t i = 0; i < parts.size(); ++i)
           watcher.must_within(ended_connection_publishes_will, publish("will", std::to_string(i)),
                               since, {0, run.now() - since + run.settings().patience});
       }},

      {"incomplete/packets-keep-nobody-else-waiting",
       {"MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, "MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", Qos::at_least_once);
         auto pub = run.client("pub");
         std::vector<Raw> wholes = {raw(connect("w")),
                                    raw(pingreq()),
                                    raw(publish("t", long_text()).qos1(7)),
                                    raw(subscribe(7).filter("t")),
                                    raw(unsubscribe(7).filter("t")),
                                    raw(puback(7)),
                                    raw(pubrec(7)),
                                    raw(pubrel(7)),
                                    raw(pubcomp(7)),
                                    raw(disconnect().user("name", "value"))};
         if (run.is_v5())
           wholes.push_back(raw(auth()
                                    .codes({ReasonCode::re_authenticate})
                                    .with(Property::authentication_method, "none")));
         std::vector<Peer> waiting;
         for (const auto& whole : wholes)
           for (const auto& part : beginnings(run, whole)) {
             const auto name = fmt::format("w{}", waiting.size());
             const bool connects = &whole == &wholes.front();
             waiting.push_back(connects ? run.open(name) : run.client(name));
             waiting.back().send_illegal(part);
           }
         pub.publish(publish("t", "whole").qos1());
         sub.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("t", "whole"));
         pub.send(pingreq());
         pub.must("MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5, pingresp());
       },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
