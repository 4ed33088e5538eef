// The options of all commands, in one file because CLI11 is slow to compile.
#include "conformance/commands/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "conformance/commands/client.hpp"
#include "conformance/commands/decode.hpp"
#include "conformance/commands/diff.hpp"
#include "conformance/commands/explain.hpp"
#include "conformance/commands/explore.hpp"
#include "conformance/commands/list.hpp"
#include "conformance/commands/merge.hpp"
#include "conformance/commands/report.hpp"
#include "conformance/commands/run.hpp"
#include "conformance/commands/selftest.hpp"
#include "conformance/commands/serve.hpp"
#include "conformance/commands/spec.hpp"
#include "conformance/commands/table.hpp"
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

// How a Client makes sure of a Server that is reached by TLS, and the Server of it.
void add_tls(CLI::App& command, wire::TlsSettings& tls) {
  command.add_option("--ca", tls.ca, "TLS: file of certificates to trust, instead of the system's");
  command.add_option("--cert", tls.certificate, "TLS: file of the certificate to show the broker");
  command.add_option("--key", tls.key, "TLS: file of the private key of --cert");
  command.add_option("--server-name", tls.server_name,
                     "TLS: name to ask for (SNI) and to find in the certificate, not the host");
  command.add_option("--alpn", tls.alpn, "TLS: protocol to offer by ALPN");
  command.add_flag("--insecure", tls.insecure, "TLS: take whatever certificate there is");
}

constexpr Version versions[] = {Version::v3_1_1, Version::v5_0};

void add_worlds(CLI::App& command, WorldOptions& options) {
  command.add_flag("--plain", options.plain, "play each case in the plain world alone");
  command.add_flag("--thorough", options.thorough,
                   "play each case in every circumstance, see list --circumstances");
  command
      .add_option("--world", options.worlds,
                  "play each case in these circumstances as well: deep-topics,cut")
      ->excludes("--plain")
      ->excludes("--thorough");
}

void add_report_files(CLI::App& command, ReportPaths& paths) {
  command.add_option("--known", paths.known, "file of known deviations, which are no news");
  command.add_option("--json", paths.json, "write the report as JSON");
  command.add_option("--junit", paths.junit, "write the report as JUnit XML");
  command.add_option("--html", paths.html, "write the report as a page for browsers");
  command.add_option("--sarif", paths.sarif, "write what is wrong as SARIF, for code scanning");
  command.add_flag("--github", paths.github,
                   "print annotations of GitHub Actions, and write the summary of the step");
}

void add_run(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("run", "Run the conformance cases against a broker.");
  const auto options = std::make_shared<RunOptions>();
  command->add_option(
      "words", options->words,
      "the broker: host:port, tcp://, mqtt://, tls://, mqtts://, ws:// or wss:// "
      "with host:port, unix:path (without one: the embedded reference broker); then "
      "sections, statements or globs of case names");
  command->add_option("--version", options->version, "3.1.1, 5.0 or both")
      ->check(CLI::IsMember({"3.1.1", "5.0", "both"}));
  add_report_files(*command, options->files);
  command->add_option("--shard", options->shard,
                      "play the i-th of n shares of the cases: i/n; see merge");
  command->add_flag("--strict", options->strict, "warnings count like failures");
  command->add_option("--jobs", options->jobs, "cases at a time on a live target")
      ->check(CLI::Range(1, 1024));
  command->add_option("--seed", options->seed, "fixes the names of topics and clients")
      ->check(CLI::Range(0U, seeds - 1));
  command->add_option("--patience", options->patience, "seconds that a prompt answer may take")
      ->check(CLI::Range(0.01, 600.0));
  command->add_flag("--wire", options->wire, "print the bytes of packets");
  command->add_flag("--all", options->all, "print all that is wrong, not what stands for the rest");
  command->add_option("--profile", options->profile, "profile of the embedded broker");
  command->add_option("--fault", options->fault, "fault of the embedded broker");
  command->add_option("--condition", options->condition, "under which alone that fault works")
      ->needs("--fault");
  command->add_option("--user-name", options->user_name, "user name for every CONNECT");
  command->add_option("--password", options->password, "password beside it");
  command->add_option("--auth-method", options->auth_method,
                      "an Authentication Method of the target, for the cases of section 4.12");
  command->add_option("--auth-data", options->auth_data,
                      "Authentication Data in hexadecimal: of CONNECT, then for each answer to an "
                      "AUTH; \"-\" for none in CONNECT, \"=\" for the data that the target sent");
  command->add_option("--about", options->about,
                      "what is known of the target: a profile.json of conformance/targets");
  command->add_option("--exclude", options->exclude,
                      "cases that are not run, with the reason: 'keep-alive/* # takes too long'");
  command->add_option("--repeat", options->repeat, "how often each case is played")
      ->check(CLI::Range(1, 1000));
  add_worlds(*command, *options);
  command->add_option("--topic-prefix", options->topic_prefix,
                      "what all Topic Names begin with; default mqttspec/");
  command->add_option("--client-id-prefix", options->client_id_prefix,
                      "what all ClientIds begin with, at best up to 4 of 0-9a-zA-Z; default m");
  add_tls(*command, options->tls);
  command->callback([options, &status] { status = run_command(*options); });
}

