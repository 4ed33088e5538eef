// Options to a broker on a port.
#include "conformance/commands/serve.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "conformance/commands/interrupt.hpp"
#include "conformance/commands/usage.hpp"
#include "conformance/wire/broker_server.hpp"

namespace mqttspec::conformance::commands {

using namespace wire;

namespace {

int list_profiles() {
  for (const auto& profile : model::profiles())
    fmt::print("{:<24} {}\n", profile.name, profile.summary);
  return exit_fine;
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// The file that `--log` names; nothing if it cannot be written.
File open_log(const std::string& path) {
  if (path == "-") return {stderr, [](std::FILE*) { return 0; }};
  return {std::fopen(path.c_str(), "we"), &std::fclose};
}

int list_faults() {
  for (const auto& fault : model::faults()) {
    const auto name = [&](Version version) {
      const auto id = fault.cited.of(version);
      return id ? fmt::format(" [{} {}]", to_string(version), id->id()) : std::string();
    };
    fmt::print("{:<44} {:<8}{}{}\n    {}\n", fault.name, model::to_string(fault.kind),
               name(Version::v3_1_1), name(Version::v5_0), fault.text);
  }
  return exit_fine;
}

}  // namespace

int serve_command(const ServeOptions& options) {
  if (options.list_profiles) return list_profiles();
  if (options.list_faults) return list_faults();
  const auto address = parse_target(options.listen, true);
  if (!address) return complain(exit_usage, "--listen " + address.error());
  auto transport = Transport::at(*address, options.certificate, options.key, options.client_ca);
  if (!transport) return complain(exit_usage, "--listen " + transport.error());
  const auto* const profile = model::find_profile(options.profile);
  if (profile == nullptr)
    return complain(exit_usage,
                    fmt::format("there is no profile \"{}\" (--list-profiles)", options.profile));
  model::FaultSet faults;
  if (!options.fault.empty()) {
    const auto* const fault = model::find_fault(options.fault);
    if (fault == nullptr)
      return complain(exit_usage,
                      fmt::format("there is no fault \"{}\" (--list-faults)", options.fault));
    faults = model::FaultSet::of(fault->id);
  }
  ServerSettings settings;
  File log{nullptr, &std::fclose};
  if (!options.log.empty()) {
    log = open_log(options.log);
    if (!log) return complain(exit_usage, fmt::format("--log {}: cannot be written", options.log));
    settings.log = [file = log.get()](std::string_view lines) {
      fmt::print(file, "{}", lines);
      std::fflush(file);
    };
  }
  const Interrupt interrupt;
  auto server = BrokerServer::listen(*std::move(transport), *profile, faults, std::move(settings));
  if (!server) return complain(exit_unreachable, "cannot listen at " + server.error());
  fmt::print("listening on {} (profile {}{}{})\n", to_string(server->target()), profile->name,
             options.fault.empty() ? "" : ", fault ", options.fault);
  std::fflush(stdout);
  server->serve(interrupt.token());
  fmt::print("stopped\n");
  return exit_fine;
}

}  // namespace mqttspec::conformance::commands
