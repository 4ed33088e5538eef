// Packets that no Client may send, of each class: what a Server that notices must answer by closing
// the Network Connection.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "conformance/play/settings.hpp"
#include "spec/statement.hpp"

namespace mqttspec::conformance::search {

/// The kinds, by the words that they have in scripts.
std::span<const std::string_view> illegal_kinds();

/// Its bytes, or none if the version has no such thing. Client Identifier and user are those of
/// the Client, so that nothing else is wrong of it.
std::vector<std::uint8_t> illegal_packet(std::string_view kind, Version version,
                                         std::string_view client_id,
                                         const play::Settings& settings);

}  // namespace mqttspec::conformance::search
