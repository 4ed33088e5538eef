// A small report with every kind of outcome, which the tests of all reports share.
#pragma once

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::report::testing {

using namespace mqttspec::literals;
using Kind = model::TraceEvent::Kind;

inline const play::Case cases[] = {
    {"qos2/again", {"MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5}, {}},
    {"connect/reserved-flag", {"MQTT-3.1.2-3"_v311 | "MQTT-3.1.2-3"_v5}, {}},
    {"shared/one-gets-it", {"U5.0-4.8.2-1"_v5}, {}},
};

inline model::TraceEvent event(Kind kind, wire::Time at, std::vector<std::uint8_t> bytes = {},
                               std::optional<Packet> packet = {}) {
  auto shared = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
  return {kind, at, 4, Version::v5_0, std::move(shared), packet};
}

/// A client publishes at QoS 2, is answered and then closed upon; the second event is a topic long
/// enough to be wrapped.
inline model::Trace trace() {
  Publish publish;
  publish.qos = Qos::exactly_once;
  publish.packet_id = 7;
  publish.topic = "mqttspec/k3x9/007/a/topic/of/some/length/that/needs/a/second/line";
  publish.payload = as_bytes("once");
  std::vector<std::uint8_t> bytes(90, 0xAB);
  return {
      event(Kind::opened, 1000),
      event(Kind::client_packet, 1001, std::move(bytes), publish),
      event(Kind::server_packet, 1105, {0x50, 0x02, 0x00, 0x07},
            Pubrec{7, ReasonCode::success, {}}),
      event(Kind::server_garbage, 1106, {0x00}),
      event(Kind::server_closed, 1107),
  };
}

inline CaseReport report_of(const play::Case& which, std::string_view section, Version version,
                            play::Verdict verdict) {
  CaseReport report{};
  report.which = &which;
  report.section = section;
  report.version = version;
  report.result.verdict = verdict;
  report.result.duration = 1500;
  report.result.topic_prefix = "mqttspec/k3x9/007/";
  return report;
}

inline CaseReport failure() {
  auto report = report_of(cases[0], "4.3", Version::v5_0, play::Verdict::fail);
  report.news = News::fresh;
  report.tries = 3;
  report.opinion.explained = judges::Explained::no;
  report.opinion.text = "PUBREC id=7 on \xFF";
  report.attribution = {{"sends no PUBREC"}, {"answers a repeat with an error"}};
  auto& result = report.result;
  result.judgements = {{"MQTT-4.3.3-8"_v5, play::StatementVerdict::satisfied},
                       {"MQTT-4.3.3-10"_v5, play::StatementVerdict::violated}};
  result.expected = "PUBREC id=7";
  result.actual = "the Server closed";
  result.explanation = "the twin is accepted\na new client is \xFF accepted";
  result.closing = wire::Closing::fin;
  result.closing_code = ReasonCode::protocol_error;
  result.unexplained_close = true;
  result.decisive_event = 3;
  result.trace = trace();
  result.connection_names = {{4, "pub"}};
  return report;
}

inline std::vector<CaseReport> case_reports() {
  using enum play::Verdict;
  std::vector<CaseReport> all = {
      report_of(cases[0], "4.3", Version::v3_1_1, pass),
      failure(),
      report_of(cases[1], "3.1", Version::v3_1_1, warn),
      report_of(cases[1], "3.1", Version::v5_0, inconclusive),
      report_of(cases[2], "4.8", Version::v5_0, declined),
      report_of(cases[2], "4.8", Version::v5_0, not_run),
      report_of(cases[0], "4.3", Version::v3_1_1, fail),
      report_of(cases[1], "3.1", Version::v3_1_1, pass),
      report_of(cases[1], "3.1", Version::v5_0, error),
      report_of(cases[2], "4.8", Version::v5_0, note),
      report_of(cases[2], "4.8", Version::v5_0, declined),
  };
  all[2].result.judgements = {{"MQTT-3.1.2-3"_v311, play::StatementVerdict::undetected}};
  all[2].result.actual = "it accepts it: undetected";
  all[3].result.expected = "CONNACK";
  all[3].result.trace = trace();
  for (const std::size_t i : {4U, 10U}) all[i].result.explanation = "no shared subscriptions";
  all[6].news = News::known;
  all[6].known_reason = "is being mended";
  all[7].news = News::unexpected_pass;
  all[7].known_reason = "was broken";
  for (const std::size_t i : {2U, 3U, 8U}) all[i].news = News::fresh;
  return all;
}

inline RunReport sample_report() {
  RunReport report;
  report.target = "tcp://127.0.0.1:1883";
  report.command = "mqttspec run tcp://127.0.0.1:1883 --seed 5";
  report.complete = false;
  report.cut_short = "interrupted";
  report.facts = {{Version::v3_1_1, true, "CONNACK 0x00 Connection Accepted", {}},
                  {Version::v5_0,
                   true,
                   "CONNACK 0x00 Success",
                   {.lacks = {{play::Need::shared_subscriptions, "CONNACK"},
                              {play::Need::topic_alias, "CONNACK"}}}}};
  report.cases = case_reports();
  report.statements = {
      {"MQTT-4.3.3-2"_v311, play::StatementVerdict::satisfied, {"qos2/again"}},
      {"MQTT-3.1.2-3"_v311, play::StatementVerdict::undetected, {"connect/reserved-flag"}},
      {"MQTT-4.3.3-10"_v5, play::StatementVerdict::violated, {"qos2/again"}},
      {"MQTT-4.3.3-8"_v5, play::StatementVerdict::satisfied, {}},
      {"U5.0-4.8.2-1"_v5, play::StatementVerdict::declined, {"shared/one-gets-it"}},
  };
  report.duration = 12'345;
  return report;
}

}  // namespace mqttspec::conformance::report::testing
