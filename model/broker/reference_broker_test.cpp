// The broker in bytes: streams cut anywhere, versions side by side, time, and blindness.
#include "model/broker/reference_broker.hpp"

#include <gtest/gtest.h>

#include "codec/decode.hpp"
#include "codec/encode.hpp"

namespace mqttspec::model::broker {
namespace {

std::vector<std::uint8_t> bytes_of(const Packet& packet, Version version) {
  std::vector<std::uint8_t> bytes;
  EXPECT_TRUE(encode(packet, {version, Sender::client}, bytes));
  return bytes;
}

std::vector<std::uint8_t> connect_bytes(Version version, std::string_view client_id) {
  Connect connect;
  connect.version = version;
  connect.clean_start = true;
  connect.keep_alive = 10;
  connect.client_id = client_id;
  return bytes_of(connect, version);
}

std::vector<std::uint8_t> subscribe_bytes(Version version) {
  const std::vector<Subscription> subscriptions = {{.topic_filter = "t"}};
  Subscribe subscribe;
  subscribe.packet_id = 1;
  subscribe.subscriptions = std::span<const Subscription>(subscriptions);
  return bytes_of(subscribe, version);
}

std::vector<std::uint8_t> publish_bytes(Version version, std::string_view payload) {
  Publish publish;
  publish.topic = "t";
  publish.payload = as_bytes(payload);
  return bytes_of(publish, version);
}

void append(std::vector<std::uint8_t>& to, const std::vector<std::uint8_t>& bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

TEST(ReferenceBrokerTest, StreamsMayBeCutAnywhere) {
  std::vector<std::uint8_t> stream = connect_bytes(Version::v5_0, "a");
  append(stream, subscribe_bytes(Version::v5_0));
  append(stream, publish_bytes(Version::v5_0, "one"));
  ReferenceBroker whole({}, {});
  const auto expected = whole.receive(whole.open(), Bytes(stream));
  ASSERT_EQ(expected.size(), 3U);
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    ReferenceBroker broker({}, {});
    const auto connection = broker.open();
    auto actions = broker.receive(connection, Bytes(stream).first(cut));
    for (auto& action : broker.receive(connection, Bytes(stream).subspan(cut)))
      actions.push_back(std::move(action));
    ASSERT_EQ(actions.size(), expected.size()) << cut;
    for (std::size_t i = 0; i < actions.size(); ++i) EXPECT_EQ(actions[i].bytes, expected[i].bytes);
  }
}

TEST(ReferenceBrokerTest, BothVersionsSideBySide) {
  ReferenceBroker broker({}, {});
  const auto old = broker.open();
  const auto current = broker.open();
  const std::vector<std::uint8_t> connack = {0x20, 2, 0, 0};
  EXPECT_EQ(broker.receive(old, Bytes(connect_bytes(Version::v3_1_1, "a"))).at(0).bytes, connack);
  broker.receive(old, Bytes(subscribe_bytes(Version::v3_1_1)));
  broker.receive(current, Bytes(connect_bytes(Version::v5_0, "b")));
  const auto actions = broker.receive(current, Bytes(publish_bytes(Version::v5_0, "x")));
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions[0].connection, old);
  EXPECT_EQ(actions[0].bytes, (std::vector<std::uint8_t>{0x30, 4, 0, 1, 't', 'x'}));
}

TEST(ReferenceBrokerTest, Time) {
  ReferenceBroker broker({}, {});
  EXPECT_EQ(broker.next_deadline(), std::nullopt);
  const auto connection = broker.open();
  broker.receive(connection, Bytes(connect_bytes(Version::v3_1_1, "a")));
  EXPECT_EQ(broker.next_deadline(), Time{15'000});
  EXPECT_TRUE(broker.advance(14'999).empty());
  const auto actions = broker.advance(15'000);
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_TRUE(actions[0].close);
  EXPECT_EQ(broker.now(), 15'000U);
  EXPECT_TRUE(broker.receive(connection, Bytes(publish_bytes(Version::v3_1_1, "x"))).empty());
}

TEST(ReferenceBrokerTest, NothingAfterAnErrorIsRead) {
  ReferenceBroker broker({}, {});
  const auto connection = broker.open();
  auto stream = connect_bytes(Version::v3_1_1, "a");
  append(stream, {0xC1, 0});  // PINGREQ with a flag
  append(stream, {0xC0, 0});
  const auto actions = broker.receive(connection, Bytes(stream));
  ASSERT_EQ(actions.size(), 2U);
  EXPECT_TRUE(actions[1].close);
  EXPECT_TRUE(broker.end(connection).empty());
}

/// A CONNECT that ends before its protocol level may come from a Client of 3.1.1, which must get no
/// CONNACK; one of 5.0 need not get any.
TEST(ReferenceBrokerTest, SilenceForAConnectWithoutProtocolLevel) {
  const auto whole = connect_bytes(Version::v5_0, "a");
  for (std::vector<std::uint8_t> bad :
       {std::vector<std::uint8_t>{0x10, 0}, std::vector<std::uint8_t>{0x10, 2, 0, 4},
        std::vector<std::uint8_t>{0x10, 6, 0, 4, 'M', 'Q', 'T', 'T'}}) {
    append(bad, whole);
    ReferenceBroker broker({}, {});
    const auto actions = broker.receive(broker.open(), Bytes(bad));
    ASSERT_EQ(actions.size(), 1U);
    EXPECT_TRUE(actions[0].close);
  }
}

using Pieces = std::vector<std::vector<std::uint8_t>>;

/// What the broker does on a connection on which the pieces arrive and which then ends, while
/// another Client is subscribed.
std::vector<std::vector<std::uint8_t>> played(const FaultSet& faults, const Pieces& pieces) {
  ReferenceBroker broker({}, faults);
  const auto other = broker.open();
  auto subscribed = connect_bytes(Version::v3_1_1, "other");
  append(subscribed, subscribe_bytes(Version::v3_1_1));
  broker.receive(other, Bytes(subscribed));
  const auto connection = broker.open();
  std::vector<std::vector<std::uint8_t>> seen;
  const auto look = [&](const std::vector<WireAction>& actions) {
    for (const auto& action : actions) seen.push_back(action.bytes);
  };
  for (const auto& piece : pieces) look(broker.receive(connection, Bytes(piece)));
  look(broker.end(connection));
  return seen;
}

TEST(ReferenceBrokerTest, FaultsOfStreams) {
  const auto connect = connect_bytes(Version::v3_1_1, "a");
  auto followed = connect;
  append(followed, {0xC0, 0});
  const std::vector<std::uint8_t> pubrel_1010 = {0x6A, 2, 0, 1};
  const std::vector<std::uint8_t> cut = {0x30, 4, 0, 1, 't'};
  struct Row {
    FaultId fault;
    Pieces pieces;
    Pieces seen_rightly;
    Pieces seen;
  };
  const std::vector<std::uint8_t> connack = {0x20, 2, 0, 0};
  const std::vector<std::uint8_t> pingresp = {0xD0, 0};
  const std::vector<std::uint8_t> closed;
  const Row rows[] = {
      {FaultId::highest_flag_overlooked,
       {connect, pubrel_1010},
       {connack, closed},
       {connack, {0x70, 2, 0, 1}}},
      {FaultId::incomplete_packet_taken_for_whole,
       {connect, cut},
       {connack},
       {connack, {0x30, 3, 0, 1, 't'}}},
      {FaultId::packet_behind_connect_lost, {followed}, {connack, pingresp}, {connack}},
      {FaultId::pingresp_before_connack, {followed}, {connack, pingresp}, {pingresp, connack}},
  };
  const auto connect_5_0 = connect_bytes(Version::v5_0, "a");
  const Pieces right = played({}, {connect_5_0, {0x62, 3, 0, 1, 0x82}});
  const Pieces wrong = played(FaultSet::of(FaultId::codes_of_other_packets_taken),
                              {connect_5_0, {0x62, 3, 0, 1, 0x82}});
  ASSERT_EQ(right.size(), 3U);
  EXPECT_EQ(right.back(), closed);
  ASSERT_EQ(wrong.size(), 2U);
  EXPECT_EQ(wrong.back()[0], 0x70);

  for (const auto& row : rows) {
    EXPECT_EQ(played({}, row.pieces), row.seen_rightly);
    EXPECT_EQ(played(FaultSet::of(row.fault), row.pieces), row.seen);
  }
}

TEST(ReferenceBrokerTest, BlindnessPassesOverThePacket) {
  const std::vector<std::uint8_t> bad = {0xC1, 0};
  ReferenceBroker seeing({}, {});
  const auto first = seeing.open();
  seeing.receive(first, Bytes(connect_bytes(Version::v3_1_1, "a")));
  DecodeContext context{.version = Version::v3_1_1};
  const auto failure = decode_packet(Bytes(bad), context);
  ASSERT_FALSE(failure);
  const auto statement = std::get<Violation>(failure.error()).statement;

  ReferenceBroker broker({}, FaultSet::blind_to(statement));
  const auto connection = broker.open();
  broker.receive(connection, Bytes(connect_bytes(Version::v3_1_1, "a")));
  auto stream = bad;
  append(stream, {0xC0, 0});
  const auto actions = broker.receive(connection, Bytes(stream));
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions[0].bytes, (std::vector<std::uint8_t>{0xD0, 0}));
}

/// A CONNECT that nobody can read is taken for a plain one by a broker that is blind to its fault.
TEST(ReferenceBrokerTest, BlindnessToAConnect) {
  auto bad = connect_bytes(Version::v3_1_1, "a");
  bad[9] |= 1;  // the reserved Connect Flag
  const auto failure = decode_packet(Bytes(bad), {.version = Version::v3_1_1});
  ASSERT_FALSE(failure);
  const auto statement = std::get<Violation>(failure.error()).statement;
  ReferenceBroker broker({}, FaultSet::blind_to(statement));
  const auto actions = broker.receive(broker.open(), Bytes(bad));
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions[0].bytes, (std::vector<std::uint8_t>{0x20, 2, 0, 0}));
}

/// What a faulty broker sends need not be legal.
TEST(ReferenceBrokerTest, IllegalPacketsAreSentByFaults) {
  ReferenceBroker broker({}, FaultSet::of(FaultId::suback_code_not_of_its_table));
  const auto connection = broker.open();
  broker.receive(connection, Bytes(connect_bytes(Version::v3_1_1, "a")));
  const auto actions = broker.receive(connection, Bytes(subscribe_bytes(Version::v3_1_1)));
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions[0].bytes, (std::vector<std::uint8_t>{0x90, 3, 0, 1, 3}));
}

TEST(ReferenceBrokerTest, RestartKeepsOrLosesTheState) {
  for (const bool kept : {true, false}) {
    ReferenceBroker broker({}, {});
    Connect connect;
    connect.version = Version::v3_1_1;
    connect.client_id = "a";
    const auto bytes = bytes_of(connect, Version::v3_1_1);
    broker.receive(broker.open(), Bytes(bytes));
    broker.restart(kept);
    const auto actions = broker.receive(broker.open(), Bytes(bytes));
    EXPECT_EQ(actions.at(0).bytes, (std::vector<std::uint8_t>{0x20, 2, kept, 0}));
  }
}

}  // namespace
}  // namespace mqttspec::model::broker
