// A live target as the command line names it: by its address, and by what TLS is told.
#pragma once

#include <memory>
#include <string>

#include "conformance/commands/report_files.hpp"
#include "conformance/wire/tcp.hpp"

namespace mqttspec::conformance::commands {

/// The target at that address. Says on standard error what is not made sure of.
Wanted<std::unique_ptr<wire::Target>> make_live_target(const std::string& name,
                                                       const wire::TlsSettings& tls,
                                                       wire::Time connect_limit);

/// The options that TLS was told by, to be told again: " --ca ca.pem".
std::string tls_options(const wire::TlsSettings& tls);

}  // namespace mqttspec::conformance::commands
