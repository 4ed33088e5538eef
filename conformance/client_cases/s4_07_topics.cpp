// 4.7, 4.8.2  Topic Filters that a Client subscribes to, and those that it should keep back
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited hash_is_a_level = "MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5;
constexpr Cited plus_is_a_level = "MQTT-4.7.1-3"_v311 | "MQTT-4.7.1-2"_v5;
constexpr Cited not_empty = "MQTT-4.7.3-1"_v311 | "MQTT-4.7.3-1"_v5;
constexpr auto has_share_name = "MQTT-4.8.2-1"_v5;
constexpr auto share_name_is_plain = "MQTT-4.8.2-2"_v5;

// A Topic Filter that is right arrives as it is.
void arrives(Visit& visit, const std::string& filter, std::initializer_list<Must> statements) {
  Line line = visit.connected();
  visit.subscribe(filter);
  const auto arrival = line.expect(any<Subscribe>());
  const auto came = to_owned(arrival.as<Subscribe>());
  if (came.subscriptions.size() != 1 || came.subscriptions[0].topic_filter != filter)
    visit.inconclusive("SUBSCRIBE as asked for (set-up)", text_of(visit, arrival));
  for (const auto& each : statements) came_well_formed(visit, each);
}

// The application asks for one that is wrong.
void is_kept_back(Visit& visit, const std::string& filter, Must statement) {
  Line line = visit.connected();
  visit.asks_for_the_impossible();
  visit.subscribe(filter);
  const auto arrival = line.await(any<Subscribe>(), visit.settings().patience / 3);
  visit.must_not_let_through(statement, !arrival && !visit.came_through(), "no such SUBSCRIBE",
                             "the Topic Filter \"" + filter + "\"");
}

}  // namespace

std::span<const Case> s4_07_topics() {
  static const Case cases[] = {
      {"client/filter/with-wildcards-is-sent",
       {hash_is_a_level, plus_is_a_level, not_empty},
       [](Visit& visit) {
         arrives(visit, "a/+/b/#", {hash_is_a_level, plus_is_a_level, not_empty});
       }},
      {"client/filter/shared-is-sent",
       {has_share_name, share_name_is_plain},
       [](Visit& visit) {
         arrives(visit, "$share/group/a/+", {has_share_name, share_name_is_plain});
       }},
      {"client/filter/with-hash-inside-a-level-is-kept-back",
       {hash_is_a_level},
       [](Visit& visit) { is_kept_back(visit, "a/b#", hash_is_a_level); }},
      {"client/filter/with-a-level-behind-hash-is-kept-back",
       {hash_is_a_level},
       [](Visit& visit) { is_kept_back(visit, "a/#/b", hash_is_a_level); }},
      {"client/filter/with-plus-inside-a-level-is-kept-back",
       {plus_is_a_level},
       [](Visit& visit) { is_kept_back(visit, "a/b+", plus_is_a_level); }},
      {"client/filter/of-no-characters-is-kept-back",
       {not_empty},
       [](Visit& visit) { is_kept_back(visit, "", not_empty); }},
      {"client/filter/with-empty-share-name-is-kept-back",
       {has_share_name},
       [](Visit& visit) { is_kept_back(visit, "$share//a", has_share_name); }},
      {"client/filter/with-wildcard-in-share-name-is-kept-back",
       {share_name_is_plain},
       [](Visit& visit) { is_kept_back(visit, "$share/g+/a", share_name_is_plain); }},
      {"client/filter/shared-without-topic-filter-is-kept-back",
       {share_name_is_plain},
       [](Visit& visit) { is_kept_back(visit, "$share/group", share_name_is_plain); }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
