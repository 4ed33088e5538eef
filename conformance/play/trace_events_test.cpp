// What the trace says of a packet that was sent is what its bytes say.
#include "conformance/play/trace_events.hpp"

#include <gtest/gtest.h>

#include "conformance/cases/index.hpp"
#include "conformance/runner/runner.hpp"
#include "conformance/wire/loopback.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::play {
namespace {

void expect_packets_as_their_bytes(const model::Trace& trace, std::size_t& sent) {
  for (const auto& event : trace) {
    if (event.kind != model::TraceEvent::Kind::client_packet) continue;
    ++sent;
    const auto decoded =
        decode_packet(Bytes(*event.bytes), {.version = event.version, .sender = Sender::client});
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->packet, *event.packet);
  }
}

TEST(TraceEvents, SentPacketsAreWhatTheirBytesSay) {
  const auto target = wire::make_loopback_target(*model::find_profile("plain"), model::FaultSet());
  std::size_t sent = 0;
  for (const auto& group : cases::case_groups()) {
    for (const auto& each : group.cases) {
      for (const Version version : {Version::v3_1_1, Version::v5_0}) {
        if (!each.runs_in(version)) continue;
        SCOPED_TRACE(std::string(each.name) + " " + std::string(to_string(version)));
        const auto network = target->network();
        const auto result = runner::run_case(each, *network, version, Names("k3x9", 7), {});
        expect_packets_as_their_bytes(result.trace, sent);
      }
    }
  }
  EXPECT_GT(sent, 1000U);
}

TEST(TraceEvents, ReceivedOneAtATime) {
  const std::vector<std::uint8_t> two = {0xD0, 0x00, 0x40, 0x02, 0x00, 0x07};
  const Passage passage{5, 1, Version::v5_0};
  const auto first = received_packet(Bytes(two), passage, false);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->bytes->size(), 2U);
  EXPECT_TRUE(std::holds_alternative<Pingresp>(*first->packet));
  const auto cut = received_packet(Bytes(two).subspan(2, 3), passage, false);
  ASSERT_FALSE(cut);
  EXPECT_TRUE(std::holds_alternative<NeedMore>(cut.error()));
  const std::vector<std::uint8_t> wrong = {0x41, 0x02};
  const auto garbage = received_packet(Bytes(wrong), passage, false);
  ASSERT_FALSE(garbage);
  EXPECT_TRUE(std::holds_alternative<Violation>(garbage.error()));
}

TEST(TraceEvents, EitherVersion) {
  const std::vector<std::uint8_t> connack_3_1_1 = {0x20, 0x02, 0x00, 0x01};
  const Passage passage{5, 1, Version::v5_0};
  EXPECT_FALSE(received_packet(Bytes(connack_3_1_1), passage, false));
  const auto event = received_packet(Bytes(connack_3_1_1), passage, true);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->version, Version::v3_1_1);
}

TEST(TraceEvents, OfNeitherVersion) {
  // Session Present 1 beside a code that refuses, in the form of 5.0.
  const std::vector<std::uint8_t> connack = {0x20, 0x03, 0x01, 0x84, 0x00};
  for (const Version version : {Version::v3_1_1, Version::v5_0}) {
    const auto event = received_packet(Bytes(connack), {5, 1, version}, true);
    ASSERT_FALSE(event);
    const auto* violation = std::get_if<Violation>(&event.error());
    ASSERT_NE(violation, nullptr);
    EXPECT_EQ(violation->statement.version(), version);
  }
}

}  // namespace
}  // namespace mqttspec::conformance::play
