// Variable Byte Integers wherever they stand, and every first byte, against the simplest code that
// could do.
#include <gtest/gtest.h>

#include <algorithm>

#include "codec/grammar/s1_05_data_types.hpp"
#include "codec/testing/compare.hpp"

namespace mqttspec {
namespace {

using grammar::VariableByteIntegerRead;
using Ended = VariableByteIntegerRead::Ended;
using Buffer = std::vector<std::uint8_t>;

/// Section 1.5.5 by the letter: how the integer ends, and its value.
std::pair<Ended, std::uint32_t> naive(Bytes bytes) {
  std::uint32_t value = 0;
  std::uint32_t multiplier = 1;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    value += (bytes[i] & 127U) * multiplier;
    if ((bytes[i] & 128U) == 0)
      return {i > 0 && bytes[i] == 0 ? Ended::not_shortest : Ended::whole, value};
    if (i == 3) return {Ended::too_long, 0};
    multiplier *= 128;
  }
  return {Ended::cut, 0};
}

void expect_like_naive(Bytes bytes) {
  const auto [ended, value] = naive(bytes);
  const auto read = grammar::read_variable_byte_integer(bytes.data(), bytes.data() + bytes.size());
  ASSERT_EQ(read.ended, ended) << ::testing::PrintToString(bytes);
  if (ended == Ended::whole || ended == Ended::not_shortest) {
    ASSERT_EQ(read.value, value);
  }
}

TEST(VariableByteIntegers, OfUpToThreeBytesAll) {
  std::uint8_t bytes[3];
  for (unsigned a = 0; a < 256; ++a) {
    bytes[0] = static_cast<std::uint8_t>(a);
    expect_like_naive(Bytes(bytes, 1));
    for (unsigned b = 0; b < 256; ++b) {
      bytes[1] = static_cast<std::uint8_t>(b);
      expect_like_naive(Bytes(bytes, 2));
      // The third byte matters only behind two that continue.
      const unsigned step = a >= 128 && b >= 128 ? 1 : 85;
      for (unsigned c = 0; c < 256; c += step) {
        bytes[2] = static_cast<std::uint8_t>(c);
        expect_like_naive(Bytes(bytes, 3));
      }
    }
  }
}

constexpr std::uint8_t edges[] = {0x00, 0x01, 0x3F, 0x40, 0x7E, 0x7F,
                                  0x80, 0x81, 0xBF, 0xC0, 0xFE, 0xFF};

/// Calls `check` with every run of up to `longest` of the edges.
template <class Check>
void for_each_run(std::size_t longest, const Check& check) {
  Buffer run;
  const auto extend = [&](const auto& again) -> void {
    check(run);
    if (run.size() == longest) return;
    for (const std::uint8_t edge : edges) {
      run.push_back(edge);
      again(again);
      run.pop_back();
    }
  };
  extend(extend);
}

TEST(VariableByteIntegers, OfUpToFiveBytesAtTheEdges) {
  for_each_run(5, [](const Buffer& run) { expect_like_naive(run); });
}

TEST(VariableByteIntegers, AsRemainingLengthAtTheEdges) {
  for_each_run(5, [](const Buffer& run) {
    Buffer bytes = {0x30};
    bytes.insert(bytes.end(), run.begin(), run.end());
    const auto [ended, value] = naive(run);
    for (const Version version : {Version::v3_1_1, Version::v5_0}) {
      const DecodeContext context{.version = version};
      ASSERT_EQ(disagreement(bytes, context), "");
      const auto outcome = decode_packet(bytes, context);
      const auto* violation = outcome ? nullptr : std::get_if<Violation>(&outcome.error());
      const bool is_wrong =
          ended == Ended::too_long || (ended == Ended::not_shortest && version == Version::v5_0);
      if (is_wrong) {
        const auto end = std::ranges::find_if(run, [](auto byte) { return byte < 0x80; });
        const auto wrong = ended == Ended::too_long ? 4 : 1 + (end - run.begin());
        ASSERT_NE(violation, nullptr) << describe(outcome);
        ASSERT_EQ(violation->kind, ViolationKind::malformed);
        ASSERT_EQ(violation->offset, static_cast<std::size_t>(wrong)) << describe(outcome);
      } else if (ended == Ended::cut) {
        ASSERT_EQ(outcome.error(), DecodeFailure(NeedMore{1}));
      } else if (value > run.size()) {
        ASSERT_TRUE(std::holds_alternative<NeedMore>(outcome.error())) << describe(outcome);
      }
    }
  });
}

TEST(VariableByteIntegers, AsPropertyLengthAndSubscriptionIdentifierAtTheEdges) {
  for_each_run(4, [](const Buffer& run) {
    // A PUBLISH whose properties are the run, and one that has it as Subscription Identifier.
    Buffer length = {0x30, 0, 0, 1, 'a'};
    length.insert(length.end(), run.begin(), run.end());
    length[1] = static_cast<std::uint8_t>(length.size() - 2);
    Buffer identifier = {0x30, 0, 0, 1, 'a', static_cast<std::uint8_t>(1 + run.size()), 0x0B};
    identifier.insert(identifier.end(), run.begin(), run.end());
    identifier[1] = static_cast<std::uint8_t>(identifier.size() - 2);
    const DecodeContext context{.sender = Sender::server};
    ASSERT_EQ(disagreement(length, context), "");
    ASSERT_EQ(disagreement(identifier, context), "");
    const auto outcome = decode_packet(identifier, context);
    const auto [ended, value] = naive(run);
    if (ended != Ended::whole || value == 0) {
      ASSERT_FALSE(outcome.has_value());
    } else if (std::ranges::count_if(run, [](auto byte) { return byte < 0x80; }) == 1 &&
               run.back() < 0x80) {  // else another property would begin behind it
      ASSERT_TRUE(outcome.has_value()) << describe(outcome);
      const auto& properties = std::get<Publish>(outcome->packet).properties;
      ASSERT_EQ((*properties.subscription_identifiers.begin()).value, value);
    }
  });
}

TEST(FirstBytes, AllInBothVersionsFromBothSides) {
  for (const Version version : {Version::v3_1_1, Version::v5_0})
    for (const Sender sender : {Sender::client, Sender::server})
      for (unsigned byte = 0; byte < 256; ++byte) {
        const Buffer bytes = {static_cast<std::uint8_t>(byte)};
        const DecodeContext context{.version = version, .sender = sender};
        const auto outcome = decode_packet(bytes, context);
        const unsigned type = byte >> 4;
        const unsigned flags = byte & 15;
        bool right = type != 0 && may_send(version, sender, PacketType(type));
        if (right && type == 3)
          right =
              flags != 6 && flags != 7 && flags != 14 && flags != 15 && flags != 8 && flags != 9;
        else if (right)
          right = flags == (type == 6 || type == 8 || type == 10 ? 2 : 0);
        ASSERT_EQ(std::holds_alternative<NeedMore>(outcome.error()), right) << byte;
        ASSERT_EQ(disagreement(bytes, context), "");
      }
}

}  // namespace
}  // namespace mqttspec
