// The lines that `mqttspec serve --log` writes.
#include "conformance/wire/broker_log.hpp"

#include <gtest/gtest.h>

#include "model/broker/reference_broker.hpp"

namespace mqttspec::conformance::wire {
namespace {

TEST(BrokerLog, SaysEachPacketAndStatement) {
  BrokerLog log;
  std::string text;
  model::broker::ReferenceBroker broker(model::profiles().front(), {});
  broker.watch([&](const model::Input& input, std::span<const model::Output> outputs,
                   const model::RuleSet& applied) {
    text += log.lines(broker.now(), input, outputs, applied);
  });
  const std::string_view connect{"\x10\x0c\x00\x04MQTT\x04\x02\x00\x0a\x00\x00", 14};
  const auto connection = broker.open();
  broker.receive(connection, as_bytes(connect));
  broker.advance(1'500);
  broker.receive(connection, as_bytes(std::string_view("\xc0\0", 2)));
  broker.receive(connection, as_bytes(std::string_view("\xc1\0", 2)));
  const auto has = [&](std::string_view line) { return text.find(line) != text.npos; };
  EXPECT_TRUE(text.starts_with("0.000 s  1 opened\n0.000 s  1 > CONNECT")) << text;
  EXPECT_TRUE(has("\n0.000 s  1 < CONNACK 0x00 Connection Accepted [MQTT-3.1.4-4]\n  by 3.1.1: "))
      << text;
  EXPECT_TRUE(has("\n1.500 s  1 > PINGREQ\n1.500 s  1 < PINGRESP [MQTT-3.12.4-1]\n")) << text;
  EXPECT_TRUE(has("\n1.500 s  1 > malformed [MQTT-2.2.2-1] at byte 0\n1.500 s  1 < closed ["))
      << text;
}

TEST(BrokerLog, IsSilentWhereNothingHappens) {
  BrokerLog log;
  EXPECT_EQ(log.lines(5, model::Advance{5}, {}, {}), "");
}

}  // namespace
}  // namespace mqttspec::conformance::wire
