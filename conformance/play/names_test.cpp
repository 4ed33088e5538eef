// Names on the target, and back.
#include "conformance/play/names.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::play {
namespace {

TEST(Names, LocalTopicUndoesNames) {
  const Names names("k3x9", 7);
  for (const std::string_view local : {"t", "a/b", "#", "+/x", "$share/g/t", "$share/g/a/#"})
    EXPECT_EQ(local_topic(names.on_target(local)), local);
}

TEST(Names, LocalTopicLeavesOthersAlone) {
  for (const std::string_view topic :
       {"", "t", "$SYS/broker", "mqttspec/", "mqttspec/k3x9/007", "mqttspec/K3X9/007/t",
        "mqttspec/k3x9/07/t", "mqttspec/k3x9/0071/t", "$share/g", "$share/g/t"})
    EXPECT_EQ(local_topic(topic), topic);
}

}  // namespace
}  // namespace mqttspec::conformance::play
