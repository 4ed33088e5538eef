// The target as the command line names it: by its address and what TLS is told, or the embedded
// broker and its fault.
#pragma once

#include <memory>
#include <string>

#include "conformance/commands/report_files.hpp"
#include "conformance/runner/target_profile.hpp"
#include "conformance/wire/tcp.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::commands {

/// The target at that address. Says on standard error what is not made sure of. `also` is another
/// node of the same target, `for_v5` where it serves 5.0 if that is apart, or empty.
Wanted<std::unique_ptr<wire::Target>> make_live_target(const std::string& name,
                                                       const wire::TlsSettings& tls,
                                                       wire::Time connect_limit,
                                                       const std::string& also = "",
                                                       const std::string& for_v5 = "");

/// Why no program of plain sockets can be written for the target at that address, if none can.
std::optional<Refusal> no_reproducer_for(const std::string& name);

/// The embedded broker; empty names are those of the plain, right one.
Wanted<std::unique_ptr<wire::Target>> make_embedded_target(const std::string& profile,
                                                           const std::string& fault,
                                                           const std::string& condition);

/// What is said of a target beforehand; nothing if the path is empty.
Wanted<runner::TargetProfile> read_target_profile(const std::string& path);

/// Who Clients say that they are: whom the command line names, or else `about`, or else the only
/// user whom the embedded broker of that profile lets in; a target of its own has no `profile`.
void name_user(play::Settings& settings, const std::string& user_name, const std::string& password,
               const runner::TargetProfile& about, const model::Profile* profile = nullptr);

/// The options that TLS was told by, to be told again: " --ca ca.pem".
std::string tls_options(const wire::TlsSettings& tls);

}  // namespace mqttspec::conformance::commands
