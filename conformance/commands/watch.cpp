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

std::expected<wire::TargetAddress, std::string> address_of(const std::string& text, bool any_port) {
  auto target = wire::parse_target(text, any_port);
  if (target && !target->path.empty())
    return std::unexpected(text + ": Unix domain sockets are not watched");
  return target;
}

std::string place_and_scheme(const wire::TargetAddress& target) {
  const bool is_plain = !target.tls && !target.web_socket();
  return is_plain ? wire::to_string(target.address) : wire::to_string(target);
}

}  // namespace

int watch_command(const WatchOptions& options, std::ostream& out) {
  const auto listen = address_of(options.listen, true);
  if (!listen) return complain(exit_usage, "--listen " + listen.error());
  const auto upstream = address_of(options.upstream, false);
  if (!upstream) return complain(exit_usage, "--upstream " + upstream.error());
  const auto here = wire::Transport::at(*listen, options.certificate, options.key);
  if (!here) return complain(exit_usage, "--listen " + here.error());
  const auto there = wire::Transport::to(*upstream, options.tls);
  if (!there) return complain(exit_usage, "--upstream " + there.error());
  std::optional<OutputFile> json;
  if (!options.json.empty()) {
    auto file = OutputFile::open(options.json);
    if (!file) return complain(exit_usage, file.error());
    json.emplace(*std::move(file));
  }
  const Interrupt interrupt;
  TrafficReport report({.all = options.all, .paint = isatty(STDOUT_FILENO) != 0}, out);
  auto proxy = Proxy::listen({listen->address, upstream->address, !options.only_relays,
                              here->accepting(), there->connecting()},
                             report);
  if (!proxy) return complain(exit_unreachable, proxy.error());
  if (there->insecure()) out << "WARNING: --insecure: whoever answers is taken for the Server\n";
  auto found = *listen;
  found.address = proxy->address();
  out << fmt::format("listening on {}, in front of {}\n\n", place_and_scheme(found),
                     place_and_scheme(*upstream))
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
