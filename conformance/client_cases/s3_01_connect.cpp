// 3.1  CONNECT
#include "codec/notation.hpp"
#include "conformance/client_cases/sections.hpp"
#include "conformance/client_cases/vocabulary.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited connect_is_first = "MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5;

}  // namespace

std::span<const Case> s3_01_connect() {
  static const Case cases[] = {
      {"client/connect/is-the-first-packet",
       {connect_is_first},
       [](Visit& visit) {
         visit.ask_connect(visit.plain_connect());
         Line line = visit.next_line();
         const auto first = line.expect(anything());
         visit.must_hold(connect_is_first, type_of(first.packet) == PacketType::connect,
                         "CONNECT first", to_text(first.packet, visit.version()));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
