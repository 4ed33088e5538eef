// The step function as others call it.
#include "model/broker/step.hpp"

#include <gtest/gtest.h>

namespace mqttspec::model::broker {
namespace {

/// A step gives the next state and leaves the one that it is given.
TEST(BrokerTest, StepsArePure) {
  const BrokerState state;
  PlainChooser chooser;
  const auto& profile = profiles().front();
  const auto opened = step(state, Opened{1}, profile, {}, chooser);
  EXPECT_TRUE(state.connections.empty());
  EXPECT_EQ(opened.next.connections.size(), 1U);
  EXPECT_TRUE(opened.outputs.empty());
  const Packet packet = Pingreq{};
  const auto one = step(opened.next, Received{1, &packet}, profile, {}, chooser);
  const auto other = step(opened.next, Received{1, &packet}, profile, {}, chooser);
  EXPECT_EQ(opened.next.connections.size(), 1U);
  EXPECT_EQ(one.outputs.size(), 1U);
  EXPECT_EQ(one.outputs.size(), other.outputs.size());
  EXPECT_TRUE(one.next.connections.empty());
  EXPECT_NE(one.fired.size(), 0U);
}

}  // namespace
}  // namespace mqttspec::model::broker
