// See target_options.hpp.
#include "conformance/commands/target_options.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "conformance/commands/client.hpp"
#include "conformance/commands/reproduce.hpp"
#include "conformance/commands/run.hpp"
#include "conformance/commands/search.hpp"
#include "conformance/commands/serve.hpp"
#include "conformance/commands/table.hpp"

namespace mqttspec::conformance::commands {
namespace {

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

// What `run` and `client` have in common.
template <class Options>
void add_playing(CLI::App& command, Options& options) {
  command.add_option("--version", options.version, "3.1.1, 5.0 or both")
      ->check(CLI::IsMember({"3.1.1", "5.0", "both"}));
  add_report_files(command, options.files);
  command.add_option("--shard", options.shard,
                     "play the i-th of n shares of the cases: i/n; see merge");
  command.add_flag("--strict", options.strict, "warnings count like failures");
  command.add_option("--jobs", options.jobs, "cases at a time")->check(CLI::Range(1, 1024));
  command.add_option("--patience", options.patience, "seconds that a prompt answer may take")
      ->check(CLI::Range(0.01, 600.0));
  command.add_flag("--wire", options.wire, "print the bytes of packets");
  command.add_flag("--all", options.all, "print all that is wrong, not what stands for the rest");
  command.add_option("--exclude", options.exclude,
                     "cases that are not run, with the reason: 'keep-alive/* # takes too long'");
  command.add_option("--repeat", options.repeat, "how often each case is played")
      ->check(CLI::Range(1, 1000));
  add_worlds(command, options);
}

}  // namespace

void add_run(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("run", "Run the conformance cases against a broker.");
  const auto options = std::make_shared<RunOptions>();
  command->add_option(
      "words", options->words,
      "the broker: host:port, tcp://, mqtt://, tls://, mqtts://, ws:// or wss:// "
      "with host:port, unix:path (without one: the embedded reference broker); then "
      "sections, statements or globs of case names");
  command->add_option("--target", options->target, "the broker, where the first word names none");
  command->add_option("--also", options->also,
                      "another node of the same broker: partners, takeovers and Clients that come "
                      "back go there");
  command
      ->add_option("--target-v5", options->target_v5,
                   "where the broker serves 5.0, if the other address is for 3.1.1 alone")
      ->excludes("--also");
  add_playing(*command, *options);
  command->add_option("--seed", options->seed, "fixes the names of topics and clients")
      ->check(CLI::Range(0U, seeds - 1));
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
  command->add_option("--topic-prefix", options->topic_prefix,
                      "what all Topic Names begin with; default mqttspec/");
  command->add_option("--client-id-prefix", options->client_id_prefix,
                      "what all ClientIds begin with, at best up to 4 of 0-9a-zA-Z; default m");
  add_tls(*command, options->tls);
  command->callback([options, &status] { status = run_command(*options); });
}

void add_search(CLI::App& app, int& status) {
  auto* const command =
      app.add_subcommand("search", "Play random scripts on a broker, and shrink what is wrong.");
  const auto options = std::make_shared<SearchOptions>();
  command->add_option("target", options->target, "a broker, as run takes it");
  command
      ->add_option("--seconds", options->seconds,
                   "how long to search; with --mutants each of them, in processor time")
      ->check(CLI::Range(0.0, 1e6));
  command->add_option("--seed", options->seed, "of the scripts");
  command->add_option("--jobs", options->jobs, "scripts at a time")->check(CLI::Range(1, 1024));
  command->add_option("--lines", options->lines, "of a script, at most")->check(CLI::Range(4, 500));
  auto* const replay =
      command->add_option("--replay", options->replay, "file of one script to play instead");
  command->add_flag("--shrink", options->shrink, "look for a shorter one that shows the same")
      ->needs(replay);
  command->add_option("--reproducer", options->reproducers,
                      "folder for what was found: a script, and a program with sockets alone");
  command->add_option("--json", options->json, "write what was found as JSON");
  command->add_option("--mutants", options->mutants,
                      "search faulty brokers in process instead, a table of selftest --conditions "
                      "--matrix names them, and tell which are found");
  command->add_option("--sample", options->sample, "so many of them")->needs("--mutants");
  command->add_flag("--wire", options->wire, "print the bytes of packets");
  command->add_option("--about", options->about,
                      "what is known of the target: a profile.json of conformance/targets");
  command->add_option("--profile", options->profile, "profile of the embedded broker");
  command->add_option("--fault", options->fault, "fault of the embedded broker");
  command->add_option("--condition", options->condition, "under which alone that fault works")
      ->needs("--fault");
  command->add_option("--user-name", options->user_name, "user name for every CONNECT");
  command->add_option("--password", options->password, "password beside it");
  add_tls(*command, options->tls);
  command->callback([options, &status] { status = search_command(*options, std::cout); });
}

void add_reproduce(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand(
      "reproduce", "Write a case on a broker as a program that needs nothing but sockets.");
  const auto options = std::make_shared<ReproduceOptions>();
  command->add_option("target", options->target, "a broker, as run takes it")->required();
  command->add_option("case", options->name, "the name of a case")->required();
  command->add_option("--version", options->version, "3.1.1 or 5.0")
      ->check(CLI::IsMember({"3.1.1", "5.0"}));
  command->add_option("--user-name", options->user_name, "user name for every CONNECT");
  command->add_option("--password", options->password, "password beside it");
  add_tls(*command, options->tls);
  command->callback([options, &status] { status = reproduce_command(*options, std::cout); });
}

void add_serve(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("serve", "Serve the reference broker on a port.");
  const auto options = std::make_shared<ServeOptions>();
  command->add_option("--listen", options->listen,
                      "host:port, tls://host:port, ws://host:port, wss://host:port or unix:path; "
                      "port 0 takes a free one");
  command->add_option("--cert", options->certificate, "file of the certificate for TLS");
  command->add_option("--key", options->key, "file of its private key");
  command->add_option("--client-ca", options->client_ca,
                      "TLS: a Client needs a certificate that those of this file vouch for");
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

void add_client(CLI::App& app, int& status, const std::vector<std::string>& client) {
  auto* const command = app.add_subcommand(
      "client", "Run the conformance cases against a Client: mqttspec client [SELECT..] -- CMD.");
  const auto options = std::make_shared<ClientOptions>();
  command->add_option("words", options->select, "sections, statements or globs of case names");
  add_playing(*command, *options);
  command->add_flag("--errors", options->errors, "let the Client write to standard error");
  command->add_option("--profile", options->profile, "profile of the reference Client");
  command->add_option("--fault", options->fault, "fault of the reference Client");
  command
      ->add_option("--transport", options->transport,
                   "by what the Client is to reach us: tcp, tls, ws or wss; {url} in its command "
                   "line and `url` of its driver say where")
      ->check(CLI::IsMember({"tcp", "tls", "ws", "wss"}));
  command->add_option("--cert", options->certificate, "TLS: file of our certificate");
  command->add_option("--key", options->key, "TLS: file of its private key");
  command->add_option("--ca", options->ca,
                      "TLS: file of certificates that the Client is to trust, instead of --cert: "
                      "{ca}, or `ca` of its driver");
  command->callback([options, &client, &status] {
    options->command = client;
    status = client_command(*options);
  });
}

}  // namespace mqttspec::conformance::commands
