// 1.5  Strings: those that the Client sends, and those that its application is given.
#include <algorithm>

#include "codec/notation.hpp"
#include "codec/owned.hpp"
#include "conformance/client_cases/connects.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited well_formed = "MQTT-1.5.3-1"_v311 | "MQTT-1.5.4-1"_v5;
constexpr Cited no_null = "MQTT-4.7.3-2"_v311 | "MQTT-4.7.3-2"_v5;
constexpr Cited bom_stays = "MQTT-1.5.3-3"_v311 | "MQTT-1.5.4-3"_v5;
constexpr Cited any_length = "U3.1.1-1.5.3-2"_v311 | "U5.0-1.5.4-2"_v5;
constexpr Cited well_formed_user_name = "MQTT-3.1.3-11"_v311 | "MQTT-3.1.3-12"_v5;
constexpr std::string_view bom = "\xef\xbb\xbf";

constexpr std::size_t longest = 65'535;

void needs_long_strings(Visit& visit) {
  visit.needs(!visit.able().max_string || *visit.able().max_string >= longest,
              "be given strings of 65,535 bytes");
}

/// The longest string arrives as it is, or is refused; it is not changed on its way.
void longest_arrives(Visit& visit, const owned::Connect& asked) {
  needs_long_strings(visit);
  visit.ask_connect(asked);
  auto line = visit.next_line_within(visit.settings().patience);
  const auto arrival = line ? line->await(any<Connect>(), visit.settings().patience) : std::nullopt;
  if (!arrival) visit.inconclusive("CONNECT with the longest string (set-up)", "none comes");
  const auto other = differences(asked, to_owned(arrival->as<Connect>()));
  visit.should_hold(any_length, other.empty(), "strings of 65,535 bytes as asked for",
                    "not as asked for: " + other);
}

/// Publishes to that topic; whether what comes of it is not let through.
void publishes_illegally(Visit& visit, Must statement, const std::string& topic,
                         std::string_view what) {
  Line line = visit.connected();
  visit.asks_for_the_impossible();
  visit.publish(topic, "astray");
  const auto arrival = line.await(message("astray"), visit.settings().patience / 3);
  const bool through = visit.came_through() ||
                       (arrival && as_bytes(arrival->as<Publish>().topic).size() == topic.size());
  visit.must_not_let_through(statement, !through, "no such PUBLISH",
                             "a Topic Name with " + std::string(what));
}

/// A message to that topic is given to the application with that topic.
void topic_is_told(Visit& visit, Must statement, const std::string& topic) {
  visit.needs(visit.shows("msg.topic"), "tell the Topic Name of a message");
  Line line = visit.connected();
  line.publish(topic, "told");
  line.fence();
  const auto found = std::ranges::find_if(visit.said(), [](const Said& each) {
    return each.kind == Said::Kind::message &&
           std::get<owned::Publish>(*each.packet).payload == "told";
  });
  if (found == visit.said().end())
    visit.inconclusive("the message is delivered (set-up)", "it is not");
  const auto& told = std::get<owned::Publish>(*found->packet).topic;
  visit.must_hold(statement, told == topic, notation::topic_text(topic),
                  notation::topic_text(told));
}

}  // namespace

std::span<const Case> s1_05_strings() {
  static const Case cases[] = {
      {"client/string/byte-order-mark-is-told",
       {bom_stays},
       [](Visit& visit) { topic_is_told(visit, bom_stays, std::string(bom) + "t"); }},
      {"client/string/byte-order-mark-inside-is-told",
       {bom_stays},
       [](Visit& visit) { topic_is_told(visit, bom_stays, "t/" + std::string(bom) + "/u"); }},
      {"client/string/user-name-of-65535-bytes-arrives",
       {any_length},
       [](Visit& visit) {
         auto connect = with_user(visit);
         connect.user_name = std::string(longest, 'u');
         longest_arrives(visit, connect);
       }},
      {"client/string/will-topic-of-65535-bytes-arrives",
       {any_length},
       [](Visit& visit) {
         auto connect = with_will(visit);
         connect.will->topic = std::string(longest, 'w');
         longest_arrives(visit, connect);
       }},
      {"client/string/user-name-of-65536-bytes-is-not-sent",
       {well_formed_user_name},
       [](Visit& visit) {
         needs_long_strings(visit);
         auto connect = with_user(visit);
         connect.user_name = std::string(longest + 1, 'u');
         visit.asks_for_the_impossible();
         visit.ask_connect(connect);
         if (auto line = visit.next_line_within(visit.settings().patience))
           line->await(any<Connect>(), visit.settings().patience);
         visit.must_not_let_through(well_formed_user_name, !visit.came_through(),
                                    "no CONNECT, or one that is well formed",
                                    "a CONNECT that is no packet");
       }},
      {"client/string/topic-of-65536-bytes-is-not-sent",
       {well_formed},
       [](Visit& visit) {
         needs_long_strings(visit);
         Line line = visit.connected();
         visit.asks_for_the_impossible();
         visit.publish(std::string(longest + 1, 't'), "astray");
         line.await(any<Publish>(), visit.settings().patience / 3);
         visit.must_not_let_through(well_formed, !visit.came_through(),
                                    "no PUBLISH, or one that is well formed",
                                    "a PUBLISH that is no packet");
       }},
      {"client/string/surrogates-are-not-sent",
       {well_formed},
       [](Visit& visit) {
         publishes_illegally(visit, well_formed, "t\xed\xa0\x80", "a surrogate");
       }},
      {"client/string/ill-formed-text-is-not-sent",
       {well_formed},
       [](Visit& visit) {
         publishes_illegally(visit, well_formed, "t\xff", "a byte that is not UTF-8");
       }},
      {"client/string/null-character-is-not-sent",
       {no_null},
       [](Visit& visit) {
         publishes_illegally(visit, no_null, std::string("t\0u", 3), "the null character");
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
