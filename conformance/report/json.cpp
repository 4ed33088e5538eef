// The report as JSON, part by part.
#include "conformance/report/json.hpp"

#include <nlohmann/json.hpp>

#include "codec/printable.hpp"
#include "conformance/report/needs.hpp"
#include "conformance/report/outcomes.hpp"
#include "conformance/report/rerun.hpp"
#include "conformance/report/text.hpp"
#include "conformance/report/transcript.hpp"

namespace mqttspec::conformance::report {

using namespace play;
using namespace wire;

namespace {

using Json = nlohmann::ordered_json;

double seconds(Time milliseconds) { return static_cast<double>(milliseconds) / 1000; }

std::string_view to_string(Closing closing) {
  constexpr std::string_view names[] = {"none", "fin", "reset", "ours"};
  return names[static_cast<std::size_t>(closing)];
}

std::string_view to_string(News news) {
  constexpr std::string_view names[] = {"none", "fresh", "known", "unexpected pass"};
  return names[static_cast<std::size_t>(news)];
}

std::string_view event_name(model::TraceEvent::Kind kind) {
  constexpr std::string_view names[] = {"opened",  "packet", "garbage", "packet",
                                        "garbage", "closed", "closed"};
  return names[static_cast<std::size_t>(kind)];
}

// Opening is always the client's doing.
std::string_view side(model::TraceEvent::Kind kind) {
  using enum model::TraceEvent::Kind;
  const bool is_server = kind == server_packet || kind == server_garbage || kind == server_closed;
  return is_server ? "server" : "client";
}

Json world_json(World world) {
  Json names = Json::array();
  for (const auto& row : circumstances::circumstances())
    if (world.has(row.id)) names.push_back(row.name);
  return names;
}

Json wire_json(const CaseResult& result) {
  Json wire = Json::array();
  for (std::size_t i = 0; i < result.trace.size(); ++i) {
    const auto& event = result.trace[i];
    Json entry = {{"event", event_name(event.kind)},
                  {"at_s", seconds(event.at - result.trace.front().at)},
                  {"connection", connection_name(result.connection_names, event.connection)},
                  {"from", side(event.kind)}};
    if (is_transfer(event.kind)) {
      entry["bytes"] = event.bytes ? hex(*event.bytes) : "";
      entry["packet"] = event_text(event, result.topic_prefix);
    }
    if (result.decisive_event == i) entry["decisive"] = true;
    wire.push_back(std::move(entry));
  }
  return wire;
}

constexpr std::string_view explained_words[] = {"yes", "no", "unknown"};

Json opinion_json(const judges::SecondOpinion& opinion) {
  return {{"explained", explained_words[static_cast<std::size_t>(opinion.explained)]},
          {"text", valid_text(opinion.text)}};
}

Json case_json(const RunReport& report, const CaseReport& which) {
  const auto& result = which.result;
  Json cited = Json::array();
  for (const auto& each : which.which->statements)
    if (const auto id = each.of(which.version)) cited.push_back(id->id());
  Json checks = Json::array();
  for (const auto& check : result.judgements)
    checks.push_back({{"statement", check.statement.id()}, {"verdict", to_string(check.verdict)}});
  Json playings = Json::array();
  for (const auto each : which.playings) playings.push_back(to_string(each));
  Json worlds = Json::array();
  for (const auto& each : which.worlds)
    worlds.push_back(
        {{"circumstances", world_json(each.world)}, {"verdict", to_string(each.verdict)}});
  return {{"name", which.which->name},
          {"section", which.section},
          {"version", mqttspec::to_string(which.version)},
          {"verdict", to_string(result.verdict)},
          {"news", to_string(which.news)},
          {"known_reason", valid_text(which.known_reason)},
          {"closing", to_string(result.closing)},
          {"closing_code",
           result.closing_code ? Json(static_cast<unsigned>(*result.closing_code)) : Json()},
          {"unexplained_close", result.unexplained_close},
          {"statements", std::move(cited)},
          {"checks", std::move(checks)},
          {"expected", valid_text(result.expected)},
          {"actual", valid_text(result.actual)},
          {"explanation", valid_text(result.explanation)},
          {"circumstances", world_json(which.world)},
          {"plain_verdict",
           which.world.is_plain() ? to_string(result.verdict) : to_string(which.plain_verdict)},
          {"worlds", std::move(worlds)},
          {"tracker", opinion_json(which.opinion)},
          {"attribution", in_words(which.attribution)},
          {"tries", which.tries},
          {"playings", std::move(playings)},
          {"ends_target", which.ends_target},
          {"again", rerun_command(report, which)},
          {"wire", wire_json(result)},
          {"duration_s", seconds(result.duration)}};
}

std::vector<std::string_view> lacking(const Limits& limits) {
  Need lacks = Need::nothing;
  for (const auto& each : limits.lacks) lacks = lacks | each.need;
  return words(lacks);
}

// Why each capability is known to be lacking; a number or null for each limit.
Json limits_json(const Limits& limits) {
  Json evidence = Json::object();
  for (const auto& each : limits.lacks)
    for (const auto word : words(each.need))
      evidence[std::string(word)] = valid_text(each.evidence);
  const auto number = [](const auto& limit) { return limit ? Json(*limit) : Json(); };
  return {{"evidence", std::move(evidence)},
          {"packet_size", number(limits.packet_size)},
          {"session_s", number(limits.session_s)},
          {"queued", number(limits.queued)}};
}

Json facts_json(const RunReport& report) {
  Json facts = Json::array();
  for (const auto& each : report.facts)
    facts.push_back({{"version", mqttspec::to_string(each.version)},
                     {"served", each.served},
                     {"evidence", valid_text(each.evidence)},
                     {"lacks", lacking(each.limits)},
                     {"limits", limits_json(each.limits)}});
  return facts;
}

Json exclusions_json(const RunReport& report) {
  Json all = Json::array();
  for (const auto& each : report.exclusions)
    all.push_back({{"select", valid_text(each.pattern)}, {"reason", valid_text(each.reason)}});
  return all;
}

Json statements_json(const RunReport& report) {
  Json all = Json::array();
  for (const auto& [id, verdict, cases] : report.statements)
    all.push_back({{"version", mqttspec::to_string(id.version())},
                   {"id", id.id()},
                   {"level", mqttspec::to_string(id.level())},
                   {"verdict", to_string(verdict)},
                   {"cases", cases}});
  return all;
}

}  // namespace

Json to_json(const RunReport& report) {
  Json cases = Json::array();
  for (const auto& each : report.cases) cases.push_back(case_json(report, each));
  Json statements = statements_json(report);
  Json summary = summary_of(cases, statements, report.complete, valid_text(report.cut_short));
  return {{"tool", {{"name", "mqttspec"}, {"version", tool_version}}},
          {"target", valid_text(report.target)},
          {"broker",
           {{"name", valid_text(report.broker.name)},
            {"version", valid_text(report.broker.version)},
            {"package", valid_text(report.broker.package)}}},
          {"command", valid_text(report.command)},
          {"date", report.date},
          {"complete", report.complete},
          {"cut_short", valid_text(report.cut_short)},
          {"duration_s", seconds(report.duration)},
          {"facts", facts_json(report)},
          {"excluded", exclusions_json(report)},
          {"summary", std::move(summary)},
          {"cases", std::move(cases)},
          {"statements", std::move(statements)}};
}

}  // namespace mqttspec::conformance::report
