// What holds for all packets: which properties and Reason Codes each may carry, asked of the tables
// in spec/ for every value there is, and the two forms of decode().
#include "codec/decode.hpp"

#include "codec/decode_table.hpp"

namespace mqttspec {
namespace {

using ByteVector = std::vector<std::uint8_t>;

std::string_view shortest_value(Property property) {
  // Subscription Identifier and most ranges have no 0; no range lacks 1.
  switch (find_property(static_cast<std::uint32_t>(property))->type) {
    case PropertyType::byte:
    case PropertyType::variable_byte_integer:
      return "01";
    case PropertyType::two_byte_integer:
      return "0001";
    case PropertyType::four_byte_integer:
      return "00000001";
    case PropertyType::utf8_string:
    case PropertyType::binary_data:
      return "{'x'}";
    case PropertyType::utf8_string_pair:
      return "{'x'}{'x'}";
  }
  return {};
}

/// A packet of 5.0 around a property block: what stands ahead of and behind the properties.
struct Frame {
  PropertyHost host;
  std::string_view head;
  std::string_view tail;
  std::size_t offset;  // of the first property
  Sender sender;
};

constexpr Frame frames[] = {
    {PropertyHost::connect, "10 [ {'MQTT'} 05 00 0000 [", "] {} ]", 13, Sender::client},
    {PropertyHost::will, "10 [ {'MQTT'} 05 04 0000 00 {} [", "] {'w'} {} ]", 16, Sender::client},
    {PropertyHost::connack, "20 [ 00 00 [", "] ]", 5, Sender::server},
    {PropertyHost::publish, "30 [ {'a'} [", "] ]", 6, Sender::server},
    {PropertyHost::puback, "40 [ 0001 00 [", "] ]", 6, Sender::client},
    {PropertyHost::pubrec, "50 [ 0001 00 [", "] ]", 6, Sender::server},
    {PropertyHost::pubrel, "62 [ 0001 00 [", "] ]", 6, Sender::client},
    {PropertyHost::pubcomp, "70 [ 0001 00 [", "] ]", 6, Sender::server},
    {PropertyHost::subscribe, "82 [ 0001 [", "] {'a'} 00 ]", 5, Sender::client},
    {PropertyHost::suback, "90 [ 0001 [", "] 00 ]", 5, Sender::server},
    {PropertyHost::unsubscribe, "A2 [ 0001 [", "] {'a'} ]", 5, Sender::client},
    {PropertyHost::unsuback, "B0 [ 0001 [", "] 00 ]", 5, Sender::server},
    {PropertyHost::disconnect, "E0 [ 00 [", "] ]", 4, Sender::client},
    {PropertyHost::auth, "F0 [ 18 [", "] ]", 4, Sender::server},
};

ByteVector framed(const Frame& frame, const std::string& properties) {
  return packet_bytes(std::string(frame.head) + properties + std::string(frame.tail));
}

std::string hex_byte(std::size_t value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {digits[value >> 4], digits[value & 15]};
}

std::expected<Decoded, DecodeFailure> decode_framed(const Frame& frame, const ByteVector& bytes) {
  return decode_packet(Bytes(bytes),
                       {.version = Version::v5_0, .sender = frame.sender, .strict = true});
}

/// Allowed by the table, but not alone or not from the frame's sender.
bool depends_on_more(PropertyHost host, Property property) {
  if (host == PropertyHost::disconnect) return property == Property::server_reference;
  if (host == PropertyHost::connect || host == PropertyHost::connack)
    return property == Property::authentication_data;
  return host == PropertyHost::auth && property != Property::authentication_method;
}

TEST(Decode, EveryIdentifierInEveryBlock) {
  for (const Frame& frame : frames)
    for (std::size_t identifier = 0; identifier < 0x80; ++identifier) {
      const auto* row = find_property(static_cast<std::uint32_t>(identifier));
      const auto value = row == nullptr ? "" : shortest_value(row->property);
      const auto bytes = framed(frame, hex_byte(identifier) + std::string(value));
      const auto result = decode_framed(frame, bytes);
      SCOPED_TRACE(::testing::PrintToString(bytes));
      if (row != nullptr && find_place(frame.host, row->property) != nullptr) {
        EXPECT_EQ(result.has_value(), !depends_on_more(frame.host, row->property));
        continue;
      }
      ASSERT_FALSE(result);
      const Violation expected{"U5.0-2.2.2.2-1"_v5, frame.offset, ViolationKind::malformed,
                               ReasonCode::malformed_packet};
      EXPECT_TRUE(result.error() == DecodeFailure(expected));
    }
}

TEST(Decode, EveryPropertyTwice) {
  for (const PropertyPlace& place : property_places) {
    const auto& frame = *std::ranges::find(frames, place.host, &Frame::host);
    if (depends_on_more(place.host, place.property)) continue;
    const std::string once = hex_byte(static_cast<std::size_t>(place.property)) +
                             std::string(shortest_value(place.property));
    const auto bytes = framed(frame, once + once);
    const auto result = decode_framed(frame, bytes);
    SCOPED_TRACE(::testing::PrintToString(bytes));
    ASSERT_EQ(result.has_value(), place.occurrence == Occurrence::many);
    if (result) continue;
    const auto* violation = std::get_if<Violation>(&result.error());
    ASSERT_NE(violation, nullptr);
    EXPECT_EQ(violation->offset, frame.offset + packet_bytes(once).size());
    EXPECT_EQ(violation->kind, place.occurrence == Occurrence::unstated
                                   ? ViolationKind::contested
                                   : ViolationKind::protocol_error);
  }
}

TEST(Decode, EveryByteAndIntegerAtTheEndsOfItsRange) {
  for (const PropertyPlace& place : property_places) {
    const auto& frame = *std::ranges::find(frames, place.host, &Frame::host);
    const auto type = find_property(static_cast<std::uint32_t>(place.property))->type;
    const std::string identifier = hex_byte(static_cast<std::size_t>(place.property));
    if (type == PropertyType::byte) {
      for (std::size_t value = 0; value <= 0xFF; ++value)
        EXPECT_EQ(decode_framed(frame, framed(frame, identifier + hex_byte(value))).has_value(),
                  value >= place.minimum && value <= place.maximum);
    } else if (type == PropertyType::two_byte_integer) {
      EXPECT_EQ(decode_framed(frame, framed(frame, identifier + "0000")).has_value(),
                place.minimum == 0);
      EXPECT_TRUE(decode_framed(frame, framed(frame, identifier + "FFFF")));
    } else if (type == PropertyType::four_byte_integer) {
      EXPECT_EQ(decode_framed(frame, framed(frame, identifier + "00000000")).has_value(),
                place.minimum == 0);
      EXPECT_TRUE(decode_framed(frame, framed(frame, identifier + "FFFFFFFF")));
    }
  }
}

struct CodePlace {
  PacketType type;
  std::string_view head;
  std::string_view tail;
};

constexpr CodePlace code_places[] = {
    {PacketType::connack, "20 [ 00", "00 ]"},       {PacketType::puback, "40 [ 0001", "]"},
    {PacketType::pubrec, "50 [ 0001", "]"},         {PacketType::pubrel, "62 [ 0001", "]"},
    {PacketType::pubcomp, "70 [ 0001", "]"},        {PacketType::suback, "90 [ 0001 00", "]"},
    {PacketType::unsuback, "B0 [ 0001 00 00", "]"}, {PacketType::disconnect, "E0 [", "]"},
    {PacketType::auth, "F0 [", "[ 15{'m'} ] ]"},
};

TEST(Decode, EveryReasonCodeInEveryPacket) {
  for (const CodePlace& place : code_places)
    for (const Sender sender : {Sender::client, Sender::server}) {
      if (!may_send(Version::v5_0, sender, place.type)) continue;
      for (std::size_t code = 0; code <= 0xFF; ++code) {
        const auto bytes =
            packet_bytes(std::string(place.head) + hex_byte(code) + std::string(place.tail));
        const auto result = decode_packet(Bytes(bytes), {.sender = sender, .strict = true});
        EXPECT_EQ(result.has_value(), may_carry(place.type, ReasonCode(code), sender))
            << ::testing::PrintToString(bytes);
      }
    }
}

TEST(Decode, ThePacketIsHandedOverOnce) {
  struct Counter final : PacketVisitor {
    int calls = 0;
    void on(const Connect&) override { ++calls; }
    void on(const Connack&) override { ++calls; }
    void on(const Publish& packet) override {
      ++calls;
      EXPECT_EQ(packet.topic, "a");
    }
    void on(const Puback&) override { ++calls; }
    void on(const Pubrec&) override { ++calls; }
    void on(const Pubrel&) override { ++calls; }
    void on(const Pubcomp&) override { ++calls; }
    void on(const Subscribe&) override { ++calls; }
    void on(const Suback&) override { ++calls; }
    void on(const Unsubscribe&) override { ++calls; }
    void on(const Unsuback&) override { ++calls; }
    void on(const Pingreq&) override { ++calls; }
    void on(const Pingresp&) override { ++calls; }
    void on(const Disconnect&) override { ++calls; }
    void on(const Auth&) override { ++calls; }
  } counter;
  const auto good = packet_bytes("30 [ {'a'} 00 'xyz' ] C0 00");
  EXPECT_EQ(decode(Bytes(good), client_5_0, counter), 9U);
  EXPECT_EQ(counter.calls, 1);
  const auto bad = packet_bytes("30 [ {'a'} 02 'x' ]");
  EXPECT_FALSE(decode(Bytes(bad), client_5_0, counter));
  EXPECT_FALSE(decode({}, client_5_0, counter));
  EXPECT_EQ(counter.calls, 1);
}

}  // namespace
}  // namespace mqttspec
