// See client.hpp.
#include "conformance/commands/client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "conformance/commands/interrupt.hpp"
#include "conformance/commands/progress.hpp"
#include "conformance/commands/report_files.hpp"
#include "conformance/report/console.hpp"
#include "conformance/report/text.hpp"
#include "conformance/runner/client_runner.hpp"
#include "conformance/subject/in_process.hpp"
#include "conformance/subject/live.hpp"

namespace mqttspec::conformance::commands {

using namespace report;
using namespace runner;

namespace {

Wanted<std::unique_ptr<subject::Subjects>> make_live(const ClientOptions& options) {
  if (!options.profile.empty() || !options.fault.empty())
    return usage("--profile and --fault are for the reference Client, not for a command");
  subject::LiveOptions live{.command = options.command, .show_errors = options.errors};
  const bool web_socket = options.transport.starts_with("ws");
  const auto place =
      fmt::format("{}://127.0.0.1:0{}", options.transport, web_socket ? "/mqtt" : "");
  auto transport = wire::Transport::at(wire::parse_target(place, true).value(), options.certificate,
                                       options.key);
  if (!transport) return usage("--transport: " + transport.error());
  if (options.transport != "tcp") live.transport = *std::move(transport);
  live.ca = options.ca.empty() ? options.certificate : options.ca;
  return subject::make_live_subjects(std::move(live));
}

Wanted<std::unique_ptr<subject::Subjects>> make_subjects(const ClientOptions& options) {
  if (!options.command.empty()) return make_live(options);
  if (options.transport != "tcp")
    return usage("--transport is for a command, not for the reference Client");
  const auto* const profile =
      model::client::find_profile(options.profile.empty() ? "plain" : options.profile);
  if (profile == nullptr)
    return usage(fmt::format("there is no profile \"{}\" of the reference Client; there are {}",
                             options.profile, [] {
                               std::string names;
                               for (const auto& each : model::client::profiles())
                                 names += (names.empty() ? "" : ", ") + std::string(each.name);
                               return names;
                             }()));
  model::client::FaultSet faults;
  if (!options.fault.empty()) {
    const auto* const fault = model::client::find_fault(options.fault);
    if (fault == nullptr)
      return usage(
          fmt::format("there is no fault \"{}\" (mqttspec list --client-faults)", options.fault));
    faults = model::client::FaultSet::of(fault->id);
  }
  return subject::make_reference_subjects(*profile, faults);
}

Wanted<ClientRunPlan> make_plan(const ClientOptions& options) {
  ClientRunPlan plan;
  if (options.version == "3.1.1") plan.versions = {Version::v3_1_1};
  if (options.version == "5.0") plan.versions = {Version::v5_0};
  plan.select = options.select;
  for (const auto& selector : plan.select)
    if (select_client_cases(std::span(&selector, 1)).empty())
      return usage(
          fmt::format("no case for Clients matches \"{}\": a section (3.3), a statement "
                      "(MQTT-4.3.2-4), or a glob over whole names ('client/qos2/*'); the "
                      "Client's command line stands behind --",
                      selector));
  const auto shard = make_shard(options.shard);
  if (!shard) return std::unexpected(shard.error());
  if (shard->count > 1) plan.select = names_in(*shard, select_client_cases(plan.select));
  for (const auto& text : options.exclude) {
    const auto mark = text.find('#');
    if (mark == text.npos || text.find_first_not_of(" #", mark) == text.npos)
      return usage(fmt::format("--exclude \"{}\" needs a reason: 'SELECTOR # reason'", text));
    const auto end = text.find_last_not_of(" #", mark);
    plan.exclude.push_back({text.substr(0, end == text.npos ? 0 : end + 1),
                            text.substr(text.find_first_not_of(" #", mark))});
  }
  auto worlds = chosen_worlds(options, circumstances::Tested::clients);
  if (!worlds) return std::unexpected(worlds.error());
  plan.worlds = *std::move(worlds);
  // A process for each playing takes its time: of the default worlds, the first alone.
  if (!options.command.empty() && !options.plain && !options.thorough && options.worlds.empty())
    plan.worlds.resize(1);
  plan.settings.patience = static_cast<wire::Time>(options.patience * 1000);
  plan.jobs = options.jobs;
  plan.repeat = options.repeat;
  return plan;
}

std::string command_line(const ClientOptions& options) {
  std::string line = "mqttspec client";
  const auto add = [&](std::string_view option, const std::string& value) {
    if (!value.empty()) line += fmt::format(" {} {}", option, shell_word(value));
  };
  for (const auto& word : options.select) line += " " + shell_word(word);
  if (options.version != "both") add("--version", options.version);
  add("--known", options.files.known);
  for (const auto& each : options.exclude) add("--exclude", each);
  add("--profile", options.profile);
  add("--fault", options.fault);
  if (options.transport != "tcp") add("--transport", options.transport);
  add("--cert", options.certificate);
  add("--key", options.key);
  add("--ca", options.ca);
  add("--shard", options.shard);
  if (options.strict) line += " --strict";
  if (options.plain) line += " --plain";
  if (options.thorough) line += " --thorough";
  for (const auto& each : options.worlds) add("--world", each);
  if (options.patience != ClientOptions{}.patience)
    line += fmt::format(" --patience {}", options.patience);
  if (!options.command.empty()) line += " --";
  for (const auto& word : options.command) line += " " + shell_word(word);
  return line;
}

}  // namespace

int client_command(const ClientOptions& options) {
  const Interrupt interrupt;
  const auto refuse = [](const Refusal& refusal) { return complain(refusal.status, refusal.text); };
  const auto plan = make_plan(options);
  if (!plan) return refuse(plan.error());
  auto files = open_report_files(options.files);
  if (!files) return refuse(files.error());
  const auto subjects = make_subjects(options);
  if (!subjects) return refuse(subjects.error());
  RunReport report;
  {
    CaseProgress progress;
    report = run_client_cases(**subjects, *plan, std::ref(progress), interrupt.token());
  }
  report.command = command_line(options);
  const int written = files->take(report);
  if (!report.unusable.empty())
    return complain(exit_unreachable,
                    fmt::format("{}: no case was run: {}", report.target, report.unusable));
  print_console(report, {.colours = use_colours(), .wire = options.wire, .all = options.all},
                std::cout);
  return written != exit_fine ? written : exit_code(report, options.strict);
}

}  // namespace mqttspec::conformance::commands
