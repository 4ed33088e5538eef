// Decodes one packet given in hexadecimal and says what it is, or which rule it breaks where.
#include <iostream>
#include <string>
#include <vector>

#include "codec/decode.hpp"

int main(int argc, char** argv) {
  std::vector<std::uint8_t> bytes;
  const std::string hex = argc > 1 ? argv[1] : "300500016168 69";
  for (std::size_t i = 0; i < hex.size(); ++i)
    if (hex[i] != ' ')
      bytes.push_back(static_cast<std::uint8_t>(std::stoi(hex.substr(i++, 2), nullptr, 16)));

  const mqttspec::DecodeContext context{.version = mqttspec::Version::v3_1_1};
  const auto result = mqttspec::decode_packet(mqttspec::Bytes(bytes), context);
  if (result) {
    std::cout << to_string(type_of(result->packet)) << ", " << result->size << " bytes\n";
    if (const auto* publish = std::get_if<mqttspec::Publish>(&result->packet))
      std::cout << publish->topic << ": " << mqttspec::as_text(publish->payload) << '\n';
    return 0;
  }
  if (const auto* violation = std::get_if<mqttspec::Violation>(&result.error())) {
    const auto& rule = violation->statement.row();
    std::cout << to_string(violation->fault) << " at byte " << violation->offset << ": [" << rule.id
              << "] " << rule.summary << '\n';
  } else {
    std::cout << "the packet is cut short\n";
  }
  return 1;
}
