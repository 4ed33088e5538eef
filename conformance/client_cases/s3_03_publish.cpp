// 3.3  PUBLISH
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited dup_0_at_qos_0 = "MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5;
constexpr Cited qos_is_not_3 = "MQTT-3.3.1-4"_v311 | "MQTT-3.3.1-4"_v5;
constexpr Cited topic_name = "MQTT-3.3.2-1"_v311 | "MQTT-3.3.2-1"_v5;
constexpr Cited no_wildcard = "MQTT-3.3.2-2"_v311 | "MQTT-3.3.2-2"_v5;
constexpr Cited answered_by_qos = "MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5;
constexpr Cited new_at_qos_1 = "MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-2"_v5;
constexpr Cited new_at_qos_2 = "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-2"_v5;
constexpr auto response_topic_text = "MQTT-3.3.2-13"_v5;
constexpr auto response_topic_plain = "MQTT-3.3.2-14"_v5;
constexpr auto content_type_text = "MQTT-3.3.2-19"_v5;
constexpr auto no_subscription_id = "MQTT-3.3.4-6"_v5;
constexpr auto answered_by_qos_v5 = "MQTT-3.3.4-1"_v5;

void judge_first_sending(Visit& visit, Must statement, Qos qos) {
  Line line = visit.connected();
  visit.publish("own", "first", qos);
  const auto arrival = line.expect(message("first"));
  const auto& publish = arrival.as<Publish>();
  visit.must_hold(statement, publish.qos == qos && !publish.dup,
                  notation::qos_text(qos) + " with DUP 0", text_of(visit, arrival));
}

// What the application asks for is illegal: the library refuses it, or lets it through.
void judge_refusal(Visit& visit, Must statement, owned::Publish publish) {
  Line line = visit.connected();
  visit.asks_for(statement);
  publish.payload = "illegal";
  publish.qos = Qos::at_least_once;
  visit.ask(publish);
  const auto arrival = line.await(message("illegal"), 600);
  visit.must_not_let_through(statement, !arrival && !visit.came_through(), "no such PUBLISH",
                             arrival ? text_of(visit, *arrival) : "it is sent");
}

owned::Publish request() {
  owned::Publish publish;
  publish.topic = "t";
  publish.payload = "request";
  publish.qos = Qos::at_least_once;
  publish.properties.response_topic = "answers/€";
  publish.properties.content_type = "text/€";
  return publish;
}

void several_subscription_ids(Visit& visit) {
  visit.needs(visit.able().subscription_ids, "use Subscription Identifiers");
  Line line = visit.connected();
  for (const std::uint32_t identifier : {1U, 300'000U}) {
    owned::Subscribe subscribe;
    subscribe.properties.subscription_identifier = identifier;
    auto& row = subscribe.subscriptions.emplace_back();
    row.topic_filter = identifier == 1 ? "a/#" : "a/+";
    row.maximum_qos = Qos::exactly_once;
    visit.ask(subscribe);
    line.expect(any<Subscribe>());
  }
  owned::Publish publish = with_id(7, "matched twice", Qos::at_least_once);
  publish.topic = "a/b";
  publish.properties.subscription_identifiers = {{1}, {300'000}};
  line.send(publish);
  must_acknowledge<Puback>(visit, line, answered_by_qos_v5, 7);
}

}  // namespace

std::span<const Case> s3_03_publish() {
  static const Case cases[] = {
      {"client/publish/qos-0-goes-with-dup-0",
       {dup_0_at_qos_0, "MQTT-4.3.1-1"_v311 | "MQTT-4.3.1-1"_v5},
       [](Visit& visit) {
         judge_first_sending(visit, "MQTT-4.3.1-1"_v311 | "MQTT-4.3.1-1"_v5, Qos::at_most_once);
         came_well_formed(visit, dup_0_at_qos_0);
       }},
      {"client/publish/qos-1-goes-first-with-dup-0",
       {new_at_qos_1},
       [](Visit& visit) { judge_first_sending(visit, new_at_qos_1, Qos::at_least_once); }},
      {"client/publish/qos-2-goes-first-with-dup-0",
       {new_at_qos_2, qos_is_not_3},
       [](Visit& visit) {
         judge_first_sending(visit, new_at_qos_2, Qos::exactly_once);
         came_well_formed(visit, qos_is_not_3);
       }},
      {"client/publish/topic-name-is-the-one-asked-for",
       {topic_name, no_wildcard},
       [](Visit& visit) {
         Line line = visit.connected();
         visit.publish("a//b c/€", "named", Qos::at_least_once);
         const auto arrival = line.expect(message("named"));
         visit.must_hold(topic_name, arrival.as<Publish>().topic == "a//b c/€",
                         "the Topic Name \"a//b c/€\"", text_of(visit, arrival));
         came_well_formed(visit, no_wildcard);
       }},
      {"client/publish/wildcard-in-topic-name-is-refused",
       {no_wildcard},
       [](Visit& visit) {
         owned::Publish publish;
         publish.topic = "a/+";
         judge_refusal(visit, no_wildcard, publish);
       }},
      {"client/publish/response-topic-and-content-type-are-as-asked-for",
       {response_topic_text, response_topic_plain, content_type_text},
       [](Visit& visit) {
         Line line = visit.connected();
         visit.ask(request());
         const auto arrival = line.expect(message("request"));
         const auto& properties = arrival.as<Publish>().properties;
         visit.must_hold(response_topic_text, properties.response_topic == "answers/€",
                         "Response Topic \"answers/€\"", text_of(visit, arrival));
         came_well_formed(visit, response_topic_plain);
         visit.must_hold(content_type_text, properties.content_type == "text/€",
                         "Content Type \"text/€\"", text_of(visit, arrival));
       }},
      {"client/publish/wildcard-in-response-topic-is-refused",
       {response_topic_plain},
       [](Visit& visit) {
         auto publish = request();
         publish.properties.response_topic = "answers/#";
         judge_refusal(visit, response_topic_plain, publish);
       }},
      {"client/publish/has-no-subscription-identifier",
       {no_subscription_id},
       [](Visit& visit) {
         Line line = visit.connected();
         visit.subscribe("t");
         line.expect(any<Subscribe>());
         const auto arrival = published(visit, line, "own", Qos::at_least_once);
         visit.must_hold(no_subscription_id,
                         arrival.as<Publish>().properties.subscription_identifiers.empty(),
                         "no Subscription Identifier", text_of(visit, arrival));
       }},
      {"client/publish/qos-0-is-not-answered",
       {answered_by_qos},
       [](Visit& visit) {
         Line line = visit.connected();
         line.publish("t", "zero");
         line.must_not_send(answered_by_qos, any<Puback>());
       }},
      {"client/publish/foreign-subscription-identifier-is-noticed",
       {"U5.0-3.3.4-5"_v5},
       [](Visit& visit) {
         Line line = visit.connected();
         visit.subscribe("t");
         line.expect(any<Subscribe>());
         settle(visit, line);
         auto publish = with_id(1, "foreign", Qos::at_least_once);
         publish.properties.subscription_identifiers.push_back({7});
         line.send_illegal(publish);
         line.detects_by_closing("U5.0-3.3.4-5"_v5);
       }},
      {"client/publish/several-subscription-identifiers-are-no-obstacle",
       {answered_by_qos_v5},
       several_subscription_ids},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
