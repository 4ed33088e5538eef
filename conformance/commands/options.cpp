// The options of all commands, in two files because CLI11 is slow to compile.
#include "conformance/commands/options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "conformance/commands/book.hpp"
#include "conformance/commands/check_options.hpp"
#include "conformance/commands/configuration.hpp"
#include "conformance/commands/decode_options.hpp"
#include "conformance/commands/diff.hpp"
#include "conformance/commands/explain.hpp"
#include "conformance/commands/explore.hpp"
#include "conformance/commands/list.hpp"
#include "conformance/commands/manual.hpp"
#include "conformance/commands/merge.hpp"
#include "conformance/commands/report.hpp"
#include "conformance/commands/selftest.hpp"
#include "conformance/commands/spec.hpp"
#include "conformance/commands/target_options.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/commands/vectors.hpp"
#include "conformance/report/json.hpp"

namespace mqttspec::conformance::commands {
namespace {

// An option whose value is one of a few words; `set` gets the position of the word.
template <class Set>
void add_choice(CLI::App& command, const char* flag, const std::vector<std::string>& words,
                const char* text, const Set& set) {
  command
      .add_option_function<std::string>(
          flag,
          [words, set](const std::string& word) {
            set(std::ranges::find(words, word) - words.begin());
          },
          text)
      ->check(CLI::IsMember(words));
}

constexpr const char* configuration_help =
    "Options may stand in a file, mqttspec.toml of the current folder or --config FILE: below "
    "[run], "
    "target = \"host:port\", exclude = [\"keep-alive/* # too slow\"], plain = true. What the "
    "command "
    "line says comes first.";

constexpr Version versions[] = {Version::v3_1_1, Version::v5_0};

void add_list(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("list", "List the cases, or what else there is.");
  const auto options = std::make_shared<ListOptions>();
  command->add_option("select", options->select, "sections, statements or globs of names");
  auto* const subject = command->add_option_group("subject");
  const auto add = [&](const char* flag, ListSubject value, const char* text) {
    subject->add_flag_callback(flag, [options, value] { options->subject = value; }, text);
  };
  add("--cases", ListSubject::cases, "the cases (default)");
  add("--statements", ListSubject::statements, "the statements of the register");
  add("--faults", ListSubject::faults, "the fault switches of the reference broker");
  add("--client-faults", ListSubject::client_faults, "the same of the reference Client");
  add("--profiles", ListSubject::profiles, "the profiles of the reference broker");
  add("--circumstances", ListSubject::circumstances, "in which a case is played");
  add("--conditions", ListSubject::conditions, "under which a fault may work");
  subject->require_option(0, 1);
  command->add_flag("--json", options->json, "as JSON");
  command->callback(
      [options, &status] { status = list_command(*options, std::cin, std::cout, std::cerr); });
}

void add_explain(CLI::App& app, int& status) {
  auto* const command =
      app.add_subcommand("explain", "Say all that is known of a statement, case, fault or code.");
  const auto options = std::make_shared<ExplainOptions>();
  command
      ->add_option("subject", options->subject,
                   "MQTT-3.1.4-3, a case, a fault, 0x8E, 3.1.4; or words to look for")
      ->required();
  command->add_option("--grid", options->grid, "reports, or folders of them: who keeps it");
  command->add_flag("--json", options->json, "as JSON");
  add_choice(*command, "--version", {"3.1.1", "5.0"}, "without it both",
             [options](auto position) { options->version = versions[position]; });
  command->callback(
      [options, &status] { status = explain_command(*options, std::cin, std::cout, std::cerr); });
}

void add_book(CLI::App& app, int& status) {
  auto* const command =
      app.add_subcommand("book", "Write what is known of all statements as pages for browsers.");
  const auto options = std::make_shared<BookOptions>();
  command->add_option("folder", options->folder, "where to; made if it is not there")->required();
  command->add_option("--grid", options->grid,
                      "reports that --json wrote, or folders of them: who keeps what");
  command->callback([options, &status] { status = book_command(*options, std::cout); });
}

void add_explore(CLI::App& app, int& status) {
  auto* const command =
      app.add_subcommand("explore", "Go through every state of small worlds around the model.");
  const auto options = std::make_shared<ExploreCommand>();
  command->add_option("slices", options->slices, "names (without one: all that are not long)");
  command->add_flag("--long", options->is_long, "the long slices too");
  command->add_flag("--list", options->list, "print the slices");
  command->add_option("--losses", options->losses, "connections lost, instead of the slice's own")
      ->check(CLI::Range(0, 9));
  command->add_option("--fault", options->fault, "fault of the explored broker");
  command->add_option("--most-states", options->most_states, "stop a slice at so many states")
      ->check(CLI::Range(1, 2'000'000'000));
  command
      ->add_option("--jobs", options->jobs,
                   "slices at a time; with more than there are slices, each on two threads")
      ->check(CLI::Range(1, 64));
  command->add_option("--json", options->json, "write the results as JSON");
  command->add_option("--report", options->report, "write the results as Markdown");
  command->callback([options, &status] { status = explore_command(*options, std::cout); });
}

void add_spec(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("spec", "Print the register and the tables.");
  const auto options = std::make_shared<SpecOptions>();
  command->add_flag("--json", options->json, "whole, as JSON");
  command->callback(
      [options, &status] { status = spec_command(*options, std::cin, std::cout, std::cerr); });
}

void add_diff(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("diff", "Say what one report has that another has not.");
  const auto options = std::make_shared<DiffOptions>();
  command->add_option("before", options->before, "a report that --json wrote")->required();
  command->add_option("now", options->now, "a newer one")->required();
  command->add_flag("--strict", options->strict,
                    "whatever is worse or less tested counts like a failure");
  command->add_option("--junit", options->junit,
                      "write the newer one as JUnit XML, what is as wrong as before skipped");
  command->add_option("--sarif", options->sarif,
                      "write the newer one as SARIF, what is new marked");
  command->add_flag("--github", options->github,
                    "print annotations of GitHub Actions, and write the summary of the step");
  command->callback([options, &status] { status = diff_command(*options, std::cout); });
}

void add_merge(CLI::App& app, int& status) {
  auto* const command =
      app.add_subcommand("merge", "Make one report of those of the shards of a run.");
  const auto options = std::make_shared<MergeOptions>();
  command->add_option("reports", options->reports, "reports that --json wrote")->required();
  command->add_option("--json", options->files.json, "write the whole report as JSON");
  command->add_option("--junit", options->files.junit, "write it as JUnit XML");
  command->add_option("--html", options->files.html, "write it as a page for browsers");
  command->add_option("--sarif", options->files.sarif, "write what is wrong as SARIF");
  command->add_flag("--github", options->files.github,
                    "print annotations of GitHub Actions, and write the summary of the step");
  command->add_flag("--strict", options->strict, "warnings count like failures");
  command->callback([options, &status] { status = merge_command(*options, std::cout); });
}

void add_report(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("report", "Make one page of any number of reports.");
  const auto options = std::make_shared<ReportOptions>();
  command->add_option("reports", options->reports, "reports that --json wrote")->required();
  command->add_option("-o,--output", options->output, "the page, or a folder for its index.html")
      ->required();
  command->callback([options, &status] { status = report_command(*options); });
}

void add_selftest(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand(
      "selftest", "Play every case against every fault of the reference broker and Client.");
  const auto options = std::make_shared<SelftestOptions>();
  command->add_option("--matrix", options->matrix, "write the kill matrix, separated by tabs");
  command->add_flag("--conditions", options->conditions,
                    "every fault switch under every condition as well, in the default worlds");
  command->add_flag("--thorough", options->thorough, "and in every circumstance by itself")
      ->needs("--conditions");
  command->add_option("--only", options->only, "the cases for servers, or for clients, alone")
      ->check(CLI::IsMember({"servers", "clients"}));
  command->callback([options, &status] { status = selftest_command(*options); });
}

void add_vectors(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("vectors", "Write test vectors for any codec.");
  const auto folder = std::make_shared<std::string>();
  command->add_option("folder", *folder, "where to; made if it is not there")->required();
  command->callback([folder, &status] { status = vectors_command(*folder, std::cout, std::cerr); });
}

void add_manual(CLI::App& app) {
  auto* const man = app.add_subcommand("man", "Print the manual page: mqttspec man | man -l -");
  man->callback([&app] { fmt::print("{}", manual_page(app)); });
  auto* const command = app.add_subcommand(
      "completion",
      "Print what completes commands and options: source <(mqttspec completion bash)");
  const auto shell = std::make_shared<std::string>();
  command->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([&app, shell] { fmt::print("{}", completion(app, *shell)); });
}

// What stands behind -- is the command line of a Client, and not to be looked at here.
std::vector<std::string> take_command(std::vector<std::string>& arguments) {
  const auto mark = std::ranges::find(arguments, "--");
  if (mark == arguments.end() || arguments[0] != "client") return {};
  std::vector<std::string> command(mark + 1, arguments.end());
  arguments.erase(mark, arguments.end());
  return command;
}

HasOption options_of(const CLI::App& app) {
  return [&app](std::string_view command, std::string_view option) {
    return std::ranges::any_of(app.get_subcommands({}), [&](const CLI::App* each) {
      return each->get_name() == command &&
             (option.empty() || each->get_option_no_throw("--" + std::string(option)) != nullptr);
    });
  };
}

}  // namespace

int run_program(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto client = take_command(arguments);
  CLI::App app("MQTT 3.1.1 and 5.0 as an executable specification.", "mqttspec");
  app.set_version_flag("--version", "mqttspec " + std::string(report::tool_version));
  app.require_subcommand(1);
  app.footer(configuration_help);
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return std::string("mqttspec: ") + error.what() + " (see --help)\n";
  });
  int status = exit_fine;
  for (const auto add : {add_run, add_search, add_reproduce, add_serve, add_list, add_explain,
                         add_book, add_explore, add_spec, add_decode, add_check, add_watch,
                         add_diff, add_merge, add_report, add_selftest, add_table, add_vectors})
    add(app, status);
  add_client(app, status, client);
  add_manual(app);
  // CLI11 would only say that some command is required.
  const auto has_option = options_of(app);
  if (!arguments.empty() && !arguments[0].starts_with('-') && !has_option(arguments[0], ""))
    return complain(exit_usage, "there is no command " + arguments[0] + " (see --help)");
  auto configured = with_configuration(arguments, has_option);
  if (!configured) return complain(configured.error().status, configured.error().text);
  try {
    std::ranges::reverse(*configured);  // CLI11 takes them from the end
    app.parse(*std::move(configured));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_fine : exit_usage;
  } catch (const std::exception& error) {
    return complain(exit_own_fault, error.what());
  }
  return status;
}

}  // namespace mqttspec::conformance::commands
