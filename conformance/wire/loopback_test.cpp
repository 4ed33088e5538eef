// The broker in process: answers at once, closes in virtual time.
#include "conformance/wire/loopback.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::wire {
namespace {

// A CONNECT of 3.1.1: Clean Session, Keep Alive 10 s, no ClientId.
constexpr std::string_view connect{"\x10\x0c\x00\x04MQTT\x04\x02\x00\x0a\x00\x00", 14};
constexpr std::string_view connack{"\x20\x02\x00\x00", 4};

std::unique_ptr<Network> plain() { return make_loopback_network(model::profiles().front()); }

TEST(Loopback, AnswersWithoutTimeGoingBy) {
  const auto network = plain();
  const auto connection = network->connect();
  ASSERT_TRUE(connection);
  EXPECT_TRUE(network->send(*connection, as_bytes(connect)));
  const auto events = network->wait(0);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].connection, *connection);
  EXPECT_EQ(as_text(events[0].bytes), connack);
  EXPECT_EQ(network->now(), 0U);
}

TEST(Loopback, WaitsInVirtualTime) {
  const auto network = plain();
  EXPECT_TRUE(network->wait(86'400'000).empty());
  EXPECT_EQ(network->now(), 86'400'000U);
}

TEST(Loopback, TheBrokerClosesWhenItsTimeHasCome) {
  const auto network = plain();
  const auto connection = network->connect();
  network->send(*connection, as_bytes(connect));
  network->wait(0);
  // [MQTT-3.1.2-24]: one and a half times the Keep Alive, and nothing later waits for the deadline.
  const auto events = network->wait(600'000);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, NetworkEvent::Kind::closed);
  EXPECT_EQ(events[0].closing, Closing::fin);
  EXPECT_GE(events[0].at, 15'000U);
  EXPECT_LT(events[0].at, 30'000U);
  EXPECT_EQ(events[0].at, network->now());
  EXPECT_FALSE(network->send(*connection, as_bytes(connect)));
}

TEST(Loopback, NothingIsSeenOfAWireThatWasClosed) {
  const auto network = plain();
  const auto closed = network->connect();
  const auto cut = network->connect();
  network->send(*closed, as_bytes(connect));
  network->send(*cut, as_bytes(connect));
  network->close(*closed);
  network->cut(*cut);
  EXPECT_TRUE(network->wait(1'000).empty());
  EXPECT_FALSE(network->send(*closed, as_bytes(connect)));
}

TEST(Loopback, EveryNetworkHasABrokerOfItsOwn) {
  const auto target = make_loopback_target(model::profiles().front());
  const auto first = target->network();
  const auto second = target->network();
  first->wait(1'000);
  EXPECT_EQ(second->now(), 0U);
  EXPECT_TRUE(target->virtual_time());
}

}  // namespace
}  // namespace mqttspec::conformance::wire
