// Names on the target, and back.
#include "conformance/play/names.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::play {
namespace {

TEST(Names, LocalTopicUndoesNames) {
  const Names names("k3x9", 7);
  for (const std::string_view local : {"t", "a/b", "#", "+/x", "$share/g/t", "$share/g/a/#"})
    EXPECT_EQ(local_topic(names.on_target(local), names.prefix()), local);
}

TEST(Names, LocalTopicLeavesOthersAlone) {
  const Names names("k3x9", 7);
  for (const std::string_view topic : {"", "t", "$SYS/broker", "mqttspec/k3x9/007",
                                       "mqttspec/k3x9/008/t", "$share/g", "$share/g/t"})
    EXPECT_EQ(local_topic(topic, names.prefix()), topic);
}

TEST(Names, BeginAsTheRunDemands) {
  const Names names("k3x9", 7, {.topic = "lab/7/", .client_id = "qa"});
  EXPECT_EQ(names.on_target("t"), "lab/7/k3x9/007/t");
  EXPECT_EQ(names.client_id("pub"), "qak3x9007pub");
}

}  // namespace
}  // namespace mqttspec::conformance::play
