// See target_data.hpp.
#include "conformance/report/html/target_data.hpp"

#include <fmt/format.h>

#include <map>

namespace mqttspec::conformance::report::html {

using namespace play;

namespace {

bool is_wanted(Verdict verdict, Traces traces) {
  if (traces == Traces::none) return false;
  return verdict >= (traces == Traces::wrong ? Verdict::warn : Verdict::fail);
}

// The command, with marks where the case and the version stand, is the same for many cases.
std::string command_pattern(const Document& which) {
  std::string command(text_of(which, "again"));
  const auto mark = [&](std::string_view text, std::string_view written) {
    const auto found = command.find(text);
    if (found != std::string::npos) command.replace(found, text.size(), written);
  };
  mark(text_of(which, "name"), "{case}");
  mark(fmt::format("--version {}", text_of(which, "version")), "--version {version}");
  return command;
}

// Members that say nothing are left out.
class Result {
 public:
  Result(const Document& which, LadderTables& tables) : which_(which), tables_(tables) {
    for (const char* const each : {"known_reason", "expected", "actual", "explanation"})
      add_text(each, text_of(which, each));
    add_text("again", command_pattern(which));
    for (const auto& [member, plain] : {std::pair("news", "none"), std::pair("closing", "none")})
      if (text_of(which, member) != plain) more_[member] = which.at(member);
    if (!which.at("closing_code").is_null()) more_["code"] = which.at("closing_code");
    for (const char* const each : {"unexplained_close", "ends_target"})
      if (which.at(each).get<bool>()) more_[each] = 1;
    if (which.at("tries") != 1) more_["tries"] = which.at("tries");
    if (!which.at("worlds").empty()) more_["worlds"] = which.at("worlds").size();
    if (!which.at("playings").empty()) more_["playings"] = which.at("playings");
    add_world();
    if (verdict_of(which) >= Verdict::warn) add_judgement();
  }

  void add_ladder() {
    if (!which_.at("wire").empty()) more_["wire"] = ladder_of(which_, tables_);
  }
  Document take() { return std::move(more_); }

 private:
  void add_text(const char* member, std::string_view text) {
    if (!text.empty()) more_[member] = tables_.texts(text);
  }
  void add_world() {
    if (which_.at("circumstances").empty()) return;
    more_["circumstances"] = which_.at("circumstances");
    more_["plain"] = which_.at("plain_verdict");
  }
  void add_judgement() {
    for (const auto& check : which_.at("checks"))
      more_["checks"].push_back(Document::array(
          {text_of(check, "statement"), static_cast<unsigned>(statement_verdict_of(check))}));
    for (const auto& each : which_.at("attribution"))
      more_["attribution"].push_back(tables_.texts(each));
    const auto& tracker = which_.at("tracker");
    if (!text_of(tracker, "text").empty())
      more_["tracker"] =
          Document::array({tracker.at("explained"), tables_.texts(text_of(tracker, "text"))});
  }

  const Document& which_;
  LadderTables& tables_;
  Document more_ = Document::object();
};

Document results_data(const Document& report, const Document& cases, Traces traces,
                      LadderTables& tables) {
  std::map<std::string_view, std::size_t> positions;
  for (std::size_t i = 0; i < cases.size(); ++i) positions.emplace(text_of(cases[i], "name"), i);
  Document all = Document::array();
  for (const auto& which : report.at("cases")) {
    Result result(which, tables);
    if (is_wanted(verdict_of(which), traces)) result.add_ladder();
    Document row = {positions.at(text_of(which, "name")),
                    text_of(which, "version") == "5.0" ? 1 : 0,
                    static_cast<unsigned>(verdict_of(which))};
    if (auto more = result.take(); !more.empty()) row.push_back(std::move(more));
    all.push_back(std::move(row));
  }
  return all;
}

// Of each statement of the page its verdict, or -1 where the report does not speak of it.
Document verdicts_data(const Document& report, const Document& statements) {
  std::map<std::pair<std::string_view, std::string_view>, unsigned> known;
  for (const auto& each : report.at("statements"))
    known[{text_of(each, "version"), text_of(each, "id")}] =
        static_cast<unsigned>(statement_verdict_of(each));
  Document all = Document::object();
  for (const auto& [version, rows] : statements.items()) {
    auto& verdicts = all[version] = Document::array();
    for (const auto& row : rows) {
      const auto found = known.find({version, row[0].get_ref<const std::string&>()});
      verdicts.push_back(found != known.end() ? static_cast<int>(found->second) : -1);
    }
  }
  return all;
}

}  // namespace

Document target_data(const Document& report, const Document& cases, const Document& statements,
                     Traces traces, LadderTables& tables) {
  const auto& broker = report.at("broker");
  Document target = {{"name", target_name(report)},
                     {"target", report.at("target")},
                     {"package", broker.at("package")},
                     {"command", report.at("command")},
                     {"date", report.at("date")},
                     {"tool", report.at("tool").at("version")},
                     {"complete", report.at("complete")},
                     {"cut_short", report.at("cut_short")},
                     {"duration_s", report.at("duration_s")}};
  const auto& summary = report.at("summary");
  target["summary"] = summary.is_object() ? summary.value("text", "") : "";
  target["facts"] = Document::array();
  for (const auto& each : report.at("facts"))
    target["facts"].push_back({{"version", each.at("version")},
                               {"served", each.at("served")},
                               {"evidence", each.at("evidence")},
                               {"lacks", each.at("lacks")}});
  target["excluded"] = report.at("excluded");
  target["results"] = results_data(report, cases, traces, tables);
  target["statements"] = verdicts_data(report, statements);
  return target;
}

}  // namespace mqttspec::conformance::report::html
