// What encoding and decoding owe each other, over all legal packets and damaged ones.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "codec/decode.hpp"
#include "codec/encode.hpp"
#include "codec/testing/arbitrary.hpp"
#include "codec/testing/compare.hpp"
#include "codec/testing/hex.hpp"
#include "codec/testing/mutation.hpp"
#include "codec/testing/rapid_choices.hpp"

namespace mqttspec {
namespace {

/// Any legal packet, encoded, with all that is needed to read it again.
struct Sample {
  EncodeContext context;
  ArbitraryPacket made;
  std::vector<std::uint8_t> bytes;

  DecodeContext decode_context() const { return {context.version, context.sender}; }
};

Sample sample_from(Choices& choices) {
  Sample sample;
  sample.context.version = choices.flag() ? Version::v3_1_1 : Version::v5_0;
  sample.context.sender = choices.flag() ? Sender::server : Sender::client;
  sample.made = arbitrary_packet(choices, sample.context.version, sample.context.sender);
  const auto written = encode(sample.made.packet, sample.context, sample.bytes);
  if (!written) RC_FAIL("refused: " + describe(std::unexpected<DecodeFailure>(written.error())));
  return sample;
}

RC_GTEST_PROP(CodecProperty, DecodingGivesBackWhatWasEncoded, ()) {
  const auto bytes = many_choices();
  Choices choices(bytes);
  const Sample sample = sample_from(choices);
  RC_ASSERT(encoded_size(sample.made.packet, sample.context) == sample.bytes.size());

  const auto decoded = decode_packet(sample.bytes, sample.decode_context());
  if (!decoded) RC_FAIL(describe(decoded) + " in " + to_hex(sample.bytes));
  RC_ASSERT(decoded->size == sample.bytes.size());
  RC_ASSERT(decoded->packet == sample.made.packet);
  RC_TAG(std::string(to_string(type_of(decoded->packet))));
}

RC_GTEST_PROP(CodecProperty, WhatFollowsAPacketIsNotTouched, ()) {
  const auto bytes = many_choices();
  Choices choices(bytes);
  const Sample sample = sample_from(choices);
  auto longer = sample.bytes;
  for (auto more = 1 + choices.below(8); more > 0; --more) longer.push_back(choices.byte());
  const auto decoded = decode_packet(longer, sample.decode_context());
  RC_ASSERT(decoded.has_value());
  RC_ASSERT(decoded->size == sample.bytes.size());
  RC_ASSERT(decoded->packet == sample.made.packet);
}

RC_GTEST_PROP(CodecProperty, EveryPrefixAsksForNoMoreThanIsMissing, ()) {
  const auto bytes = many_choices();
  Choices choices(bytes);
  const Sample sample = sample_from(choices);
  const std::size_t step = 1 + sample.bytes.size() / 500;
  for (std::size_t size = 0; size < sample.bytes.size(); size += size < 8 ? 1 : step) {
    const auto decoded = decode_packet(Bytes(sample.bytes.data(), size), sample.decode_context());
    RC_ASSERT(!decoded.has_value());
    const auto* more = std::get_if<NeedMore>(&decoded.error());
    if (more == nullptr) RC_FAIL(describe(decoded) + " in " + to_hex(sample.bytes));
    RC_ASSERT(more->bytes > 0U);
    RC_ASSERT(more->bytes <= sample.bytes.size() - size);
    // From the end of the Fixed Header on, the count is exact.
    if (size >= 5) RC_ASSERT(more->bytes == sample.bytes.size() - size);
  }
}

RC_GTEST_PROP(CodecProperty, EncodingWhatWasDecodedIsCanonical, ()) {
  const auto bytes = many_choices();
  Choices choices(bytes);
  const Sample sample = sample_from(choices);
  const Sample other = sample_from(choices);
  const auto damaged = mutated(sample.bytes, other.bytes, choices);
  const auto decoded = decode_packet(damaged, sample.decode_context());
  RC_CLASSIFY(decoded.has_value());
  if (!decoded) return;

  std::vector<std::uint8_t> canonical;
  std::vector<std::uint8_t> twice;
  // What is contested was accepted, so that it has to be encoded if asked for.
  auto context = sample.context;
  context.strict = false;
  const auto written = encode(decoded->packet, context, canonical);
  if (!written) RC_FAIL("accepted, but not encoded again: " + to_hex(damaged));
  if (!decoded->contested) RC_ASSERT(encode(decoded->packet, sample.context, twice).has_value());
  RC_ASSERT(*written <= decoded->size);
  twice.clear();
  const auto again = decode_packet(canonical, sample.decode_context());
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->packet == decoded->packet);
  RC_ASSERT(encode(again->packet, context, twice).has_value());
  RC_ASSERT(twice == canonical);
}

template <class Typed>
void lose_packet_id(Packet& packet) {
  std::get<Typed>(packet).packet_id = 0;
}

/// One thing in a packet that its sender must not send.
struct IllegalRow {
  PacketType type;
  Sender sender;
  const char* how;
  void (*spoil)(Packet&);
};

constexpr IllegalRow illegal_rows[] = {
    {PacketType::connect, Sender::client, "zero Receive Maximum",
     [](Packet& p) { std::get<Connect>(p).properties.receive_maximum = 0; }},
    {PacketType::connect, Sender::client, "a flag of 2",
     [](Packet& p) { std::get<Connect>(p).properties.request_problem_information = 2; }},
    {PacketType::connect, Sender::client, "NUL in the Client Identifier",
     [](Packet& p) { std::get<Connect>(p).client_id = std::string_view("\0", 1); }},
    {PacketType::connect, Sender::client, "an empty Will Topic",
     [](Packet& p) { std::get<Connect>(p).will = Will{}; }},
    {PacketType::connack, Sender::server, "a code of another packet",
     [](Packet& p) { std::get<Connack>(p).reason_code = ReasonCode::keep_alive_timeout; }},
    {PacketType::connack, Sender::server, "Maximum QoS 2",
     [](Packet& p) { std::get<Connack>(p).properties.maximum_qos = 2; }},
    {PacketType::publish, Sender::client, "a wildcard in the Topic Name",
     [](Packet& p) { std::get<Publish>(p).topic = "a/+"; }},
    {PacketType::publish, Sender::client, "Topic Alias 0",
     [](Packet& p) { std::get<Publish>(p).properties.topic_alias = 0; }},
    {PacketType::publish, Sender::server, "a surrogate in the Response Topic",
     [](Packet& p) { std::get<Publish>(p).properties.response_topic = "\xED\xA0\x80"; }},
    {PacketType::puback, Sender::server, "no Packet Identifier", lose_packet_id<Puback>},
    {PacketType::pubrec, Sender::client, "a code that only a Server sends",
     [](Packet& p) { std::get<Pubrec>(p).reason_code = ReasonCode::no_matching_subscribers; }},
    {PacketType::pubrel, Sender::client, "no Packet Identifier", lose_packet_id<Pubrel>},
    {PacketType::subscribe, Sender::client, "Subscription Identifier 0",
     [](Packet& p) { std::get<Subscribe>(p).properties.subscription_identifier = 0; }},
    {PacketType::subscribe, Sender::client, "no Topic Filter",
     [](Packet& p) { std::get<Subscribe>(p).subscriptions = {}; }},
    {PacketType::suback, Sender::server, "no Reason Code",
     [](Packet& p) { std::get<Suback>(p).reason_codes = {}; }},
    {PacketType::unsubscribe, Sender::client, "no Topic Filter",
     [](Packet& p) { std::get<Unsubscribe>(p).topic_filters = {}; }},
    {PacketType::disconnect, Sender::client, "a code that only a Server sends",
     [](Packet& p) { std::get<Disconnect>(p).reason_code = ReasonCode::server_busy; }},
    {PacketType::disconnect, Sender::server, "Session Expiry Interval",
     [](Packet& p) { std::get<Disconnect>(p).properties.session_expiry_interval = 1; }},
    {PacketType::auth, Sender::server, "no Authentication Method",
     [](Packet& p) { std::get<Auth>(p).properties.authentication_method.reset(); }},
};

RC_GTEST_PROP(CodecProperty, SpoiledPacketsAreNotEncoded, ()) {
  const auto bytes = many_choices();
  for (const auto& [type, sender, how, spoil_it] : illegal_rows) {
    Choices choices(bytes);
    ArbitraryPacket made = arbitrary_packet_of(type, choices, Version::v5_0, sender);
    spoil_it(made.packet);
    std::vector<std::uint8_t> out;
    if (encode(made.packet, {Version::v5_0, sender}, out))
      RC_FAIL(std::string(to_string(type)) + " with " + how + " was encoded");
    RC_ASSERT(out.empty());
  }
}

}  // namespace
}  // namespace mqttspec
