// A trace as lines.
#include "conformance/report/transcript.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::report {
namespace {

using Kind = model::TraceEvent::Kind;

model::TraceEvent event(Kind kind, model::Time at, std::vector<std::uint8_t> bytes = {},
                        std::optional<Packet> packet = {}) {
  auto shared = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
  return {kind, at, 4, Version::v5_0, std::move(shared), packet};
}

TEST(Transcript, EventsAreLines) {
  const model::Trace trace = {
      event(Kind::opened, 1000),
      event(Kind::client_packet, 1001, {0xc0, 0x00}, Pingreq{}),
      event(Kind::client_garbage, 1002, {0xff}),
      event(Kind::server_packet, 2003, {0xd0, 0x00}, Pingresp{}),
      event(Kind::server_garbage, 2004, {0x00, 0x01}),
      event(Kind::server_closed, 2005),
      event(Kind::client_closed, 12006),
  };
  EXPECT_EQ(plain_transcript(trace, {{4, "pub"}}),
            "    0.000 s  pub  connection opened\n"
            "    0.001 s  pub -> PINGREQ\n"
            "             c0 00\n"
            "    0.002 s  pub -> no valid packet, 1 bytes\n"
            "             ff\n"
            "    1.003 s  pub <- PINGRESP\n"
            "             d0 00\n"
            "    1.004 s  pub <- no valid packet, 2 bytes\n"
            "             00 01\n"
            "    1.005 s  pub  connection closed by the server\n"
            "   11.006 s  pub  connection closed by the client\n");
  EXPECT_EQ(plain_transcript({}, {}), "");
}

TEST(Transcript, TopicsAreThoseOfTheCase) {
  Publish publish;
  publish.topic = "mqttspec/k3x9/007/t";
  publish.properties.response_topic = "mqttspec/k3x9/007/answer";
  EXPECT_EQ(event_text(event(Kind::server_packet, 0, {}, publish), "mqttspec/k3x9/007/"),
            R"(PUBLISH "t" QoS0 0 B {Response Topic "answer"})");
}

TEST(Transcript, ConnectionWithoutNameHasANumber) {
  EXPECT_EQ(connection_name({{4, "pub"}}, 4), "pub");
  EXPECT_EQ(connection_name({{4, "pub"}}, 5), "c5");
}

}  // namespace
}  // namespace mqttspec::conformance::report
