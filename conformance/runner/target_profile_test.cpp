// Profiles of targets: what is read, and what is complained of.
#include "conformance/runner/target_profile.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::runner {

using namespace play;

namespace {

TEST(TargetProfile, IsRead) {
  const auto profile = parse_target_profile(R"({
    "name": "Broker", "version": "1.2", "package": "apt broker", "restart_s": 9,
    "lacks": ["qos_2", "retain"], "lacks_because": "its manual", "packet_size": 300,
    "configured": ["a sentence"]})");
  ASSERT_TRUE(profile) << profile.error();
  EXPECT_EQ(profile->name, "Broker");
  EXPECT_EQ(profile->version, "1.2");
  EXPECT_EQ(profile->package, "apt broker");
  EXPECT_EQ(profile->restart_limit, 9'000U);
  ASSERT_EQ(profile->limits.lacks.size(), 2U);
  EXPECT_NE(profile->limits.find(Need::retain), nullptr);
  EXPECT_EQ(profile->limits.find(Need::retain)->evidence, "its manual");
  EXPECT_EQ(profile->limits.packet_size, 300U);
  EXPECT_FALSE(profile->limits.queued);
}

TEST(TargetProfile, SaysWhatIsWrong) {
  struct Row {
    const char* text;
    const char* complaint;
  };
  const Row table[] = {
      {"{", "parse error"},
      {R"({"lacks": ["qos2"]})", "\"qos2\" is nothing that a target can lack"},
      {R"({"packet_size": "many"})", "type must be number"},
      {R"({"name": 7})", "type must be string"},
  };
  for (const auto& row : table) {
    const auto profile = parse_target_profile(row.text);
    ASSERT_FALSE(profile) << row.text;
    EXPECT_NE(profile.error().find(row.complaint), std::string::npos) << profile.error();
  }
}

}  // namespace
}  // namespace mqttspec::conformance::runner
