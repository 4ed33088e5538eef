// What the targets that decode begin with: a few of the test vectors, as inputs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "codec/bytes.hpp"
#include "spec/packet_table.hpp"

namespace mqttspec::fuzz {

/// Inputs by the id of their vector: of each stream and packet type the smallest valid packets, and
/// of each stream and defect the smallest packet with it. None has more than 256 bytes.
std::map<std::string, std::vector<std::uint8_t>> packet_seeds();

/// A packet as these targets take it: behind the byte that says whose it is (see stream.hpp).
std::vector<std::uint8_t> as_input(Version version, Sender sender, Bytes packet);

}  // namespace mqttspec::fuzz
