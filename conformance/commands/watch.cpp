// See watch.hpp.
#include "conformance/commands/watch.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>
#include <ostream>

#include "conformance/commands/interrupt.hpp"
#include "conformance/commands/output_file.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/traffic/proxy.hpp"
#include "conformance/traffic/traffic_report.hpp"

namespace mqttspec::conformance::commands {

using namespace traffic;

namespace {

std::expected<wire::Address, std::string> plain_address(const std::string& text, bool any_port) {
  const auto target = wire::parse_target(text, any_port);
  if (!target) return std::unexpected(target.error());
  if (target->tls || target->web_socket() || !target->path.empty())
    return std::unexpected(text + ": what passes can only be judged on plain TCP");
  return target->address;
}

}  // namespace

int watch_command(const WatchOptions& options, std::ostream& out) {
  const auto listen = plain_address(options.listen, true);
  if (!listen) return complain(exit_usage, "--listen " + listen.error());
  const auto upstream = plain_address(options.upstream, false);
  if (!upstream) return complain(exit_usage, "--upstream " + upstream.error());
  std::optional<OutputFile> json;
  if (!options.json.empty()) {
    auto file = OutputFile::open(options.json);
    if (!file) return complain(exit_usage, file.error());
    json.emplace(*std::move(file));
  }
  const Interrupt interrupt;
  TrafficReport report({.all = options.all, .paint = isatty(STDOUT_FILENO) != 0}, out);
  auto proxy = Proxy::listen({*listen, *upstream, !options.only_relays}, report);
  if (!proxy) return complain(exit_unreachable, proxy.error());
  out << fmt::format("listening on {}, in front of {}\n\n", wire::to_string(proxy->address()),
                     wire::to_string(*upstream))
      << std::flush;
  proxy->run(interrupt.token());
  report.write_summary(0);
  if (json) {
    if (const auto written = json->commit(report.to_json().dump(2) + "\n"); !written)
      return complain(exit_own_fault, written.error());
  }
  return report.has_violations() ? exit_violated : exit_fine;
}

}  // namespace mqttspec::conformance::commands
