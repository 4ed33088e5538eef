// From options to a run, and from its report to what is printed and written.
#include "conformance/commands/run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <random>

#include "codec/topic.hpp"
#include "conformance/commands/interrupt.hpp"
#include "conformance/commands/live_target.hpp"
#include "conformance/commands/progress.hpp"
#include "conformance/commands/report_files.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/commands/world_options.hpp"
#include "conformance/report/console.hpp"
#include "conformance/report/text.hpp"
#include "conformance/runner/runner.hpp"

namespace mqttspec::conformance::commands {

using namespace play;
using namespace report;
using namespace runner;
using namespace wire;

namespace {

/// Everything that has to be right before the run begins.
struct Prepared {
  std::unique_ptr<Target> target;
  RunPlan plan;
  ReportFiles files;
  std::string command;
};

bool names_target(const RunOptions& options) {
  return !options.words.empty() && looks_like_target(options.words[0]);
}

Wanted<std::unique_ptr<Target>> make_target(const RunOptions& options, const Settings& settings) {
  if (names_target(options)) {
    if (!options.profile.empty() || !options.fault.empty())
      return usage("--profile and --fault are for the embedded broker, not for a target");
    return make_live_target(options.words[0], options.tls, settings.patience, options.also,
                            options.target_v5);
  }
  if (!options.also.empty()) return usage("--also is another node of a target, and there is none");
  if (!options.target_v5.empty())
    return usage("--target-v5 is where a target serves 5.0, and there is none");
  if (options.tls != TlsSettings{}) return usage("certificates, names and ALPN need a target");
  return make_embedded_target(options.profile, options.fault, options.condition);
}

// What may be part of a Topic Name, and nothing that a filter would give a meaning to.
bool is_topic_prefix(std::string_view text) {
  return !text.empty() && text[0] != '$' && is_topic_name(text);
}

Wanted<NamePrefixes> make_prefixes(const RunOptions& options) {
  NamePrefixes prefixes{options.topic_prefix, options.client_id_prefix};
  if (!is_topic_prefix(prefixes.topic))
    return usage(fmt::format("--topic-prefix \"{}\" cannot begin a Topic Name", prefixes.topic));
  if (!prefixes.topic.ends_with('/')) prefixes.topic += '/';
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  if (!std::ranges::all_of(prefixes.client_id, is_plain))
    return usage(fmt::format("--client-id-prefix \"{}\" has other characters than 0-9a-zA-Z",
                             prefixes.client_id));
  return prefixes;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

Wanted<Exclusion> make_exclusion(std::string_view text) {
  const auto mark = text.find('#');
  const auto reason = mark == text.npos ? std::string_view{} : trimmed(text.substr(mark + 1));
  Exclusion exclusion{std::string(trimmed(text.substr(0, mark))), std::string(reason)};
  if (exclusion.pattern.empty() || exclusion.reason.empty())
    return usage(fmt::format("--exclude \"{}\" needs a reason: 'SELECTOR # reason'", text));
  if (const auto idle = idle_selectors(std::span(&exclusion.pattern, 1)); !idle.empty())
    return usage(fmt::format("--exclude: no case matches \"{}\"", exclusion.pattern));
  return exclusion;
}

// The bytes of "0a1b" as text.
std::optional<std::string> parse_hex(std::string_view text) {
  std::string bytes;
  if (text.size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    unsigned char byte = 0;
    const auto* const end = text.data() + i + 2;
    if (std::from_chars(text.data() + i, end, byte, 16).ptr != end) return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

// Without data the method is taken for one that has its data sent back.
Wanted<AuthScript> make_auth_script(const RunOptions& options) {
  if (options.auth_method.empty()) {
    if (!options.auth_data.empty()) return usage("--auth-data needs --auth-method");
    return {};
  }
  if (options.auth_data.empty()) return echo_script(options.auth_method);
  AuthScript script{options.auth_method, "", {}};
  for (std::size_t i = 0; i < options.auth_data.size(); ++i) {
    const auto& text = options.auth_data[i];
    const auto data = text == (i == 0 ? "-" : "=") ? std::string() : parse_hex(text);
    if (!data) return usage(fmt::format("--auth-data \"{}\" is not hexadecimal", text));
    if (i == 0)
      script.first = *data;
    else
      script.answers.push_back(text == "=" ? std::nullopt : data);
  }
  return script;
}

Wanted<std::vector<World>> make_worlds(const RunOptions& options) {
  auto worlds = chosen_worlds(options, circumstances::Tested::servers);
  if (worlds && names_target(options) && !options.thorough && options.worlds.empty())
    std::ranges::transform(*worlds, worlds->begin(), circumstances::without_crowds);
  return worlds;
}

Wanted<RunPlan> make_plan(const RunOptions& options, std::uint32_t seed) {
  RunPlan plan;
  if (options.version == "3.1.1") plan.versions = {Version::v3_1_1};
  if (options.version == "5.0") plan.versions = {Version::v5_0};
  plan.select.assign(options.words.begin() + (names_target(options) ? 1 : 0), options.words.end());
  for (const auto& selector : idle_selectors(plan.select))
    return usage(
        fmt::format("no case matches \"{}\": a section (3.3), a statement "
                    "(MQTT-4.3.3-8), or a glob over whole names ('qos2/*')",
                    selector));
  const auto runs = [&](const auto& selected) {
    return std::ranges::any_of(plan.versions,
                               [&](Version version) { return selected.second->runs_in(version); });
  };
  if (!std::ranges::any_of(select_cases(plan.select), runs))
    return usage("what is selected has no case in " + options.version);
  const auto shard = make_shard(options.shard);
  if (!shard) return std::unexpected(shard.error());
  if (shard->count > 1) plan.select = names_in(*shard, select_cases(plan.select));
  plan.settings.patience = static_cast<Time>(options.patience * 1000);
  auto script = make_auth_script(options);
  if (!script) return std::unexpected(script.error());
  plan.settings.auth = *std::move(script);
  plan.repeat = options.repeat;
  auto prefixes = make_prefixes(options);
  if (!prefixes) return std::unexpected(prefixes.error());
  plan.settings.prefixes = *std::move(prefixes);
  for (const auto& text : options.exclude) {
    auto exclusion = make_exclusion(text);
    if (!exclusion) return std::unexpected(exclusion.error());
    plan.exclude.push_back(*std::move(exclusion));
  }
  auto profile = read_target_profile(options.about);
  if (!profile) return std::unexpected(profile.error());
  plan.profile = *std::move(profile);
  if (plan.profile.jobs > 0) plan.jobs = plan.profile.jobs;
  plan.jobs = options.jobs.value_or(plan.jobs);
  if (plan.profile.jobs > 0 || options.jobs) plan.idle_jobs = 0;
  name_user(plan.settings, options.user_name, options.password, plan.profile,
            names_target(options) ? nullptr : model::find_profile(options.profile));
  auto worlds = make_worlds(options);
  if (!worlds) return std::unexpected(worlds.error());
  plan.worlds = *std::move(worlds);
  plan.nonce = nonce_of(seed);
  return plan;
}

// A command line that repeats the run; a password stays out of reports.
std::string command_line(const RunOptions& options, std::uint32_t seed) {
  std::string line = "mqttspec run";
  const auto add = [&](std::string_view option, const std::string& value) {
    if (!value.empty()) line += fmt::format(" {} {}", option, shell_word(value));
  };
  for (const auto& word : options.words) line += " " + shell_word(word);
  add("--also", options.also);
  add("--target-v5", options.target_v5);
  line += tls_options(options.tls);
  if (options.version != "both") add("--version", options.version);
  add("--known", options.files.known);
  add("--about", options.about);
  for (const auto& each : options.exclude) add("--exclude", each);
  if (options.topic_prefix != RunOptions{}.topic_prefix)
    add("--topic-prefix", options.topic_prefix);
  if (options.client_id_prefix != RunOptions{}.client_id_prefix)
    add("--client-id-prefix", options.client_id_prefix);
  if (options.plain) line += " --plain";
  if (options.thorough) line += " --thorough";
  for (const auto& each : options.worlds) add("--world", each);
  add("--shard", options.shard);
  if (options.repeat > 1) line += fmt::format(" --repeat {}", options.repeat);
  if (options.strict) line += " --strict";
  add("--profile", options.profile);
  add("--fault", options.fault);
  add("--condition", options.condition);
  add("--auth-method", options.auth_method);
  if (!options.auth_data.empty()) line += " --auth-data ...";
  add("--user-name", options.user_name);
  if (!options.password.empty()) line += " --password ...";
  if (options.patience != RunOptions{}.patience)
    line += fmt::format(" --patience {}", options.patience);
  return line + fmt::format(" --seed {}", seed);
}

Wanted<Prepared> prepare(const RunOptions& options) {
  const auto seed = options.seed ? *options.seed : std::random_device()() % seeds;
  Prepared prepared;
  auto plan = make_plan(options, seed);
  if (!plan) return std::unexpected(plan.error());
  prepared.plan = *std::move(plan);
  auto files = open_report_files(options.files);
  if (!files) return std::unexpected(files.error());
  prepared.files = *std::move(files);
  prepared.plan.known = prepared.files.known;
  // Without files and --wire only the packets of what is wrong are printed.
  if (!options.wire && !prepared.files.any())
    prepared.plan.forget = [](CaseReport& which) {
      // An empty list that is assigned would leave the memory where it is.
      if (which.result.verdict < Verdict::inconclusive) which.result.trace = model::Trace();
    };
  auto target = make_target(options, prepared.plan.settings);
  if (!target) return std::unexpected(target.error());
  prepared.target = *std::move(target);
  prepared.command = command_line(options, seed);
  return prepared;
}

bool serves_nothing(const RunReport& report) {
  return std::ranges::none_of(report.facts, &VersionFacts::served);
}

void complain_of_nothing(const RunReport& report) {
  for (const auto& facts : report.facts)
    complain(exit_unreachable,
             fmt::format("{}: {}: {}", report.target, to_string(facts.version), facts.evidence));
  complain(exit_unreachable, "nothing there serves MQTT, so no case was run");
}

}  // namespace

std::string nonce_of(std::uint32_t seed) { return base36(seed, 4); }

int run_command(RunOptions options) {
  const Interrupt interrupt;
  if (!options.target.empty() && !names_target(options))
    options.words.insert(options.words.begin(), options.target);
  auto prepared = prepare(options);
  if (!prepared) return complain(prepared.error().status, prepared.error().text);
  RunReport report;
  {
    CaseProgress progress;
    report = run_cases(*prepared->target, prepared->plan, std::ref(progress), interrupt.token());
  }
  report.command = prepared->command;
  const int written = prepared->files.take(report);
  if (serves_nothing(report) && report.complete) {
    complain_of_nothing(report);
  } else if (!report.unusable.empty()) {
    complain(exit_unreachable,
             fmt::format("{}: no case was run: {}", report.target, report.unusable));
  } else {
    print_console(report, {.colours = use_colours(), .wire = options.wire, .all = options.all},
                  std::cout);
  }
  return written != exit_fine ? written : exit_code(report, options.strict);
}

}  // namespace mqttspec::conformance::commands
