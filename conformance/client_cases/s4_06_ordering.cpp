// 4.6  Message ordering
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited resent_in_order = "MQTT-4.6.0-1"_v311 | "MQTT-4.6.0-1"_v5;
constexpr Cited pubacks_in_order = "MQTT-4.6.0-2"_v311 | "MQTT-4.6.0-2"_v5;
constexpr Cited pubrecs_in_order = "MQTT-4.6.0-3"_v311 | "MQTT-4.6.0-3"_v5;
constexpr Cited pubrels_in_order = "MQTT-4.6.0-4"_v311 | "MQTT-4.6.0-4"_v5;

// Acknowledgements of that type come in this order, whatever comes between.
template <class P>
void judge_order(Visit& visit, Line& line, Must statement, const std::vector<std::uint16_t>& ids) {
  for (const auto id : ids) {
    const auto arrival = line.expect(any<P>());
    visit.must_hold(statement, arrival.template as<P>().packet_id == id,
                    std::string(to_string(P::type)) + " id=" + std::to_string(id),
                    text_of(visit, arrival));
  }
}

void pubrels(Visit& visit) {
  Line line = visit.connected();
  line.by_hand({PacketType::publish, PacketType::pubrel});
  std::vector<std::uint16_t> ids;
  for (const auto* const payload : {"one", "two", "three"}) {
    visit.publish("t", payload, Qos::exactly_once);
    const auto arrival = line.await(message(payload), 1'000);
    if (!arrival) visit.decline("it has one message in flight at a time");
    require_qos(visit, *arrival, Qos::exactly_once);
    ids.push_back(id_of(*arrival));
  }
  // The Server answers in another order than it was asked.
  std::ranges::rotate(ids, ids.begin() + 1);
  std::vector<owned::Packet> answers;
  for (const auto id : ids) answers.emplace_back(owned::Pubrec{id, {}, {}});
  line.send_glued(answers);
  judge_order<Pubrel>(visit, line, pubrels_in_order, ids);
}

void judge_resent_order(Visit& visit, std::initializer_list<Qos> levels) {
  Line line = begun(visit);
  line.by_hand({PacketType::publish});
  std::vector<std::string> sent;
  for (const auto qos : levels) {
    const auto payload = "message " + std::to_string(sent.size() + 1);
    visit.publish("t", payload, qos);
    if (!line.await(message(payload), 1'000)) visit.decline("it has one message in flight");
    sent.push_back(payload);
  }
  line.cut();
  Line again = resumed(visit);
  for (const auto& payload : sent) {
    const auto arrival = again.expect(any<Publish>());
    visit.must_hold(resent_in_order, as_text(arrival.as<Publish>().payload) == payload, payload,
                    text_of(visit, arrival));
  }
}

}  // namespace

std::span<const Case> s4_06_order() {
  static const Case cases[] = {
      {"client/order/of-pubacks-is-that-of-the-messages",
       {pubacks_in_order},
       [](Visit& visit) {
         Line line = visit.connected();
         line.send_glued({with_id(9, "one", Qos::at_least_once),
                          with_id(3, "two", Qos::at_least_once),
                          with_id(7, "three", Qos::at_least_once)});
         judge_order<Puback>(visit, line, pubacks_in_order, {9, 3, 7});
       }},
      {"client/order/of-pubrecs-is-that-of-the-messages",
       {pubrecs_in_order},
       [](Visit& visit) {
         Line line = visit.connected();
         line.send_glued({with_id(9, "one", Qos::exactly_once),
                          with_id(3, "two", Qos::exactly_once),
                          with_id(7, "three", Qos::exactly_once)});
         judge_order<Pubrec>(visit, line, pubrecs_in_order, {9, 3, 7});
       }},
      {"client/order/of-pubrels-is-that-of-the-pubrecs", {pubrels_in_order}, pubrels},
      {"client/order/of-qos-1-messages-sent-again-is-the-original-one",
       {resent_in_order},
       [](Visit& visit) {
         judge_resent_order(visit, {Qos::at_least_once, Qos::at_least_once, Qos::at_least_once});
       }},
      {"client/order/of-qos-2-messages-sent-again-is-the-original-one",
       {resent_in_order},
       [](Visit& visit) {
         judge_resent_order(visit, {Qos::exactly_once, Qos::exactly_once, Qos::exactly_once});
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
