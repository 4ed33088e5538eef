// 3.4 to 3.7  PUBACK, PUBREC, PUBREL and PUBCOMP
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr auto puback_code = "MQTT-3.4.2-1"_v5;
constexpr auto puback_reason = "MQTT-3.4.2-2"_v5;
constexpr auto puback_property = "MQTT-3.4.2-3"_v5;
constexpr auto pubrec_code = "MQTT-3.5.2-1"_v5;
constexpr auto pubrec_reason = "MQTT-3.5.2-2"_v5;
constexpr auto pubrec_property = "MQTT-3.5.2-3"_v5;
constexpr Cited pubrel_flags = "MQTT-3.6.1-1"_v311 | "MQTT-3.6.1-1"_v5;
constexpr auto pubrel_code = "MQTT-3.6.2-1"_v5;
constexpr auto pubrel_reason = "MQTT-3.6.2-2"_v5;
constexpr auto pubrel_property = "MQTT-3.6.2-3"_v5;
constexpr auto pubcomp_code = "MQTT-3.7.2-1"_v5;
constexpr auto pubcomp_reason = "MQTT-3.7.2-2"_v5;
constexpr auto pubcomp_property = "MQTT-3.7.2-3"_v5;
constexpr auto error_reported = "U5.0-4.13.2-1"_v5;
constexpr Cited released = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5;
constexpr Cited pubrel_follows = "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5;

// A connection to a Server that takes small packets only.
Line to_small_server(Visit& visit) {
  owned::Connack connack;
  connack.properties.maximum_packet_size = 30;
  Line line = visit.connected(visit.plain_connect(), connack);
  settle(visit, line);
  return line;
}

template <class P>
void judge_size(Visit& visit, Line& line, Must reason, Must property) {
  const auto arrival = line.expect(any<P>());
  const auto& properties = arrival.template as<P>().properties;
  const bool fits = arrival.bytes->size() <= 30;
  const std::string actual = std::to_string(arrival.bytes->size()) + " bytes";
  visit.must_hold(reason, fits || !properties.reason_string,
                  "a packet of at most 30 bytes, or no Reason String", actual);
  visit.must_hold(property, fits || properties.user_properties.empty(),
                  "a packet of at most 30 bytes, or no User Properties", actual);
}

// What the application learns of a message that the Server refuses.
template <class P>
void judge_told(Visit& visit, Qos qos, std::initializer_list<ReasonCode> codes) {
  visit.needs(visit.able().done && visit.shows("done.reason_code"),
              "tell how a message was acknowledged");
  Line line = visit.connected();
  line.by_hand({PacketType::publish});
  for (const auto code : codes) {
    const auto tag = visit.publish("t", "refused", qos);
    P refusal;
    const auto arrival = line.expect(message("refused"));
    require_qos(visit, arrival, qos);
    refusal.packet_id = id_of(arrival);
    refusal.reason_code = code;
    line.send(refusal);
    const auto done = visit.await_said(Said::Kind::done, tag);
    const auto error = done ? done : visit.await_said(Said::Kind::error, tag);
    const bool told = error && (error->reason_code == code || error->kind == Said::Kind::error);
    visit.should_hold(error_reported, told,
                      notation::code_text(visit.version(), P::type, code) + " for the application",
                      !error ? "nothing is said" : "it is told another one");
    if (!told) return;
  }
}

}  // namespace

