// See stream.hpp.
#include "model/mutations/stream.hpp"

#include <algorithm>

#include "spec/reason_code_table.hpp"

namespace mqttspec::model::mutations {

namespace {

struct Row {
  FaultId fault;
  StreamFault what;
};

constexpr Row rows[] = {
    {FaultId::highest_flag_overlooked, StreamFault::highest_flag_overlooked},
    {FaultId::codes_of_other_packets_taken, StreamFault::codes_of_others_taken},
    {FaultId::bit_of_acknowledgement_code_overlooked, StreamFault::bit_of_ack_code_overlooked},
    {FaultId::bit_of_disconnect_code_overlooked, StreamFault::bit_of_disconnect_code_overlooked},
    {FaultId::bit_of_auth_code_overlooked, StreamFault::bit_of_auth_code_overlooked},
    {FaultId::incomplete_packet_taken_for_whole, StreamFault::incomplete_taken_for_whole},
    {FaultId::packet_behind_connect_lost, StreamFault::follower_of_connect_lost},
    {FaultId::pingresp_before_connack, StreamFault::pingresp_first},
};

/// The Fixed Header of a packet, as far as it is there.
struct FixedHeader {
  std::size_t size = 1;
  std::size_t remaining_length = 0;
  bool whole = false;
};

FixedHeader fixed_header(Bytes bytes) {
  FixedHeader header;
  for (unsigned shift = 0; header.size < bytes.size() && shift < 28 && !header.whole; shift += 7) {
    const auto byte = bytes[header.size++];
    header.remaining_length |= std::size_t{byte & 0x7FU} << shift;
    header.whole = (byte & 0x80) == 0;
  }
  return header;
}

/// A packet with this body of up to 16,383 bytes.
std::vector<std::uint8_t> packet_of(std::uint8_t first, Bytes body) {
  std::vector<std::uint8_t> packet{first};
  if (body.size() > 127) packet.push_back(static_cast<std::uint8_t>(body.size() | 0x80));
  packet.push_back(static_cast<std::uint8_t>(body.size() > 127 ? body.size() >> 7 : body.size()));
  packet.insert(packet.end(), body.begin(), body.end());
  return packet;
}

}  // namespace

StreamFault stream_fault(const FaultSet& faults) {
  for (const auto& row : rows)
    if (faults.on(row.fault)) return row.what;
  return StreamFault::none;
}

void overlook_highest_flag(std::span<std::uint8_t> packet) {
  // In PUBLISH it has a meaning.
  if (packet[0] >> 4 != 3) packet[0] &= 0xF7;
}

void take_codes_of_others(std::span<std::uint8_t> packet) {
  const auto type = static_cast<PacketType>(packet[0] >> 4);
  if (type < PacketType::puback || type > PacketType::pubcomp) return;
  if (packet.size() < 5 || packet[1] != packet.size() - 2) return;
  const auto code = static_cast<ReasonCode>(packet[4]);
  const auto is_one = [&](const ReasonRow& row) { return row.code == code; };
  if (std::ranges::any_of(reason_table, is_one) && !may_carry(type, code, Sender::client))
    packet[4] = 0;
}

void overlook_bit_of_code(std::span<std::uint8_t> packet, PacketType first, PacketType last) {
  const auto type = static_cast<PacketType>(packet[0] >> 4);
  if (type < first || type > last) return;
  // Behind the Packet Identifier, if there is one.
  const std::size_t place = type <= PacketType::pubcomp ? 4 : 2;
  if (packet.size() > place && packet[1] == packet.size() - 2) packet[place] &= 0xBF;
}

std::vector<std::vector<std::uint8_t>> completions(Bytes incomplete) {
  constexpr std::size_t longest = 16'383;
  const auto header = fixed_header(incomplete);
  const auto body = incomplete.subspan(header.size);
  if (body.size() > longest) return {};
  // As long as it is, or filled up with what happens to stand in the buffer.
  std::vector<std::vector<std::uint8_t>> all = {packet_of(incomplete[0], body)};
  if (header.whole && header.remaining_length <= longest) {
    std::vector<std::uint8_t> filled(body.begin(), body.end());
    filled.resize(header.remaining_length);
    all.push_back(packet_of(incomplete[0], Bytes(filled)));
  }
  return all;
}

}  // namespace mqttspec::model::mutations
