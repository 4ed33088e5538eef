// 2.2.1  Packet Identifier (2.3.1 of 3.1.1)
#include <set>

#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited not_0 = "MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5;
constexpr Cited not_in_use = "MQTT-2.3.1-2"_v311 | "MQTT-2.2.1-3"_v5;
constexpr Cited none_at_qos_0 = "MQTT-2.3.1-5"_v311 | "MQTT-2.2.1-2"_v5;
constexpr Cited repeated = "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5;
constexpr Cited repeated_by_pubcomp = "MQTT-4.3.3-2"_v311 | "MQTT-2.2.1-5"_v5;
constexpr unsigned all_packet_ids = 65'535;

template <class P>
std::uint16_t asked_id(Line& line) {
  return line.expect(any<P>()).template as<P>().packet_id;
}

void judge_unused(Visit& visit, const std::set<std::uint16_t>& in_use, std::uint16_t packet_id) {
  visit.must_hold(not_in_use, !in_use.contains(packet_id), "a Packet Identifier that is not in use",
                  std::to_string(packet_id) + ", which waits for its acknowledgement",
                  in_use.contains(packet_id));
}

void ids_in_use(Visit& visit) {
  Line line = visit.connected();
  line.by_hand({PacketType::publish, PacketType::subscribe, PacketType::unsubscribe});
  std::set<std::uint16_t> in_use = {id_of(published(visit, line, "one", Qos::at_least_once))};
  visit.subscribe("s");
  const auto subscribe = asked_id<Subscribe>(line);
  judge_unused(visit, in_use, subscribe);
  in_use.insert(subscribe);
  visit.unsubscribe("u");
  const auto unsubscribe = asked_id<Unsubscribe>(line);
  judge_unused(visit, in_use, unsubscribe);
  in_use.insert(unsubscribe);
  visit.publish("t", "two", Qos::exactly_once);
  // It may wait for the first message to be acknowledged.
  if (const auto second = line.await(message("two"), 500))
    judge_unused(visit, in_use, id_of(*second));
}

// A SUBSCRIBE and a message stay unanswered while all Packet Identifiers pass by.
void ids_in_use_after_all_others(Visit& visit) {
  Line line = visit.connected();
  line.by_hand({PacketType::publish, PacketType::subscribe});
  visit.subscribe("s");
  std::set<std::uint16_t> in_use = {asked_id<Subscribe>(line)};
  const auto held = id_of(published(visit, line, "held", Qos::at_least_once));
  judge_unused(visit, in_use, held);
  in_use.insert(held);
  line.unrecorded();
  owned::Publish other;
  other.topic = "t";
  other.payload = "other";
  other.qos = Qos::at_least_once;
  constexpr unsigned at_once = 500;
  for (unsigned n = 0; n <= all_packet_ids; ++n) {
    if (n % at_once == 0) visit.ask(other, at_once, 8);
    auto arrival = line.await(message("other"), visit.settings().patience);
    if (!arrival && n == 0) {  // it sends one message at a time
      line.send(owned::Puback{held, {}, {}});
      in_use.erase(held);
    }
    if (!arrival) arrival = line.expect(message("other"));
    if (in_use.contains(id_of(*arrival))) judge_unused(visit, in_use, id_of(*arrival));
    line.send(owned::Puback{id_of(*arrival), {}, {}});
  }
  came_well_formed(visit, not_in_use);
}

template <class P>
void judge_repeated(Visit& visit, Line& line, Must statement, std::uint16_t packet_id) {
  const auto arrival = line.expect(any<P>());
  visit.must_hold(statement, arrival.template as<P>().packet_id == packet_id,
                  "Packet Identifier " + std::to_string(packet_id), text_of(visit, arrival));
}

}  // namespace

std::span<const Case> s2_02_packet_id() {
  static const Case cases[] = {
      {"client/packet-id/is-never-0-in-publish",
       {not_0},
       [](Visit& visit) {
         Line line = visit.connected();
         published(visit, line, "one", Qos::at_least_once);
         published(visit, line, "two", Qos::exactly_once);
         came_well_formed(visit, not_0);
       }},
      {"client/packet-id/is-never-0-in-requests",
       {not_0},
       [](Visit& visit) {
         Line line = visit.connected();
         visit.subscribe("s");
         line.expect(any<Subscribe>());
         visit.unsubscribe("s");
         line.expect(any<Unsubscribe>());
         came_well_formed(visit, not_0);
       }},
      {"client/packet-id/in-use-is-not-taken", {not_in_use}, ids_in_use},
      {"client/packet-id/in-use-is-not-taken-after-all-others",
       {not_in_use},
       ids_in_use_after_all_others},
      {"client/packet-id/does-not-stand-at-qos-0",
       {none_at_qos_0},
       [](Visit& visit) {
         Line line = visit.connected();
         visit.publish("t", "zero");
         const auto arrival = line.expect(any<Publish>());
         visit.must_hold(none_at_qos_0, as_text(arrival.as<Publish>().payload) == "zero",
                         "the Payload \"zero\" behind the Topic Name", text_of(visit, arrival));
       }},
      {"client/packet-id/is-repeated-by-puback",
       {repeated},
       [](Visit& visit) {
         Line line = visit.connected();
         line.send(with_id(300, "one", Qos::at_least_once));
         judge_repeated<Puback>(visit, line, repeated, 300);
       }},
      {"client/packet-id/is-repeated-by-pubrec-and-pubcomp",
       {repeated, repeated_by_pubcomp},
       [](Visit& visit) {
         Line line = visit.connected();
         line.send(with_id(300, "two", Qos::exactly_once));
         judge_repeated<Pubrec>(visit, line, repeated, 300);
         judge_repeated<Pubcomp>(visit, line, repeated_by_pubcomp, 300);
       }},
      {"client/packet-id/is-repeated-by-pubrel",
       {repeated},
       [](Visit& visit) {
         Line line = visit.connected();
         const auto id = id_of(published(visit, line, "two", Qos::exactly_once));
         judge_repeated<Pubrel>(visit, line, repeated, id);
       }},
      {"client/packet-id/of-the-server-is-no-matter-to-the-clients-own",
       {repeated},
       [](Visit& visit) {
         Line line = visit.connected();
         line.by_hand({PacketType::publish});
         const auto id = id_of(published(visit, line, "own", Qos::at_least_once));
         line.send(with_id(id, "theirs", Qos::at_least_once));
         judge_repeated<Puback>(visit, line, repeated, id);
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