std::span<const Case> s3_04_acknowledgements() {
  static const Case cases[] = {
      {"client/puback/has-a-reason-code-of-its-own",
       {puback_code},
       [](Visit& visit) {
         Line line = visit.connected();
         line.publish("t", "one", Qos::at_least_once);
         line.expect(any<Puback>());
         came_well_formed(visit, puback_code);
       }},
      {"client/pubrec/has-a-reason-code-of-its-own",
       {pubrec_code},
       [](Visit& visit) {
         Line line = visit.connected();
         line.publish("t", "two", Qos::exactly_once);
         line.expect(any<Pubrec>());
         came_well_formed(visit, pubrec_code);
       }},
      {"client/pubcomp/has-a-reason-code-of-its-own",
       {pubcomp_code},
       [](Visit& visit) {
         Line line = visit.connected();
         line.publish("t", "two", Qos::exactly_once);
         line.expect(any<Pubcomp>());
         came_well_formed(visit, pubcomp_code);
       }},
      {"client/pubrel/is-well-formed",
       {pubrel_flags, pubrel_code},
       [](Visit& visit) {
         Line line = visit.connected();
         published(visit, line, "two", Qos::exactly_once);
         line.expect(any<Pubrel>());
         came_well_formed(visit, pubrel_flags);
         if (visit.is_v5()) came_well_formed(visit, pubrel_code);
       }},
      {"client/puback/fits-the-servers-maximum-packet-size",
       {puback_reason, puback_property},
       [](Visit& visit) {
         Line line = to_small_server(visit);
         line.publish("t", "one", Qos::at_least_once);
         judge_size<Puback>(visit, line, puback_reason, puback_property);
       }},
      {"client/pubrec-and-pubcomp/fit-the-servers-maximum-packet-size",
       {pubrec_reason, pubrec_property, pubcomp_reason, pubcomp_property},
       [](Visit& visit) {
         Line line = to_small_server(visit);
         line.publish("t", "two", Qos::exactly_once);
         judge_size<Pubrec>(visit, line, pubrec_reason, pubrec_property);
         judge_size<Pubcomp>(visit, line, pubcomp_reason, pubcomp_property);
       }},
      {"client/pubrel/fits-the-servers-maximum-packet-size",
       {pubrel_reason, pubrel_property},
       [](Visit& visit) {
         Line line = to_small_server(visit);
         published(visit, line, "two", Qos::exactly_once);
         judge_size<Pubrel>(visit, line, pubrel_reason, pubrel_property);
       }},
      {"client/puback/reason-codes-reach-the-application",
       {error_reported},
       [](Visit& visit) {
         judge_told<owned::Puback>(
             visit, Qos::at_least_once,
             {ReasonCode::unspecified_error, ReasonCode::implementation_specific_error,
              ReasonCode::not_authorized, ReasonCode::topic_name_invalid,
              ReasonCode::quota_exceeded, ReasonCode::payload_format_invalid});
       }},
      {"client/pubrec/reason-codes-reach-the-application",
       {error_reported},
       [](Visit& visit) {
         judge_told<owned::Pubrec>(
             visit, Qos::exactly_once,
             {ReasonCode::unspecified_error, ReasonCode::implementation_specific_error,
              ReasonCode::not_authorized, ReasonCode::topic_name_invalid,
              ReasonCode::quota_exceeded, ReasonCode::payload_format_invalid});
       }},
      {"client/pubrec/without-subscribers-is-followed-by-pubrel",
       {"MQTT-4.3.3-4"_v5},
       [](Visit& visit) {
         Line line = visit.connected();
         line.by_hand({PacketType::publish});
         const auto id = id_of(published(visit, line, "two", Qos::exactly_once));
         line.send(owned::Pubrec{id, ReasonCode::no_matching_subscribers, {}});
         line.must("MQTT-4.3.3-4"_v5, ack<Pubrel>(id));
       }},
      {"client/pubrec/is-followed-by-pubrel",
       {pubrel_follows},
       [](Visit& visit) {
         Line line = visit.connected();
         const auto id = id_of(published(visit, line, "two", Qos::exactly_once));
         line.must(pubrel_follows, ack<Pubrel>(id));
       }},
      {"client/pubrel/of-an-unknown-message-is-answered",
       {released},
       [](Visit& visit) {
         Line line = visit.connected();
         line.send_illegal(owned::Pubrel{77, {}, {}});
         const auto answer = line.must(released, ack<Pubcomp>(77));
         if (visit.is_v5() &&
             answer.as<Pubcomp>().reason_code != ReasonCode::packet_identifier_not_found)
           visit.remark("PUBCOMP says Success, where 0x92 Packet Identifier not found is meant");
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
