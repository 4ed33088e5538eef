// 3.3.2.3.4  Topic Alias
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr auto none_unasked = "MQTT-3.2.2-18"_v5;
constexpr auto within_maximum = "MQTT-3.2.2-17"_v5;
constexpr auto within_limit = "MQTT-3.3.2-9"_v5;
constexpr auto alias_not_0 = "MQTT-3.3.2-8"_v5;
constexpr auto not_carried_over = "MQTT-3.3.2-7"_v5;
constexpr auto accepted = "MQTT-3.3.2-10"_v5;
constexpr auto replaced = "U5.0-3.3.4-10"_v5;
constexpr auto mapped_anew = "U5.0-3.3.4-11"_v5;
constexpr auto out_of_range = "U5.0-3.3.4-8"_v5;
constexpr auto unmapped = "U5.0-3.3.4-13"_v5;

owned::Connack permitting(std::uint16_t maximum) {
  owned::Connack connack;
  if (maximum > 0) connack.properties.topic_alias_maximum = maximum;
  return connack;
}

// Connected, with Topic Aliases of the Client's own if it makes any up.
Line with_own_aliases(Visit& visit, const owned::Connect& connect, const owned::Connack& accept) {
  visit.ask_connect(connect, true);
  Line line = visit.next_line();
  line.expect(any<Connect>());
  line.send(accept);
  settle(visit, line);
  return line;
}

owned::Connect accepting(const Visit& visit, std::uint16_t maximum) {
  auto connect = lasting_connect(visit);
  connect.properties.topic_alias_maximum = maximum;
  return connect;
}

owned::Publish aliased(std::string topic, std::uint16_t alias, std::uint16_t packet_id,
                       std::string payload) {
  auto publish = with_id(packet_id, std::move(payload), Qos::at_least_once);
  publish.topic = std::move(topic);
  publish.properties.topic_alias = alias;
  return publish;
}

// The topic under which the application was given the message.
std::string told_topic(const Visit& visit, std::string_view payload) {
  for (const auto& each : visit.said()) {
    if (each.kind != Said::Kind::message) continue;
    const auto& publish = std::get<owned::Publish>(*each.packet);
    if (publish.payload == payload) return publish.topic;
  }
  return "(not delivered)";
}

void judge_own(Visit& visit, std::uint16_t maximum, Must statement,
               bool (*holds)(std::optional<std::uint16_t> alias)) {
  Line line = with_own_aliases(visit, visit.plain_connect(), permitting(maximum));
  for (const auto* const topic : {"a", "b", "c", "a", "b", "c"}) {
    visit.publish(topic, topic, Qos::at_least_once);
    const auto arrival = line.expect(message(topic));
    const auto alias = arrival.as<Publish>().properties.topic_alias;
    visit.must_hold(statement, holds(alias),
                    "Topic Aliases as the Server permits: " + std::to_string(maximum),
                    text_of(visit, arrival));
  }
}

void own_alias_ends(Visit& visit) {
  visit.needs(visit.able().session && visit.able().reconnect == subject::Reconnect::driver,
              "keep a Session and be told to connect again");
  Line line = with_own_aliases(visit, lasting_connect(visit), permitting(5));
  published(visit, line, "one", Qos::at_least_once);
  line.by_hand({PacketType::publish});
  published(visit, line, "two", Qos::at_least_once);
  line.cut();
  visit.ask_connect(lasting_connect(visit), true);
  Line again = visit.next_line();
  again.expect(any<Connect>());
  auto accept = permitting(5);
  accept.session_present = true;
  again.send(accept);
  const auto arrival = again.expect(message("two"));
  visit.must_hold(not_carried_over, !arrival.as<Publish>().topic.empty(),
                  "a PUBLISH with its Topic Name: the connection is new", text_of(visit, arrival));
}

void received_alias_ends(Visit& visit) {
  visit.needs(visit.able().keeps_aliases && visit.able().session, "keep aliases and a Session");
  const auto connect = accepting(visit, 10);
  Line line = visit.connected(connect);
  line.send(aliased("a", 3, 1, "first"));
  line.expect(ack<Puback>(1));
  line.cut();
  Line again = visit.reconnected(connect, session_is_present());
  again.send_illegal(aliased("", 3, 2, "stale"));
  const auto liveness = again.fence();
  visit.must_hold(not_carried_over, told_topic(visit, "stale") != "a",
                  "no meaning for an alias of the connection before",
                  "the message is delivered with the topic of that connection");
  visit.detected(unmapped, liveness == Liveness::closed, "the Client notices it and closes",
                 "it goes on: undetected");
}

void received_aliases(Visit& visit) {
  visit.needs(visit.able().keeps_aliases, "keep Topic Aliases");
  visit.needs(visit.shows("msg.topic"), "tell the topics of messages");
  Line line = visit.connected(accepting(visit, 10));
  line.send(aliased("a", 1, 1, "a1"));
  line.send(aliased("b", 10, 2, "b10"));
  line.send(aliased("", 1, 3, "again a"));
  line.send(aliased("c", 1, 4, "c1"));
  line.send(aliased("", 1, 5, "again c"));
  line.must_stay_open(accepted);
  visit.should_hold(replaced, told_topic(visit, "again a") == "a", "topic \"a\"",
                    told_topic(visit, "again a"));
  visit.should_hold(mapped_anew, told_topic(visit, "again c") == "c", "topic \"c\"",
                    told_topic(visit, "again c"));
}

void judge_illegal(Visit& visit, Detects statement, std::uint16_t alias, std::string topic) {
  Line line = visit.connected(accepting(visit, 10));
  line.send_illegal(aliased(std::move(topic), alias, 1, "illegal"));
  line.detects_by_closing(statement);
}

}  // namespace

std::span<const Case> s3_03_2_topic_alias() {
  static const Case cases[] = {
      {"client/topic-alias/is-not-used-without-permission",
       {none_unasked},
       [](Visit& visit) { judge_own(visit, 0, none_unasked, [](auto alias) { return !alias; }); }},
      {"client/topic-alias/is-within-the-servers-maximum",
       {within_maximum, within_limit},
       [](Visit& visit) {
         judge_own(visit, 2, within_maximum, [](auto alias) { return alias.value_or(1) <= 2; });
         came_well_formed(visit, within_limit);
       }},
      {"client/topic-alias/is-never-0",
       {alias_not_0},
       [](Visit& visit) {
         judge_own(visit, 10, alias_not_0, [](auto alias) { return alias != 0; });
       }},
      {"client/topic-alias/of-the-client-ends-with-its-connection",
       {not_carried_over},
       own_alias_ends},
      {"client/topic-alias/of-the-server-ends-with-its-connection",
       {not_carried_over, unmapped},
       received_alias_ends},
      {"client/topic-alias/all-up-to-the-maximum-are-accepted",
       {accepted, replaced, mapped_anew},
       received_aliases},
      {"client/topic-alias/0-from-the-server-is-an-error",
       {out_of_range},
       [](Visit& visit) {
         Line line = visit.connected(accepting(visit, 10));
         line.send_bytes("32 0a 00 01 61 00 01 03 23 00 00 78");
         line.detects_by_closing(out_of_range);
       }},
      {"client/topic-alias/above-the-maximum-is-an-error",
       {out_of_range},
       [](Visit& visit) { judge_illegal(visit, out_of_range, 11, "a"); }},
      {"client/topic-alias/without-a-meaning-is-an-error",
       {unmapped},
       [](Visit& visit) { judge_illegal(visit, unmapped, 4, ""); }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
