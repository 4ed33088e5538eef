// Payloads become short and stay different, and what their size decides on is left alone.
#include "conformance/judges/short_payloads.hpp"

#include <gtest/gtest.h>

#include "conformance/play/trace_events.hpp"

namespace mqttspec::conformance::judges {
namespace {

model::TraceEvent message_of(std::string payload) {
  owned::Publish publish;
  publish.topic = "t";
  publish.payload = std::move(payload);
  std::vector<std::uint8_t> bytes(publish.payload.size() + 5);
  return play::sent_packet(publish, std::move(bytes), {0, 1, Version::v3_1_1});
}

std::string payload_of(const model::TraceEvent& event) {
  return std::string(as_text(std::get<Publish>(*event.packet).payload));
}

TEST(ShortPayloads, AreDifferentWhereLongOnesAre) {
  const model::Trace trace = {message_of(std::string(16'385, 'a')),
                              message_of(std::string(16'385, 'b')),
                              message_of(std::string(16'386, 'a')), message_of("short")};
  const ShortPayloads payloads(trace, {});
  std::set<std::string> seen;
  for (const auto& event : trace) {
    const auto shortened = payloads.shortened(event);
    EXPECT_LT(shortened.bytes->size(), 100U);
    EXPECT_EQ(shortened.kind, event.kind);
    EXPECT_EQ(payload_of(shortened), payload_of(payloads.shortened(event)));
    seen.insert(payload_of(shortened));
  }
  EXPECT_EQ(seen.size(), 4U);
  EXPECT_TRUE(seen.contains("short"));
}

TEST(ShortPayloads, LeaveAloneWhatMayBeTooLarge) {
  const model::Trace trace = {message_of(std::string(16'385, 'a'))};
  model::Profile limited;
  limited.maximum_packet_size = 17'000;
  const ShortPayloads payloads(trace, limited);
  EXPECT_FALSE(payloads.possible());
  EXPECT_EQ(payload_of(payloads.shortened(trace[0])).size(), 16'385U);
  limited.maximum_packet_size = 20'000;
  EXPECT_TRUE(ShortPayloads(trace, limited).possible());
}

}  // namespace
}  // namespace mqttspec::conformance::judges
