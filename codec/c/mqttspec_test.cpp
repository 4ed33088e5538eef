// The verdicts for C.
#include "codec/c/mqttspec.h"

#include <gtest/gtest.h>

#include "codec/bytes.hpp"

namespace mqttspec {
namespace {

mqttspec_verdict of(std::vector<std::uint8_t> bytes, int level = 5, int server = 0) {
  return mqttspec_decode(bytes.data(), bytes.size(), level, server);
}

TEST(C, PacketsHaveTheirSize) {
  const auto verdict = of({0xC0, 0, 0xC0});
  EXPECT_EQ(verdict.kind, MQTTSPEC_PACKET);
  EXPECT_EQ(verdict.size, 2U);
  EXPECT_EQ(verdict.statement, nullptr);
}

TEST(C, NothingIsIncomplete) {
  EXPECT_EQ(of({}).kind, MQTTSPEC_INCOMPLETE);
  const auto verdict = of({0x30, 9, 0, 1});
  EXPECT_EQ(verdict.kind, MQTTSPEC_INCOMPLETE);
  EXPECT_EQ(verdict.size, 7U);
}

TEST(C, ViolationsNameStatementAndByte) {
  const auto verdict = of({0x62, 3, 0, 0, 0});
  EXPECT_EQ(verdict.kind, MQTTSPEC_VIOLATION);
  EXPECT_EQ(verdict.size, 2U);
  EXPECT_STREQ(verdict.statement, "MQTT-2.2.1-5");
}

TEST(C, WhatIsContestedIsNeitherRightNorWrong) {
  const auto verdict = of({0xF0, 0}, 5, 1);  // AUTH without an Authentication Method
  EXPECT_EQ(verdict.kind, MQTTSPEC_CONTESTED);
  EXPECT_NE(verdict.statement, nullptr);
}

TEST(C, VersionAndSenderCount) {
  const std::vector<std::uint8_t> long_puback = {0x40, 3, 0, 1, 0};
  EXPECT_EQ(of(long_puback, 5).kind, MQTTSPEC_PACKET);
  EXPECT_EQ(of(long_puback, 4).kind, MQTTSPEC_VIOLATION);
  const std::vector<std::uint8_t> pingresp = {0xD0, 0};
  EXPECT_EQ(of(pingresp, 5, 1).kind, MQTTSPEC_PACKET);
  EXPECT_EQ(of(pingresp, 5, 0).kind, MQTTSPEC_VIOLATION);
}

}  // namespace
}  // namespace mqttspec
