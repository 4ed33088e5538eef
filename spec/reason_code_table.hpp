// The Reason Codes of MQTT 5.0, who may send each in which packet, and the return codes of 3.1.1.
#pragma once

#include <array>

#include "spec/packet_table.hpp"

namespace mqttspec {

/// A Reason Code (5.0, section 2.4) or a return code (3.1.1, sections 3.2.2.3 and 3.9.3). Any byte
/// can arrive, so values outside the list occur. 0x00 has three names, one for each use.
enum class ReasonCode : std::uint8_t {
#define REASON(code, name, text) name = code,
#define USE(packet, name, sender)
#include "spec/reason_code_table.def"
#undef REASON
#undef USE
};

/// The Connect Return codes of 3.1.1 (table 3.1).
namespace return_code {
inline constexpr ReasonCode accepted{0};
inline constexpr ReasonCode unacceptable_protocol_version{1};
inline constexpr ReasonCode identifier_rejected{2};
inline constexpr ReasonCode server_unavailable{3};
inline constexpr ReasonCode bad_user_name_or_password{4};
inline constexpr ReasonCode not_authorized{5};
/// SUBACK's only failure code in 3.1.1.
inline constexpr ReasonCode failure{0x80};
}  // namespace return_code

struct ReasonUse {
  PacketType packet;
  ReasonCode code;
  Actor sender;
};

inline constexpr auto reason_uses = std::to_array<ReasonUse>({
#define REASON(code, name, text)
#define USE(packet, name, sender) {PacketType::packet, ReasonCode::name, Actor::sender},
#include "spec/reason_code_table.def"
#undef REASON
#undef USE
});

struct ReasonRow {
  ReasonCode code;
  std::string_view name;
};

/// One row per name; code 0x00 has three.
inline constexpr auto reason_table = std::to_array<ReasonRow>({
#define REASON(code, name, text) {ReasonCode::name, text},
#define USE(packet, name, sender)
#include "spec/reason_code_table.def"
#undef REASON
#undef USE
});

/// True for codes from 0x80 on, which report failure (5.0, section 2.4).
constexpr bool is_failure(ReasonCode code) { return static_cast<std::uint8_t>(code) >= 0x80; }

/// True if a 5.0 packet of this type from this sender may carry the code.
constexpr bool may_carry(PacketType packet, ReasonCode code, Sender sender) {
  for (const auto& use : reason_uses)
    if (use.packet == packet && use.code == code)
      return use.sender == Actor::both ||
             (use.sender == Actor::client) == (sender == Sender::client);
  return false;
}

/// The name that the code has in that packet, "unknown" if it has none there.
std::string_view reason_name(Version version, PacketType packet, ReasonCode code);

}  // namespace mqttspec