void add_serve(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("serve", "Serve the reference broker on a port.");
  const auto options = std::make_shared<ServeOptions>();
  command->add_option("--listen", options->listen,
                      "host:port, tls://host:port, ws://host:port, wss://host:port or unix:path; "
                      "port 0 takes a free one");
  command->add_option("--cert", options->certificate, "file of the certificate for TLS");
  command->add_option("--key", options->key, "file of its private key");
  command->add_option("--profile", options->profile, "a variant that the Standards permit");
  command->add_option("--fault", options->fault, "a fault switch");
  command->add_option("--log", options->log,
                      "write each packet and the statements that were applied to a file, or - for "
                      "standard error");
  command->footer(
      "What Clients do not read is kept for them: up to 64 MiB for each and 256 MiB for all. "
      "Beyond "
      "that the connection for which most is kept is closed.");
  command->add_flag("--list-profiles", options->list_profiles, "print the profiles");
  command->add_flag("--list-faults", options->list_faults, "print the fault switches");
  command->callback([options, &status] { status = serve_command(*options); });
}

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
  add("--profiles", ListSubject::profiles, "its profiles");
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
  command->add_option("subject", options->subject, "MQTT-3.1.4-3, a case, a fault, 0x8E, 3.1.4")
      ->required();
  add_choice(*command, "--version", {"3.1.1", "5.0"}, "without it both",
             [options](auto position) { options->version = versions[position]; });
  command->callback(
      [options, &status] { status = explain_command(*options, std::cin, std::cout, std::cerr); });
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
  command->add_option("--jobs", options->jobs, "slices at a time")->check(CLI::Range(1, 64));
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

void add_decode(CLI::App& app, int& status) {
  auto* const command =
      app.add_subcommand("decode", "Judge packets in hexadecimal, one a line of standard input.");
  const auto options = std::make_shared<DecodeOptions>();
  add_choice(*command, "--version", {"3.1.1", "5.0"}, "default 5.0",
             [options](auto position) { options->version = versions[position]; });
  add_choice(*command, "--from", {"client", "server"}, "who sent it; default client",
             [options](auto position) {
               options->from = position == 0 ? Sender::client : Sender::server;
             });
  command->add_flag("--explain", options->explain, "the fields of each packet");
  command->add_flag("--strict", options->strict, "reject what the Standard leaves contested");
  command->callback(
      [options, &status] { status = decode_command(*options, std::cin, std::cout, std::cerr); });
}

