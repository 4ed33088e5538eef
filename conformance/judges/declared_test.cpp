// What a CONNACK and the limits of a target make of a profile.
#include "conformance/judges/declared.hpp"

#include <gtest/gtest.h>

#include "conformance/judges/testing/played.hpp"

namespace mqttspec::conformance::judges {

using namespace play;

namespace {

const model::Profile& profile_of(std::string_view name) { return *model::find_profile(name); }

model::Profile declared(std::string_view name, Version version, const Limits& limits = {}) {
  const auto result = testing::played(testing::is_silent, version, {}, profile_of(name));
  return declared_by(result.trace, version, limits);
}

TEST(Declared, IsWhatConnackSays) {
  const auto small = declared("small", Version::v5_0);
  EXPECT_EQ(small.receive_maximum, profile_of("small").receive_maximum);
  EXPECT_EQ(small.maximum_packet_size, profile_of("small").maximum_packet_size);
  EXPECT_EQ(small.topic_alias_maximum, profile_of("small").topic_alias_maximum);
  EXPECT_EQ(declared("qos-1", Version::v5_0).maximum_qos, Qos::at_least_once);
  EXPECT_FALSE(declared("no-retain", Version::v5_0).retain_available);
  EXPECT_FALSE(declared("no-shared", Version::v5_0).shared_subscription_available);
  EXPECT_FALSE(declared("no-wildcards", Version::v5_0).wildcard_subscription_available);
}

TEST(Declared, IsWhatIsKnownWhereConnackSaysNothing) {
  EXPECT_EQ(declared("qos-1", Version::v3_1_1).maximum_qos, Qos::exactly_once);
  Limits limits;
  limits.lacks = {{Need::qos_2, ""}, {Need::retain, ""}};
  limits.session_s = 300;
  const auto told = declared("plain", Version::v3_1_1, limits);
  EXPECT_EQ(told.maximum_qos, Qos::at_least_once);
  EXPECT_FALSE(told.retain_available);
  EXPECT_EQ(told.maximum_session_expiry_interval, 300U);
}

model::TraceEvent connack(std::optional<std::uint16_t> receive_maximum) {
  Connack packet;
  packet.properties.receive_maximum = receive_maximum;
  return {model::TraceEvent::Kind::server_packet, 0, 1, Version::v5_0, nullptr, packet};
}

TEST(Declared, IsTheWidestOfWhatEachClientIsTold) {
  EXPECT_EQ(declared_by({connack(5), connack(9)}, Version::v5_0, {}).receive_maximum, 9);
  EXPECT_EQ(declared_by({connack(9), connack(5)}, Version::v5_0, {}).receive_maximum, 9);
  EXPECT_EQ(declared_by({connack(5), connack({})}, Version::v5_0, {}).receive_maximum,
            std::nullopt);
}

}  // namespace
}  // namespace mqttspec::conformance::judges
