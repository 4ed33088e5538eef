// How the bytes of a client become packets, however they were sent.
#include "conformance/judges/client_stream.hpp"

#include <gtest/gtest.h>

#include "conformance/packets/raw.hpp"
#include "conformance/play/trace_events.hpp"

namespace mqttspec::conformance::judges {

namespace {

// What comes out, a letter each: p for a packet, g for what is none.
std::string taken(std::vector<const char*> pieces) {
  ClientStream stream;
  std::string all;
  for (const auto* hex : pieces) {
    const auto bytes = packets::Raw(hex).bytes({play::Names("test", 1), Version::v5_0});
    const auto sent = play::sent_bytes(bytes, {0, 1, Version::v5_0});
    for (const auto& event : stream.take(sent.event))
      all += event.packet && event.kind == model::TraceEvent::Kind::client_packet ? 'p' : 'g';
    all += ' ';
  }
  return all;
}

TEST(ClientStream, CutsAndJoins) {
  EXPECT_EQ(taken({"c0 00"}), "p ");
  EXPECT_EQ(taken({"c0", "00"}), " p ");
  EXPECT_EQ(taken({"c0 00 c0 00"}), "pp ");
  EXPECT_EQ(taken({"c0 00 c0", "00"}), "p p ");
  EXPECT_EQ(taken({"c1 00"}), "g ");
  EXPECT_EQ(taken({"c1 00 c0 00"}), "gp ");
  // The rest of a packet that is none is skipped.
  EXPECT_EQ(taken({"c1 02 00", "00 c0 00"}), "g p ");
  EXPECT_EQ(taken({"30 05 00 01", "74 00 78"}), " p ");
}

}  // namespace
}  // namespace mqttspec::conformance::judges
