// Which node of a target each connection of a case goes to, and when a client waits for another
// node.
#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/play/peer.hpp"
#include "conformance/play/testing/scripted_network.hpp"

namespace mqttspec::conformance::play {

using namespace packets;
using testing::ScriptedNetwork;

namespace {

constexpr Time settle = 70;

// A Server of two nodes that accepts all, and notes where each Client came to and when each
// PUBLISH arrived.
class TwoNodes final : public ScriptedNetwork {
 public:
  explicit TwoNodes(std::size_t nodes = 2)
      : ScriptedNetwork([this](ScriptedNetwork&, wire::ConnectionId connection, Bytes sent) {
          answer(connection, sent);
        }),
        nodes_(nodes) {}

  std::expected<wire::ConnectionId, std::string> connect_to(std::size_t node,
                                                            Version version) override {
    went_to.push_back(node);
    spoke.push_back(version);
    return connect();
  }
  std::size_t nodes() const override { return nodes_; }

  std::vector<std::size_t> went_to;
  std::vector<Version> spoke;
  std::vector<Time> published_at;

 private:
  void answer(wire::ConnectionId connection, Bytes sent) {
    const auto type = PacketType{static_cast<std::uint8_t>(sent[0] >> 4)};
    if (type == PacketType::connect) say(connection, "20 03 00 00 00");
    if (type == PacketType::subscribe) say(connection, "90 04 00 01 00 00");
    if (type == PacketType::pingreq) say(connection, "d0 00");
    if (type == PacketType::publish) published_at.push_back(now());
  }
  std::size_t nodes_;
};

Settings with_settle() {
  Settings settings;
  settings.settle = settle;
  return settings;
}

TEST(Nodes, PartnersTakeoversAndReturnsGoToAnother) {
  TwoNodes network;
  play::Run run(network, Version::v5_0, Names("test", 1), with_settle());
  (void)run.client("sub");       // the first client of the case
  Peer pub = run.client("pub");  // its partner
  (void)run.client("sub");       // takes over
  pub.drop_connection();
  pub.reconnect();      // comes back
  run.must_be_alive();  // both of them
  EXPECT_EQ(network.went_to, (std::vector<std::size_t>{0, 1, 1, 0, 0, 1}));
  const auto names = run.finish().connection_names;
  EXPECT_EQ(names.at(0), "sub@1");
  EXPECT_EQ(names.at(2), "sub@2");
  EXPECT_EQ(names.at(3), "pub@1");
}

TEST(Nodes, OfASingleOneNamesSayNothing) {
  TwoNodes network(1);
  play::Run run(network, Version::v5_0, Names("test", 1), {});
  (void)run.client("sub");
  (void)run.client("pub");
  EXPECT_EQ(network.went_to, (std::vector<std::size_t>{0, 0}));
  EXPECT_EQ(run.finish().connection_names.at(1), "pub");
}

TEST(Nodes, WhatOneWasToldIsWaitedForAtAnother) {
  TwoNodes network;
  play::Run run(network, Version::v5_0, Names("test", 1), with_settle());
  Peer sub = run.client("sub");
  Peer pub = run.client("pub");
  sub.send(packets::subscribe(1).filter("t"));
  (void)sub.expect(suback(1));
  const Time told = run.now();
  pub.send(publish("t", "one"));
  pub.send(publish("t", "two"));
  const Time published = run.now();
  sub.ping();
  EXPECT_EQ(network.published_at, (std::vector{told + settle, told + settle}));
  EXPECT_EQ(run.now(), published + settle);
}

TEST(Nodes, AtTheSameOneNothingIsWaitedFor) {
  TwoNodes network;
  play::Run run(network, Version::v5_0, Names("test", 1), with_settle());
  Peer both = run.client("both");
  both.send(packets::subscribe(1).filter("t"));
  (void)both.expect(suback(1));
  const Time told = run.now();
  both.send(publish("t", "one"));
  EXPECT_EQ(network.published_at, std::vector{told});
}

TEST(Nodes, WhoSpeaksTheOtherVersionGoesWhereThatIsServed) {
  TwoNodes network(1);
  Settings settings;
  settings.world = circumstances::CircumstanceId::other_version_partner;
  play::Run run(network, Version::v3_1_1, Names("test", 1), settings);
  (void)run.open("sub");
  (void)run.client("pub");
  EXPECT_EQ(network.spoke, (std::vector{Version::v3_1_1, Version::v5_0}));
}

}  // namespace
}  // namespace mqttspec::conformance::play
