// See live_target.hpp.
#include "conformance/commands/live_target.hpp"

#include <fmt/format.h>

#include "conformance/report/text.hpp"
#include "conformance/wire/loopback.hpp"

namespace mqttspec::conformance::commands {

using namespace play;
using namespace wire;

namespace {

bool is_by_tls(const std::string& name) {
  const auto address = parse_target(name);
  return address && address->tls;
}

// Of several addresses some may be reached by TLS and others not.
Wanted<NamedTransport> make_transport(const std::string& name, const TlsSettings& tls,
                                      bool is_tls_elsewhere) {
  const auto address = parse_target(name);
  if (!address) return usage(address.error());
  auto transport = Transport::to(*address, is_tls_elsewhere && !address->tls ? TlsSettings{} : tls);
  if (!transport) return usage(transport.error());
  if (transport->insecure())
    complain(exit_fine, "WARNING: --insecure: whoever answers at " + name +
                            " is taken for the target; its certificate is not looked at");
  return NamedTransport{name, *std::move(transport)};
}

}  // namespace

Wanted<std::unique_ptr<Target>> make_live_target(const std::string& name, const TlsSettings& tls,
                                                 Time connect_limit, const std::string& also,
                                                 const std::string& for_v5) {
  const bool by_tls = is_by_tls(name) || is_by_tls(also) || is_by_tls(for_v5);
  std::vector<NamedTransport> nodes;
  for (const auto& each : {name, also, for_v5}) {
    if (each.empty()) continue;
    auto node = make_transport(each, tls, by_tls);
    if (!node) return std::unexpected(node.error());
    nodes.push_back(*std::move(node));
  }
  auto target = for_v5.empty()
                    ? make_tcp_target(std::move(nodes), connect_limit)
                    : make_tcp_target(std::move(nodes[0]), std::move(nodes[1]), connect_limit);
  if (!target) return std::unexpected(Refusal{exit_unreachable, target.error()});
  return *std::move(target);
}

std::optional<Refusal> no_reproducer_for(const std::string& name) {
  const auto address = parse_target(name);
  if (!address) return Refusal{exit_usage, address.error()};
  if (!address->tls && !address->web_socket() && address->path.empty()) return std::nullopt;
  return Refusal{exit_usage, "programs of sockets alone are for brokers that TCP reaches: tcp://"};
}

Wanted<std::unique_ptr<Target>> make_embedded_target(const std::string& profile,
                                                     const std::string& fault,
                                                     const std::string& condition) {
  const auto* const found = model::find_profile(profile.empty() ? "plain" : profile);
  if (found == nullptr)
    return usage(
        fmt::format("there is no profile \"{}\" (mqttspec serve --list-profiles)", profile));
  model::FaultSet faults;
  if (!fault.empty()) {
    const auto* const row = model::find_fault(fault);
    if (row == nullptr)
      return usage(fmt::format("there is no fault \"{}\" (mqttspec serve --list-faults)", fault));
    faults = model::FaultSet::of(row->id);
  }
  if (!condition.empty()) {
    const auto* const row = model::conditions::find_condition(condition);
    if (row == nullptr)
      return usage(
          fmt::format("there is no condition \"{}\" (mqttspec list --conditions)", condition));
    faults = faults.when(row->id);
  }
  return make_loopback_target(*found, faults);
}

Wanted<runner::TargetProfile> read_target_profile(const std::string& path) {
  if (path.empty()) return {};
  const auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  auto profile = runner::parse_target_profile(*text);
  if (!profile) return usage(fmt::format("{}: {}", path, profile.error()));
  return *std::move(profile);
}

void name_user(Settings& settings, const std::string& user_name, const std::string& password,
               const runner::TargetProfile& about, const model::Profile* profile) {
  settings.user_name = user_name;
  settings.password = password;
  if (!user_name.empty()) return;
  const bool is_asked = profile != nullptr && !profile->permits_guests && about.user_name.empty();
  settings.user_name = is_asked ? profile->user_name : about.user_name;
  settings.password = is_asked ? profile->password : about.password;
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
