// The faults that lie in how a broker cuts what arrives on a Network Connection into packets, or in
// what it answers first. They stand around the reference broker, which is where there are bytes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "codec/bytes.hpp"
#include "model/fault.hpp"

namespace mqttspec::model::mutations {

enum class StreamFault : std::uint8_t {
  none,
  highest_flag_overlooked,     // see overlook_highest_flag()
  codes_of_others_taken,       // see take_codes_of_others()
  bit_of_ack_code_overlooked,  // see overlook_bit_of_code()
  bit_of_disconnect_code_overlooked,
  bit_of_auth_code_overlooked,
  incomplete_taken_for_whole,  // see completions()
  follower_of_connect_lost,    // what comes in one piece with a CONNECT is forgotten
  pingresp_first,              // PINGRESP is sent ahead of other answers to the same piece
};

/// The fault of that kind that is on. No step of the model shows it, and so no script of packets.
StreamFault stream_fault(const FaultSet& faults);

/// A packet that has arrived whole, as the broker that overlooks a flag sees it.
void overlook_highest_flag(std::span<std::uint8_t> packet);
/// The same for one that looks only whether a Reason Code is one at all, in acknowledgements.
void take_codes_of_others(std::span<std::uint8_t> packet);
/// The same for one that does not look at the second bit of a Reason Code, in packets of these
/// types.
void overlook_bit_of_code(std::span<std::uint8_t> packet, PacketType first, PacketType last);
/// What the broker may take an incomplete packet for that ends with its connection: of these, the
/// first that is a packet.
std::vector<std::vector<std::uint8_t>> completions(Bytes incomplete);

}  // namespace mqttspec::model::mutations
