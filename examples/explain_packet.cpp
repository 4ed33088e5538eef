// Decodes a packet of MQTT 5.0 from a Client, given in hexadecimal, and shows it field by field:
// explain_packet "30 08 0001 74 03 23 0003 21"
#include <cstdio>

#include "codec/decode.hpp"
#include "codec/explain.hpp"
#include "codec/printable.hpp"

using namespace mqttspec;

int main(int argc, char** argv) {
  const auto bytes = parse_hex(argc > 1 ? argv[1] : "C0 00");
  if (!bytes) return 2;
  const DecodeContext context{.version = Version::v5_0, .sender = Sender::client};

  for (const Field& field : explain(*bytes, context))
    std::printf("%4zu  %s: %s\n", field.offset, field.name.c_str(), field.value.c_str());

  const auto decoded = decode_packet(*bytes, context);
  if (decoded) {
    std::printf("a valid %s\n", to_string(type_of(decoded->packet)).data());
    return 0;
  }
  if (const auto* violation = std::get_if<Violation>(&decoded.error())) {
    const Statement& rule = violation->statement.row();
    std::printf("byte %zu breaks [%s]: %s\n", violation->offset, rule.id.data(),
                rule.summary.data());
  } else {
    std::printf("%zu bytes are missing\n", std::get<NeedMore>(decoded.error()).bytes);
  }
  return 1;
}
