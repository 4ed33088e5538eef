// A fault of the Client works under its condition alone, and the conditions hold where they say.
#include <gtest/gtest.h>

#include "codec/encode.hpp"
#include "codec/owned.hpp"
#include "model/client/conditional_client.hpp"
#include "model/client/occurrence.hpp"

namespace mqttspec::model::client {
namespace {

constexpr auto at(ConditionId id) { return static_cast<std::size_t>(id); }

std::vector<std::uint8_t> bytes_of(const owned::Packet& packet) {
  std::vector<std::uint8_t> bytes;
  EXPECT_TRUE(encode(packet, {.version = Version::v5_0, .sender = Sender::server}, bytes));
  return bytes;
}

owned::Publish message(std::uint16_t packet_id, std::string payload = "x") {
  owned::Publish publish;
  publish.topic = "t";
  publish.payload = std::move(payload);
  publish.qos = Qos::at_least_once;
  publish.packet_id = packet_id;
  return publish;
}

/// A Client that is connected, and what it does with messages of QoS 1.
class Connected {
 public:
  explicit Connected(const FaultSet& faults, bool clean_start = true)
      : client_(profiles().front(), faults, plain_, &showing) {
    owned::Connect connect;
    connect.version = Version::v5_0;
    connect.client_id = "a";
    connect.clean_start = clean_start;
    const owned::Packet packet = connect;
    const BorrowedPacket borrowed(packet);
    client_.ask(borrowed.packet());
    client_.established();
    receive(owned::Connack{});
  }

  std::vector<ClientAction> receive(const owned::Packet& packet) {
    return client_.receive(Bytes(bytes_of(packet)));
  }
  std::vector<ClientAction> receive(const std::vector<std::uint8_t>& bytes) {
    return client_.receive(Bytes(bytes));
  }
  bool acknowledges(const owned::Packet& packet) { return sends_something(receive(packet)); }

  static bool sends_something(const std::vector<ClientAction>& actions) {
    return std::ranges::any_of(actions, [](const auto& each) { return !each.bytes.empty(); });
  }

  Showing showing;

 private:
  PlainChooser plain_;
  ConditionalClient client_;
};

FaultSet no_puback_when(ConditionId condition) {
  return FaultSet::of(FaultId::puback_omitted).when(condition);
}

TEST(ConditionalClient, CountsHowOftenItsFaultWouldHaveShown) {
  Connected first(no_puback_when(ConditionId::first_time_only));
  EXPECT_FALSE(first.acknowledges(message(1)));
  EXPECT_TRUE(first.acknowledges(message(2)));
  Connected second(no_puback_when(ConditionId::second_time_on));
  EXPECT_TRUE(second.acknowledges(message(1)));
  EXPECT_FALSE(second.acknowledges(message(2)));
  EXPECT_FALSE(second.acknowledges(message(3)));
  Connected tenth(no_puback_when(ConditionId::tenth_time_on));
  for (std::uint16_t id = 1; id <= 10; ++id) EXPECT_EQ(tenth.acknowledges(message(id)), id < 10);
}

TEST(ConditionalClient, LooksAtThePacketThatArrives) {
  Connected by_id(no_puback_when(ConditionId::packet_id_above_255));
  EXPECT_TRUE(by_id.acknowledges(message(255)));
  EXPECT_FALSE(by_id.acknowledges(message(256)));
  Connected by_size(no_puback_when(ConditionId::packet_of_128_bytes));
  EXPECT_TRUE(by_size.acknowledges(message(1)));
  EXPECT_FALSE(by_size.acknowledges(message(2, std::string(128, 'x'))));
  Connected by_payload(no_puback_when(ConditionId::payload_is_empty));
  EXPECT_TRUE(by_payload.acknowledges(message(1)));
  EXPECT_FALSE(by_payload.acknowledges(message(2, "")));
  Connected by_start(no_puback_when(ConditionId::asks_for_clean_start), false);
  EXPECT_TRUE(by_start.acknowledges(message(1)));
}

TEST(ConditionalClient, LooksAtHowItArrives) {
  Connected in_pieces(no_puback_when(ConditionId::packet_arrived_in_pieces));
  EXPECT_TRUE(in_pieces.acknowledges(message(1)));
  auto bytes = bytes_of(message(2));
  const std::vector<std::uint8_t> rest(bytes.begin() + 3, bytes.end());
  bytes.resize(3);
  EXPECT_FALSE(Connected::sends_something(in_pieces.receive(bytes)));
  EXPECT_FALSE(Connected::sends_something(in_pieces.receive(rest)));

  Connected with_others(no_puback_when(ConditionId::packet_arrived_with_others));
  EXPECT_TRUE(with_others.acknowledges(message(1)));
  auto both = bytes_of(message(2));
  const auto other = bytes_of(message(3));
  both.insert(both.end(), other.begin(), other.end());
  EXPECT_FALSE(Connected::sends_something(with_others.receive(both)));
}

TEST(ConditionalClient, NotesWhereItsFaultShows) {
  Connected client(FaultSet::of(FaultId::puback_omitted));
  EXPECT_EQ(client.showing.steps, 0U);
  client.receive(message(1));
  EXPECT_EQ(client.showing.steps, 1U);
  EXPECT_TRUE(client.showing.is_same_under(ConditionId::message_at_qos_1));
  EXPECT_TRUE(client.showing.is_same_under(ConditionId::asks_for_clean_start));
  EXPECT_FALSE(client.showing.ever[at(ConditionId::packet_id_above_255)]);
  client.receive(message(256));
  EXPECT_EQ(client.showing.steps, 2U);
  EXPECT_TRUE(client.showing.ever[at(ConditionId::packet_id_above_255)]);
  EXPECT_FALSE(client.showing.is_same_under(ConditionId::packet_id_above_255));
}

TEST(ClientOccurrence, FindsWhatAFaultCanMeet) {
  for (const auto version : {Version::v3_1_1, Version::v5_0}) {
    const auto found =
        find_occurring(FaultSet::of(FaultId::puback_omitted), version, profiles().front(), 60);
    for (const auto id :
         {ConditionId::message_at_qos_1, ConditionId::has_returned, ConditionId::has_resumed,
          ConditionId::second_time_on, ConditionId::tenth_time_on, ConditionId::topic_is_deep,
          ConditionId::packet_arrived_in_pieces, ConditionId::packet_of_16384_bytes})
      EXPECT_TRUE(found[at(id)]) << conditions()[at(id)].name;
    // A PUBACK answers no message of another QoS.
    EXPECT_FALSE(found[at(ConditionId::message_at_qos_0)]);
    EXPECT_FALSE(found[at(ConditionId::message_at_qos_2)]);
    EXPECT_EQ(found[at(ConditionId::packet_has_user_property)], version == Version::v5_0);
  }
}

}  // namespace
}  // namespace mqttspec::model::client
