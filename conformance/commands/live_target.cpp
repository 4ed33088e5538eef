// See live_target.hpp.
#include "conformance/commands/live_target.hpp"

#include <fmt/format.h>

#include "conformance/report/text.hpp"

namespace mqttspec::conformance::commands {

using namespace wire;

Wanted<std::unique_ptr<Target>> make_live_target(const std::string& name, const TlsSettings& tls,
                                                 Time connect_limit) {
  const auto address = parse_target(name);
  if (!address) return usage(address.error());
  auto transport = Transport::to(*address, tls);
  if (!transport) return usage(transport.error());
  if (transport->insecure())
    complain(exit_fine, "WARNING: --insecure: whoever answers at " + name +
                            " is taken for the target; its certificate is not looked at");
  auto target = make_tcp_target(name, *std::move(transport), connect_limit);
  if (!target) return std::unexpected(Refusal{exit_unreachable, target.error()});
  return *std::move(target);
}

std::string tls_options(const TlsSettings& tls) {
  std::string line;
  const auto add = [&](std::string_view option, const std::string& value) {
    if (!value.empty()) line += fmt::format(" {} {}", option, report::shell_word(value));
  };
  add("--ca", tls.ca);
  add("--cert", tls.certificate);
  add("--key", tls.key);
  add("--server-name", tls.server_name);
  add("--alpn", tls.alpn);
  if (tls.insecure) line += " --insecure";
  return line;
}

}  // namespace mqttspec::conformance::commands