void add_client(CLI::App& app, int& status, const std::vector<std::string>& client) {
  auto* const command = app.add_subcommand(
      "client", "Run the conformance cases against a Client: mqttspec client [SELECT..] -- CMD.");
  const auto options = std::make_shared<ClientOptions>();
  command->add_option("words", options->select, "sections, statements or globs of case names");
  command->add_option("--version", options->version, "3.1.1, 5.0 or both")
      ->check(CLI::IsMember({"3.1.1", "5.0", "both"}));
  add_report_files(*command, options->files);
  command->add_option("--shard", options->shard,
                      "play the i-th of n shares of the cases: i/n; see merge");
  command->add_flag("--strict", options->strict, "warnings count like failures");
  command->add_option("--jobs", options->jobs, "Clients at a time")->check(CLI::Range(1, 1024));
  command->add_option("--patience", options->patience, "seconds that a prompt packet may take")
      ->check(CLI::Range(0.01, 600.0));
  command->add_flag("--wire", options->wire, "print the bytes of packets");
  command->add_flag("--all", options->all, "print all that is wrong, not what stands for the rest");
  command->add_flag("--errors", options->errors, "let the Client write to standard error");
  command->add_option("--profile", options->profile, "profile of the reference Client");
  command->add_option("--fault", options->fault, "fault of the reference Client");
  command->add_option("--exclude", options->exclude,
                      "cases that are not run, with the reason: 'client/auth/* # no method'");
  command->add_option("--repeat", options->repeat, "how often each case is played")
      ->check(CLI::Range(1, 1000));
  add_worlds(*command, *options);
  command->callback([options, &client, &status] {
    options->command = client;
    status = client_command(*options);
  });
}

void add_diff(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("diff", "Say what one report has that another has not.");
  const auto options = std::make_shared<DiffOptions>();
  command->add_option("before", options->before, "a report that --json wrote")->required();
  command->add_option("now", options->now, "a newer one")->required();
  command->add_flag("--strict", options->strict,
                    "whatever is worse or less tested counts like a failure");
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
  command->add_flag("--thorough", options->thorough, "… and in every circumstance by itself")
      ->needs("--conditions");
  command->add_option("--only", options->only, "the cases for servers, or for clients, alone")
      ->check(CLI::IsMember({"servers", "clients"}));
  command->callback([options, &status] { status = selftest_command(*options); });
}

void add_table(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand(
      "table", "Who gets what, by clean session, RETAIN, subscribed and published QoS.");
  const auto options = std::make_shared<TableOptions>();
  command->add_option("target", options->target, "a broker to measure, as run takes it");
  command->add_option("--json", options->json, "write the table as JSON");
  command->add_option("--jobs", options->jobs, "rows at a time")->check(CLI::Range(1, 1024));
  command->add_option("--patience", options->patience, "seconds that a prompt answer may take")
      ->check(CLI::Range(0.01, 600.0));
  command->add_option("--user-name", options->user_name, "user name for every CONNECT");
  command->add_option("--password", options->password, "password beside it");
  add_tls(*command, options->tls);
  command->callback([options, &status] { status = table_command(*options, std::cout); });
}

void add_vectors(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("vectors", "Write test vectors for any codec.");
  const auto folder = std::make_shared<std::string>();
  command->add_option("folder", *folder, "where to; made if it is not there")->required();
  command->callback([folder, &status] { status = vectors_command(*folder, std::cout, std::cerr); });
}

// What stands behind -- is the command line of a Client, and not to be looked at here.
std::vector<std::string> take_command(int& argc, char** argv) {
  char** const end = argv + argc;
  char** const mark = std::find(argv, end, std::string_view("--"));
  if (mark == end || std::string_view(argv[1]) != "client") return {};
  argc = static_cast<int>(mark - argv);
  return {mark + 1, end};
}

}  // namespace

int run_program(int argc, char** argv) {
  const auto client = take_command(argc, argv);
  CLI::App app("MQTT 3.1.1 and 5.0 as an executable specification.", "mqttspec");
  app.set_version_flag("--version", "mqttspec " + std::string(report::tool_version));
  app.require_subcommand(1);
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return std::string("mqttspec: ") + error.what() + " (see --help)\n";
  });
  int status = exit_fine;
  for (const auto add :
       {add_run, add_serve, add_list, add_explain, add_explore, add_spec, add_decode, add_diff,
        add_merge, add_report, add_selftest, add_table, add_vectors})
    add(app, status);
  add_client(app, status, client);
  // CLI11 would only say that some command is required.
  const auto named = [&](const CLI::App* command) { return command->get_name() == argv[1]; };
  if (argc > 1 && argv[1][0] != '-' && std::ranges::none_of(app.get_subcommands({}), named))
    return complain(exit_usage, std::string("there is no command ") + argv[1] + " (see --help)");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_fine : exit_usage;
  } catch (const std::exception& error) {
    return complain(exit_own_fault, error.what());
  }
  return status;
}

}  // namespace mqttspec::conformance::commands
