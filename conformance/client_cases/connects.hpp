// What the cases of CONNECT share: the CONNECT that is asked for, and the one that comes.
#pragma once

#include <string>

#include "conformance/client_cases/vocabulary.hpp"

namespace mqttspec::conformance::client_cases {

/// In which fields the CONNECT that came is not as asked for: "User Name, Will"; empty if it is.
/// What a library adds is its own: only properties that were asked for are compared.
std::string differences(const owned::Connect& asked, const owned::Connect& came);

/// Asks for it, and takes and accepts what comes.
owned::Connect connect_that_comes(Visit& visit, const owned::Connect& asked);

/// The CONNECT that comes is as asked for and keeps to the statements. If it is not as asked for,
/// nothing is concluded: that alone breaks none of them.
void judge_connect(Visit& visit, const owned::Connect& asked,
                   std::initializer_list<Must> statements);

/// A plain CONNECT with a Will, and with a User Name and Password.
owned::Connect with_will(const Visit& visit, Qos qos = Qos::at_least_once, bool retain = false);
owned::Connect with_user(const Visit& visit);

}  // namespace mqttspec::conformance::client_cases
