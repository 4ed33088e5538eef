// See reason_codes.hpp.
#include "conformance/cases/reason_codes.hpp"

#include <fmt/format.h>

namespace mqttspec::conformance::cases {

namespace {

constexpr unsigned codes = 256;
constexpr std::size_t most_named = 48;
constexpr unsigned samples[] = {0x03, 0x05, 0x0F, 0x7F, 0xA3, 0xFF};

bool is_listed(unsigned code) {
  return std::ranges::find(reason_table, static_cast<ReasonCode>(code), &ReasonRow::code) !=
         std::end(reason_table);
}

bool fits(PacketType type, unsigned code) {
  return std::ranges::any_of(reason_uses, [&](const ReasonUse& use) {
    return use.packet == type && use.code == static_cast<ReasonCode>(code);
  });
}

}  // namespace

Codes codes_of_others(PacketType type) {
  Codes all(std::begin(samples), std::end(samples));
  for (unsigned code = 0; code < codes; ++code)
    if (is_listed(code) && !fits(type, code)) all.push_back(code);
  return all;
}

Codes unlisted_codes(const Run& run) {
  const unsigned step = run.settings().world.is_plain() ? 1 : 16;
  Codes all;
  for (unsigned code = step / 2; code < codes; code += step)
    if (!is_listed(code)) all.push_back(code);
  return all;
}

void Accepted::add(unsigned code) { codes_.push_back(code); }

std::string Accepted::text(std::size_t of) const {
  if (codes_.size() == of) return "it accepts every one";
  std::string text = "it accepts";
  for (const auto code : std::span(codes_).first(std::min(most_named, codes_.size())))
    text += fmt::format(" 0x{:02X}", code);
  return codes_.size() > most_named ? text + " and others" : text;
}

}  // namespace mqttspec::conformance::cases
