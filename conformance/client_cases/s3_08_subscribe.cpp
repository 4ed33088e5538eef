// 3.8 to 3.11  SUBSCRIBE, UNSUBSCRIBE and their answers
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited subscribe_flags = "MQTT-3.8.1-1"_v311 | "MQTT-3.8.1-1"_v5;
constexpr Cited subscribe_text = "MQTT-3.8.3-1"_v311 | "MQTT-3.8.3-1"_v5;
constexpr Cited subscribe_one = "MQTT-3.8.3-3"_v311 | "MQTT-3.8.3-2"_v5;
constexpr Cited unsubscribe_flags = "MQTT-3.10.1-1"_v311 | "MQTT-3.10.1-1"_v5;
constexpr Cited unsubscribe_text = "MQTT-3.10.3-1"_v311 | "MQTT-3.10.3-1"_v5;
constexpr Cited unsubscribe_one = "MQTT-3.10.3-2"_v311 | "MQTT-3.10.3-2"_v5;
constexpr auto request_error_reported = "U5.0-4.13.2-1"_v5;

owned::Subscribe all_options(bool v5) {
  owned::Subscribe subscribe;
  for (unsigned n = 0; n < 3; ++n) {
    auto& row = subscribe.subscriptions.emplace_back();
    row.topic_filter = "options/" + std::to_string(n) + "/#";
    row.maximum_qos = static_cast<Qos>(n);
    if (!v5) continue;
    row.no_local = n == 0;
    row.retain_as_published = n == 1;
    row.retain_handling = static_cast<RetainHandling>(n);
  }
  if (v5) subscribe.properties.subscription_identifier = 268'435'455;
  return subscribe;
}

void options(Visit& visit) {
  if (visit.is_v5()) visit.needs(visit.able().subscription_ids, "use Subscription Identifiers");
  Line line = visit.connected();
  auto asked = all_options(visit.is_v5());
  visit.may_lack();
  visit.ask(asked);
  // It may send a SUBSCRIBE for each of them, and in any order.
  auto missing = asked.subscriptions;
  while (!missing.empty()) {
    const auto arrival = line.expect(any<Subscribe>());
    const auto came = to_owned(arrival.as<Subscribe>());
    for (const auto& row : came.subscriptions) {
      const auto same = std::ranges::find(missing, row);
      visit.must_hold(subscribe_one, same != missing.end(),
                      to_text(owned::Packet(asked), visit.version()), text_of(visit, arrival));
      missing.erase(same);
    }
    if (visit.is_v5())
      visit.must_hold(
          subscribe_one,
          came.properties.subscription_identifier == asked.properties.subscription_identifier,
          to_text(owned::Packet(asked), visit.version()), text_of(visit, arrival));
  }
}

// An application that asks for nothing at all.
template <class Request, class P>
void judge_empty(Visit& visit, Must statement) {
  Line line = visit.connected();
  visit.asks_for(statement);
  visit.may_lack();
  visit.ask(Request{});
  const auto arrival = line.await(any<P>(), 600);
  visit.must_not_let_through(statement, !arrival && !visit.came_through(),
                             "no request without a Topic Filter", "it is sent");
}

template <class Answer, class P>
void judge_request_told(Visit& visit, Said::Kind kind, std::initializer_list<ReasonCode> codes) {
  constexpr bool is_suback = P::type == PacketType::subscribe;
  visit.needs(visit.shows(is_suback ? "suback.reason_codes" : "unsuback.reason_codes"),
              "tell Reason Codes of requests");
  Line line = visit.connected();
  line.by_hand({P::type});
  for (const auto code : codes) {
    const auto tag = is_suback ? visit.subscribe("s") : visit.unsubscribe("s");
    Answer answer;
    answer.packet_id = line.expect(any<P>()).template as<P>().packet_id;
    answer.reason_codes = {code};
    line.send(answer);
    const auto said = visit.await_said(kind, tag);
    const auto* told = said && said->packet ? std::get_if<Answer>(&*said->packet) : nullptr;
    const bool failed = !said && visit.await_said(Said::Kind::error, tag);
    const bool right = (told != nullptr && told->reason_codes == answer.reason_codes) ||
                       (said && said->reason_code == code) || failed;
    visit.should_hold(
        request_error_reported, right,
        notation::code_text(visit.version(), Answer::type, code) + " for the application",
        said ? "it is told something else" : "nothing is said");
    if (!right) return;
  }
}

}  // namespace

std::span<const Case> s3_08_subscribe() {
  static const Case cases[] = {
      {"client/subscribe/is-well-formed",
       {subscribe_flags, subscribe_text, subscribe_one},
       [](Visit& visit) {
         Line line = visit.connected();
         visit.subscribe("a/+/€ b/#");
         const auto arrival = line.expect(any<Subscribe>());
         const auto came = to_owned(arrival.as<Subscribe>());
         visit.must_hold(subscribe_one, came.subscriptions.size() == 1, "one Topic Filter",
                         text_of(visit, arrival));
         visit.must_hold(subscribe_text, came.subscriptions[0].topic_filter == "a/+/€ b/#",
                         "the Topic Filter \"a/+/€ b/#\"", text_of(visit, arrival));
         came_well_formed(visit, subscribe_flags);
       }},
      {"client/subscribe/filters-and-options-are-as-asked-for", {subscribe_one}, options},
      {"client/subscribe/without-topic-filters-is-refused",
       {subscribe_one},
       [](Visit& visit) { judge_empty<owned::Subscribe, Subscribe>(visit, subscribe_one); }},
      {"client/unsubscribe/is-well-formed",
       {unsubscribe_flags, unsubscribe_text, unsubscribe_one},
       [](Visit& visit) {
         Line line = visit.connected();
         visit.unsubscribe("a/+/€ b/#");
         const auto arrival = line.expect(any<Unsubscribe>());
         const auto came = to_owned(arrival.as<Unsubscribe>());
         visit.must_hold(unsubscribe_one, came.topic_filters.size() == 1, "one Topic Filter",
                         text_of(visit, arrival));
         visit.must_hold(unsubscribe_text, came.topic_filters[0].text == "a/+/€ b/#",
                         "the Topic Filter \"a/+/€ b/#\"", text_of(visit, arrival));
         came_well_formed(visit, unsubscribe_flags);
       }},
      {"client/unsubscribe/without-topic-filters-is-refused",
       {unsubscribe_one},
       [](Visit& visit) { judge_empty<owned::Unsubscribe, Unsubscribe>(visit, unsubscribe_one); }},
      {"client/suback/reason-codes-reach-the-application",
       {request_error_reported},
       [](Visit& visit) {
         judge_request_told<owned::Suback, Subscribe>(
             visit, Said::Kind::suback,
             {ReasonCode::unspecified_error, ReasonCode::implementation_specific_error,
              ReasonCode::not_authorized, ReasonCode::topic_filter_invalid,
              ReasonCode::quota_exceeded, ReasonCode::shared_subscriptions_not_supported,
              ReasonCode::wildcard_subscriptions_not_supported});
       }},
      {"client/unsuback/reason-codes-reach-the-application",
       {request_error_reported},
       [](Visit& visit) {
         judge_request_told<owned::Unsuback, Unsubscribe>(
             visit, Said::Kind::unsuback,
             {ReasonCode::unspecified_error, ReasonCode::implementation_specific_error,
              ReasonCode::not_authorized, ReasonCode::topic_filter_invalid});
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
