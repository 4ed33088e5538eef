// See check_options.hpp.
#include "conformance/commands/check_options.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "conformance/commands/check.hpp"
#include "conformance/commands/watch.hpp"

namespace mqttspec::conformance::commands {
namespace {

constexpr const char* check_help =
    R"(FILE is a capture (pcap or pcapng; Ethernet, VLAN, IPv4, IPv6, cooked, loopback), or text:
  > 10 0e 00 04 4d 51 54 54 05 02 00 3c 00 00 01 61    packets as decode takes them, > from the
  < 20 03 00 00 00                                     Client, < from the Server, --- between two
                                                       connections; or JSON, an object a line:
  {"connection": "a", "from": "client", "at_s": 0.1, "bytes": "c000"}
Both sides are judged: by what is wrong whatever happened elsewhere, or before it begins. Logs such
as that of mosquitto_sub -d have no bytes of packets, and cannot be judged.)";

constexpr const char* watch_help =
    R"(Clients connect to --listen instead of the Server, which is at --upstream. What passes is not
changed. Both sides are judged: by what is wrong whatever happens on other connections. Either may
be host:port, or begin with tls://, ws:// or wss://: TLS and WebSocket end here, and what is within
them is passed on.)";

}  // namespace

void add_check(CLI::App& app, int& status) {
  auto* const command = app.add_subcommand("check", "Judge traffic that was captured.");
  const auto options = std::make_shared<CheckOptions>();
  command->add_option("file", options->file, "a capture, or lines of packets; - is standard input")
      ->required();
  command->add_option("--port", options->ports,
                      "where Servers listen; default 1883. Other connections are judged if they "
                      "begin with a CONNECT");
  command->add_option("--json", options->json, "write what was found as JSON");
  command->add_flag("--all", options->all,
                    "print every violation, not the first of each kind alone");
  command->footer(check_help);
  command->callback([options, &status] { status = check_command(*options, std::cout); });
}

void add_watch(CLI::App& app, int& status) {
  auto* const command =
      app.add_subcommand("watch", "Judge the traffic of Clients and a Server while it passes.");
  const auto options = std::make_shared<WatchOptions>();
  command->add_option("--listen", options->listen, "where Clients connect; default 127.0.0.1:1884");
  command->add_option("--upstream", options->upstream, "where the Server is")->required();
  command->add_option("--cert", options->certificate,
                      "TLS: file of the certificate to show Clients, where --listen is tls:// or "
                      "wss://");
  command->add_option("--key", options->key, "TLS: file of the private key of --cert");
  command->add_option("--ca", options->tls.ca,
                      "TLS: file of certificates to trust of the Server, instead of the system's");
  command->add_option("--server-name", options->tls.server_name,
                      "TLS: name to find in the Server's certificate, not the host");
  command->add_flag("--insecure", options->tls.insecure,
                    "TLS: take whatever certificate the Server has");
  command->add_option("--json", options->json, "write what was found as JSON, at the end");
  command->add_flag("--all", options->all,
                    "print every violation, not the first of each kind alone");
  command->add_flag("--only-relay", options->only_relays,
                    "judge nothing, to see what judging costs");
  command->footer(watch_help);
  command->callback([options, &status] { status = watch_command(*options, std::cout); });
}

}  // namespace mqttspec::conformance::commands
