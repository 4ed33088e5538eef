// Why no case for Clients cites a statement that binds them and can be checked live.
#pragma once

#include <string_view>

#include "spec/register.hpp"

namespace mqttspec::conformance::client_cases {

/// "implied by MQTT-4.1.0-1: …", "in every case: …" or "not observable: …"; empty if there is none.
std::string_view excuse_of(StatementId statement);

}  // namespace mqttspec::conformance::client_cases
