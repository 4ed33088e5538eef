// Owned packets: what is refused is refused in either form, and which lists a packet can have.
#include "codec/owned.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "codec/encode.hpp"

namespace mqttspec {
namespace {

struct RefusedRow {
  const char* name;
  owned::Packet packet;
};

const RefusedRow refused_rows[] = {
    {"no Packet Identifier", owned::Puback{}},
    {"an empty Topic Name", owned::Publish{}},
    {"NUL in the Topic Name", owned::Publish{.topic = std::string("a\0b", 3)}},
    {"a Response Topic with a wildcard",
     owned::Publish{.topic = "t", .properties = {.response_topic = "a/#"}}},
    {"a Correlation Data that is too long",
     owned::Publish{.topic = "t", .properties = {.correlation_data = std::string(65'536, 'c')}}},
    {"no Topic Filter", owned::Subscribe{.packet_id = 1}},
    {"Authentication Data alone", owned::Connect{.properties = {.authentication_data = "secret"}}},
    {"a Client's packet with a Server's code", owned::Disconnect{ReasonCode::server_busy, {}}},
};

TEST(Owned, IsRefusedForTheSameReason) {
  for (const auto& [name, packet] : refused_rows) {
    const BorrowedPacket borrowed(packet);
    std::vector<std::uint8_t> out;
    const auto refusal = encode(packet, {}, out);
    ASSERT_FALSE(refusal) << name;
    EXPECT_EQ(refusal, encode(borrowed.packet(), {}, out)) << name;
    EXPECT_TRUE(out.empty()) << name;
  }
}

TEST(Owned, EachListIsKept) {
  owned::Connect connect;
  connect.properties.user_properties = {{"a", "1"}, {"b", "2"}};
  connect.will = owned::Will{.topic = "w", .properties = {.user_properties = {{"c", "3"}}}};
  owned::Publish publish{.topic = "t"};
  publish.properties.subscription_identifiers = {{7}, {268'435'455}};
  const owned::Packet packets[] = {
      connect,
      publish,
      owned::Subscribe{.packet_id = 1, .subscriptions = {{"a/#", Qos::at_least_once, true}, {"b"}}},
      owned::Suback{.packet_id = 1,
                    .reason_codes = {ReasonCode::granted_qos_1, ReasonCode::not_authorized}},
      owned::Unsubscribe{.packet_id = 1, .topic_filters = {{"a/#"}, {"b"}}},
      owned::Unsuback{.packet_id = 1, .reason_codes = {ReasonCode::success}},
  };
  for (const auto& packet : packets) {
    const BorrowedPacket borrowed(packet);
    EXPECT_EQ(to_owned(borrowed.packet()), packet) << to_string(type_of(packet));
    EXPECT_NE(borrowed.packet(), Packet{}) << to_string(type_of(packet));
  }
  const BorrowedPacket borrowed(packets[0]);
  const auto& of_connect = std::get<Connect>(borrowed.packet());
  EXPECT_EQ(of_connect.properties.user_properties.size(), 2U);
  EXPECT_EQ((*of_connect.will->properties.user_properties.begin()).value, "3");
}

template <class AnyPacket, std::size_t... index>
void expect_types(std::index_sequence<index...>) {
  const AnyPacket packets[] = {std::variant_alternative_t<index, AnyPacket>{}...};
  for (const auto& packet : packets)
    EXPECT_EQ(type_of(packet), std::visit([](const auto& typed) { return typed.type; }, packet));
}

TEST(Owned, ThePlaceInTheVariantTellsTheType) {
  expect_types<Packet>(std::make_index_sequence<std::variant_size_v<Packet>>{});
  expect_types<owned::Packet>(std::make_index_sequence<std::variant_size_v<owned::Packet>>{});
}

TEST(Owned, ElementsHaveAnOrder) {
  std::vector<SubscriptionIdentifier> identifiers{{9}, {1}};
  std::ranges::sort(identifiers);
  EXPECT_EQ(identifiers.front().value, 1U);
  owned::UserProperties pairs{{"b", "1"}, {"a", "2"}, {"a", "1"}};
  std::ranges::sort(pairs);
  EXPECT_EQ(pairs, (owned::UserProperties{{"a", "1"}, {"a", "2"}, {"b", "1"}}));
}

}  // namespace
}  // namespace mqttspec
