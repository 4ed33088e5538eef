// 4.4  Message delivery retry
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited resent = "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5;
constexpr Cited original_id = "MQTT-2.3.1-3"_v311 | "MQTT-4.4.0-1"_v5;
constexpr Cited dup_1 = "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5;
constexpr Cited no_publish_after_pubrel = "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-6"_v5;
constexpr auto only_unacknowledged = "MQTT-4.4.0-1"_v5;
constexpr auto refused_is_done = "MQTT-4.4.0-2"_v5;

// The PUBLISH comes again as it was; the first one went out on the connection before.
void judge_resent(Visit& visit, Line& again, const Arrival& first) {
  const auto payload = std::string(as_text(first.as<Publish>().payload));
  const auto second = again.must(resent, message(payload));
  visit.must_hold(original_id, id_of(second) == id_of(first), text_of(visit, first),
                  text_of(visit, second));
  visit.must_hold(dup_1, second.as<Publish>().dup, "DUP 1", text_of(visit, second));
}

void publish_is_resent(Visit& visit, Qos qos) {
  Line line = begun(visit);
  line.by_hand({PacketType::publish});
  const auto first = published(visit, line, "open", qos);
  line.cut();
  Line again = resumed(visit);
  judge_resent(visit, again, first);
}

void resent_if_cut_within(Visit& visit, Qos qos) {
  Line line = begun(visit);
  line.by_hand({PacketType::publish});
  const auto first = published(visit, line, "open", qos);
  if (qos == Qos::at_least_once)
    line.cut_within(owned::Puback{id_of(first), {}, {}}, 3);
  else
    line.cut_within(owned::Pubrec{id_of(first), {}, {}}, 3);
  Line again = resumed(visit);
  judge_resent(visit, again, first);
}

void pubrel_is_resent(Visit& visit) {
  Line line = begun(visit);
  line.by_hand({PacketType::pubrel});
  const auto id = id_of(published(visit, line, "two", Qos::exactly_once));
  line.expect(ack<Pubrel>(id));
  line.cut();
  Line again = resumed(visit);
  again.must(resent, ack<Pubrel>(id));
  again.must_not_send(no_publish_after_pubrel, publish_under(id));
}

// Once after every packet of an exchange, the connection is cut; the message still arrives.
void cut_after_every_packet(Visit& visit) {
  Line first = begun(visit);
  first.by_hand({PacketType::publish, PacketType::pubrel});
  const auto original = published(visit, first, "two", Qos::exactly_once);
  const auto id = id_of(original);
  first.cut();
  Line second = resumed(visit);
  second.by_hand({PacketType::publish, PacketType::pubrel});
  judge_resent(visit, second, original);
  second.send(owned::Pubrec{id, {}, {}});
  second.expect(ack<Pubrel>(id));
  second.cut();
  Line third = resumed(visit);
  third.by_hand({PacketType::pubrel});
  third.must(resent, ack<Pubrel>(id));
  third.cut();
  Line fourth = resumed(visit);
  fourth.must(resent, ack<Pubrel>(id));
  fourth.must_not_send(no_publish_after_pubrel, publish_under(id));
}

void refused_is_not_resent(Visit& visit, Qos qos) {
  Line line = begun(visit);
  line.by_hand({PacketType::publish});
  const auto id = id_of(published(visit, line, "refused", qos));
  if (qos == Qos::at_least_once)
    line.send(owned::Puback{id, ReasonCode::quota_exceeded, {}});
  else
    line.send(owned::Pubrec{id, ReasonCode::quota_exceeded, {}});
  settle(visit, line);
  line.cut();
  Line again = resumed(visit);
  again.must_not_send(refused_is_done, message("refused"));
}

void complete_is_not_resent(Visit& visit, Qos qos) {
  Line line = begun(visit);
  const auto id = id_of(published(visit, line, "complete", qos));
  if (qos == Qos::exactly_once) line.expect(ack<Pubrel>(id));
  settle(visit, line);
  line.cut();
  Line again = resumed(visit);
  if (qos == Qos::exactly_once)
    again.must_not_send(only_unacknowledged, any<Pubrel>());
  else
    again.must_not_send(only_unacknowledged, message("complete"));
}

}  // namespace

std::span<const Case> s4_04_retry() {
  static const Case cases[] = {
      {"client/retry/qos-1-publish-is-sent-again",
       {resent, original_id, dup_1},
       [](Visit& visit) { publish_is_resent(visit, Qos::at_least_once); }},
      {"client/retry/qos-2-publish-is-sent-again",
       {resent, original_id, dup_1},
       [](Visit& visit) { publish_is_resent(visit, Qos::exactly_once); }},
      {"client/retry/publish-is-sent-again-after-half-a-puback",
       {resent, original_id, dup_1},
       [](Visit& visit) { resent_if_cut_within(visit, Qos::at_least_once); }},
      {"client/retry/publish-is-sent-again-after-half-a-pubrec",
       {resent, original_id, dup_1},
       [](Visit& visit) { resent_if_cut_within(visit, Qos::exactly_once); }},
      {"client/retry/pubrel-is-sent-again", {resent, no_publish_after_pubrel}, pubrel_is_resent},
      {"client/retry/qos-2-survives-a-cut-after-every-packet",
       {resent, original_id, dup_1, no_publish_after_pubrel},
       cut_after_every_packet},
      {"client/retry/refused-qos-1-is-not-sent-again",
       {refused_is_done},
       [](Visit& visit) { refused_is_not_resent(visit, Qos::at_least_once); }},
      {"client/retry/refused-qos-2-is-not-sent-again",
       {refused_is_done},
       [](Visit& visit) { refused_is_not_resent(visit, Qos::exactly_once); }},
      {"client/retry/acknowledged-publish-is-not-sent-again",
       {only_unacknowledged},
       [](Visit& visit) { complete_is_not_resent(visit, Qos::at_least_once); }},
      {"client/retry/completed-pubrel-is-not-sent-again",
       {only_unacknowledged},
       [](Visit& visit) { complete_is_not_resent(visit, Qos::exactly_once); }},
      {"client/retry/nothing-is-sent-again-while-the-connection-lasts",
       {only_unacknowledged},
       [](Visit& visit) {
         Line line = visit.connected();
         line.by_hand({PacketType::publish});
         published(visit, line, "open", Qos::at_least_once);
         visit.let_time_pass(6'000);
         line.must_not_send(only_unacknowledged, message("open"));
       }},
      {"client/retry/qos-0-is-not-sent-again",
       {dup_1, "U3.1.1-4.3.1-1"_v311 | "U5.0-4.3.1-1"_v5},
       [](Visit& visit) {
         Line line = begun(visit);
         published(visit, line, "zero", Qos::at_most_once);
         line.by_hand({PacketType::publish});
         const auto first = published(visit, line, "one", Qos::at_least_once);
         line.cut();
         Line again = resumed(visit);
         judge_resent(visit, again, first);
         again.fence();
         visit.should_hold("U3.1.1-4.3.1-1"_v311 | "U5.0-4.3.1-1"_v5,
                           !again.await(message("zero"), 0), "QoS 0 goes once", "it goes again");
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
