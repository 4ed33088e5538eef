// Complaints about what is not as expected.
#include "conformance/packets/compare.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "codec/notation.hpp"

namespace mqttspec::conformance::packets {

Mismatch wrong_type(const Packet& packet, PacketType wanted) {
  if (type_of(packet) == wanted) return std::nullopt;
  return fmt::format("it is a {}, not a {}", to_string(type_of(packet)), to_string(wanted));
}

std::string describe_codes(Version version, PacketType type, std::span<const ReasonCode> codes) {
  std::string text;
  for (const auto code : codes)
    text += (text.empty() ? "" : "|") + notation::code_text(version, type, code);
  return text;
}

Mismatch wrong_code(Version version, PacketType type, ReasonCode code,
                    std::span<const ReasonCode> permitted) {
  if (std::ranges::find(permitted, code) != permitted.end()) return std::nullopt;
  return is_not("the code", notation::code_text(version, type, code),
                describe_codes(version, type, permitted));
}

std::string is_not(std::string_view field, std::string_view got, std::string_view wanted) {
  return fmt::format("{} is {}, not {}", field, got, wanted);
}
std::string is_not(std::string_view field, unsigned got, unsigned wanted) {
  return fmt::format("{} is {}, not {}", field, got, wanted);
}

}  // namespace mqttspec::conformance::packets
