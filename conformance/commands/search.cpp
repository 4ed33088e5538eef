// See search.hpp.
#include "conformance/commands/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "conformance/commands/interrupt.hpp"
#include "conformance/commands/live_target.hpp"
#include "conformance/commands/progress.hpp"
#include "conformance/commands/run.hpp"
#include "conformance/commands/search_mutants.hpp"
#include "conformance/report/case_block.hpp"
#include "conformance/report/console.hpp"
#include "conformance/report/text.hpp"
#include "conformance/report/transcript.hpp"
#include "conformance/report/wire_lines.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/search/reproducer.hpp"
#include "conformance/search/search.hpp"

namespace mqttspec::conformance::commands {

using namespace report;
using namespace wire;
using search::Finding;
using search::SearchPlan;
using search::SearchReport;

namespace {

constexpr Time connect_limit = 2'000;

Wanted<SearchPlan> make_plan(const SearchOptions& options) {
  SearchPlan plan;
  plan.seed = options.seed;
  plan.time = std::chrono::milliseconds(std::llround(options.seconds * 1'000));
  plan.lines = options.lines;
  auto profile = read_target_profile(options.about);
  if (!profile) return std::unexpected(profile.error());
  plan.target.profile = *std::move(profile);
  plan.target.nonce = nonce_of(std::random_device()() % seeds);
  if (plan.target.profile.jobs > 0) plan.jobs = plan.target.profile.jobs;
  if (options.target.empty()) {
    plan.jobs = runner::processors();
    plan.likely = model::find_profile(options.profile.empty() ? "plain" : options.profile);
  }
  plan.jobs = options.jobs.value_or(plan.jobs);
  name_user(plan.target.settings, options.user_name, options.password, plan.target.profile,
            plan.likely);
  return plan;
}

Wanted<std::unique_ptr<Target>> make_target(const SearchOptions& options) {
  if (options.target.empty())
    return make_embedded_target(options.profile, options.fault, options.condition);
  if (!options.profile.empty() || !options.fault.empty())
    return usage("--profile and --fault are for the embedded broker, not for a target");
  return make_live_target(options.target, options.tls, connect_limit);
}

Wanted<search::Lines> read_script(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  search::Lines lines;
  std::istringstream stream(*text);
  for (std::string line; std::getline(stream, line);)
    if (!line.empty() && line[0] != '#') lines.push_back(line);
  if (lines.empty()) return usage(path + " has no line of a script");
  return lines;
}

bool is_of_5_0(const model::Trace& trace) {
  return std::ranges::any_of(
      trace, [](const auto& event) { return event.version == Version::v5_0 && event.packet; });
}

// What it breaks: as a monitor or the codec says, or as the first fault that would explain it does.
std::optional<StatementId> broken(const search::Complaint& complaint,
                                  const std::vector<judges::Suspicion>& like,
                                  const model::Trace& trace) {
  if (complaint.statement) return complaint.statement;
  if (like.empty()) return std::nullopt;
  const auto fault = like.front().faults.switched();
  if (!fault) return std::nullopt;
  const auto& cited = model::faults()[static_cast<std::size_t>(*fault)].cited;
  const auto id = cited.of(is_of_5_0(trace) ? Version::v5_0 : Version::v3_1_1);
  return id ? id : cited.of(is_of_5_0(trace) ? Version::v3_1_1 : Version::v5_0);
}

std::string title_of(const std::optional<StatementId>& statement) {
  if (!statement) return "not explained by any single fault: to be read before it is believed";
  return fmt::format("[{}] {}\n{}", statement->id(), to_string(statement->level()),
                     statement->row().summary);
}

std::string like_text(const std::vector<judges::Suspicion>& like) {
  std::string text;
  for (const auto& each : like)
    text += fmt::format("{}as if it {}", text.empty() ? "" : "\nor ",
                        judges::in_words(each.likeness()));
  return text;
}

void print_finding(play::CaseResult result, const search::Complaint& complaint,
                   const std::vector<judges::Suspicion>& like, const search::Lines& lines,
                   const SearchOptions& options, std::ostream& out) {
  const Paint paint(use_colours());
  if (complaint.event < result.trace.size()) result.decisive_event = complaint.event;
  print_field(complaint.statement ? "statement" : "would break",
              title_of(broken(complaint, like, result.trace)), out);
  print_field("behaves", like_text(like), out);
  print_field("what", valid_text(complaint.text), out);
  print_field("script", lines.front(), out);
  for (const auto& line : std::span(lines).subspan(1)) print_field("", line, out);
  print_wire(result, options.wire, paint, out);
}

nlohmann::ordered_json to_json(const Finding& finding) {
  nlohmann::ordered_json json;
  const auto statement = broken(finding.complaint, finding.like, finding.result.trace);
  if (statement)
    json["statement"] = {{"version", to_string(statement->version())}, {"id", statement->id()}};
  else
    json["statement"] = nullptr;
  json["certain"] = finding.complaint.statement.has_value();
  json["behaves"] = nlohmann::json::array();
  for (const auto& each : finding.like) json["behaves"].push_back(each.text);
  json["what"] = valid_text(finding.complaint.text);
  json["script"] = finding.lines;
  json["seen"] = finding.seen;
  json["shrink_seconds"] = finding.shrink_seconds;
  json["wire"] = valid_text(plain_transcript(finding.result.trace, finding.result.connection_names,
                                             finding.result.topic_prefix));
  return json;
}

nlohmann::ordered_json to_json(const SearchReport& report, const SearchOptions& options,
                               std::string_view target) {
  nlohmann::ordered_json json = {{"target", target},
                                 {"seed", options.seed},
                                 {"complete", report.complete},
                                 {"seconds", report.seconds},
                                 {"scripts", report.scripts},
                                 {"packets", report.packets},
                                 {"rules", report.rules.size()},
                                 {"explained", report.explained},
                                 {"alike", report.alike},
                                 {"open", report.open},
                                 {"passing", report.passing},
                                 {"late", report.late},
                                 {"undetected", report.undetected},
                                 {"unexamined", report.unexamined},
                                 {"outages", report.outages}};
  json["findings"] = nlohmann::json::array();
  for (const auto& each : report.findings) json["findings"].push_back(to_json(each));
  return json;
}

std::expected<void, std::string> write_file(const std::filesystem::path& path,
                                            std::string_view text) {
  auto file = OutputFile::open(path.string());
  if (!file) return std::unexpected(file.error());
  return file->commit(text);
}

std::expected<void, std::string> write_reproducers(const SearchReport& report,
                                                   const std::string& folder) {
  std::size_t number = 0;
  for (const auto& each : report.findings) {
    const auto statement = broken(each.complaint, each.like, each.result.trace);
    const auto name =
        fmt::format("{:02}-{}", ++number, statement ? statement->id() : "unexplained");
    auto title = title_of(statement);
    std::ranges::replace(title, '\n', ' ');
    auto script = fmt::format("# {}\n", title);
    for (const auto& line : each.lines) script += line + "\n";
    const auto base = std::filesystem::path(folder) / name;
    auto written = write_file(base.string() + ".script", script);
    if (written)
      written = write_file(base.string() + ".py",
                           search::python_program(each.result, title + " " + each.complaint.text));
    if (!written) return written;
  }
  return {};
}

SearchReport search_with_progress(Target& target, const SearchPlan& plan,
                                  const std::stop_token& stop) {
  ProgressLine line;
  const auto show = [&](const SearchReport& so_far) {
    line.show([&] {
      return fmt::format("{} scripts, {:.0f} a second, {} rules, {} found", so_far.scripts,
                         static_cast<double>(so_far.scripts) / std::max(so_far.seconds, 0.001),
                         so_far.rules.size(), so_far.findings.size());
    });
  };
  return search::search(target, plan, show, stop);
}

// What is only explained by a fault of a SHOULD, or by none, and a target that went away, is to be
// looked at, but violates nothing yet.
int exit_status(const SearchReport& report) {
  const auto is_violation = [](const Finding& each) {
    const auto statement = broken(each.complaint, each.like, each.result.trace);
    return statement && statement->level() == Level::must;
  };
  if (std::ranges::any_of(report.findings, is_violation)) return exit_violated;
  return report.findings.empty() && report.outages == 0 ? exit_fine : exit_unreachable;
}

int print_report(const SearchReport& report, const SearchOptions& options, std::ostream& out) {
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const auto& each = report.findings[i];
    out << fmt::format("FOUND  {} of {}, seen in {} scripts\n", i + 1, report.findings.size(),
                       each.seen);
    print_finding(each.result, each.complaint, each.like, each.lines, options, out);
    out << "\n";
  }
  out << fmt::format(
      "{} scripts, {} packets in {:.1f} s: {:.0f} scripts a second; {} rules of the model seen\n"
      "  a right broker explains {}; {} look like what was found; {} are open; {} showed something "
      "that did not come again;\n"
      "  in {} something came late; in {} a Client did what it must not, and was served, which is "
      "not judged here\n",
      report.scripts, report.packets, report.seconds,
      static_cast<double>(report.scripts) / std::max(report.seconds, 0.001), report.rules.size(),
      report.explained, report.alike, report.open, report.passing, report.late, report.undetected);
  if (report.outages > 0)
    out << fmt::format("  the target could not be reached {} times\n", report.outages);
  if (report.unexamined > 0)
    out << fmt::format("  in {} more something may be wrong, for which there was no time\n",
                       report.unexamined);
  if (!report.complete) out << "  partial: it was ended before its time\n";
  out << fmt::format("{} found\n", report.findings.size());
  return exit_status(report);
}

int replay(Target& target, const SearchPlan& plan, const SearchOptions& options,
           const std::stop_token& stop, std::ostream& out) {
  const auto lines = read_script(options.replay);
  if (!lines) return complain(lines.error().status, lines.error().text);
  const auto replayed = search::replay_lines(target, plan, *lines, stop);
  if (replayed.result.target_gone) return complain(exit_unreachable, replayed.result.actual);
  if (replayed.complaint) {
    Finding found{*lines, replayed.result, *replayed.complaint, replayed.like};
    if (options.shrink) search::shrink_again(target, plan, found, stop);
    out << "FOUND\n";
    print_finding(found.result, found.complaint, found.like, found.lines, options, out);
    return exit_violated;
  }
  print_wire(replayed.result, options.wire, Paint(use_colours()), out);
  out << (replayed.result.verdict == play::Verdict::inconclusive ? "inconclusive\n"
                                                                 : "nothing is wrong\n");
  return replayed.result.verdict == play::Verdict::inconclusive ? exit_unreachable : exit_fine;
}

}  // namespace

int search_command(const SearchOptions& options, std::ostream& out) {
  const Interrupt interrupt;
  if (!options.mutants.empty()) return search_mutants(options, interrupt.token(), out);
  auto plan = make_plan(options);
  if (!plan) return complain(plan.error().status, plan.error().text);
  auto target = make_target(options);
  if (!target) return complain(target.error().status, target.error().text);
  if (!options.reproducers.empty() && !options.target.empty())
    if (const auto refusal = no_reproducer_for(options.target))
      return complain(refusal->status, refusal->text);
  if (!options.replay.empty()) return replay(**target, *plan, options, interrupt.token(), out);
  std::optional<OutputFile> json;
  if (!options.json.empty()) {
    auto file = OutputFile::open(options.json);
    if (!file) return complain(exit_usage, file.error());
    json = *std::move(file);
  }
  std::error_code error;
  if (!options.reproducers.empty() && !std::filesystem::is_directory(options.reproducers, error) &&
      !std::filesystem::create_directories(options.reproducers, error))
    return complain(exit_usage, fmt::format("{}: {}", options.reproducers, error.message()));
  const auto report = search_with_progress(**target, *plan, interrupt.token());
  if (!report.unusable.empty())
    return complain(exit_unreachable, fmt::format("{}: {}", (*target)->name(), report.unusable));
  const int status = print_report(report, options, out);
  if (json)
    if (const auto written =
            json->commit(to_json(report, options, (*target)->name()).dump(2) + "\n");
        !written)
      return complain(exit_own_fault, written.error());
  if (!options.reproducers.empty())
    if (const auto written = write_reproducers(report, options.reproducers); !written)
      return complain(exit_own_fault, written.error());
  return status;
}

}  // namespace mqttspec::conformance::commands
