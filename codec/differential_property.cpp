// The grammar against the second decoder: on legal packets, damaged ones and noise, they must agree
// in outcome, size, packet and violation.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "codec/encode.hpp"
#include "codec/testing/arbitrary.hpp"
#include "codec/testing/compare.hpp"
#include "codec/testing/mutation.hpp"
#include "codec/testing/rapid_choices.hpp"

namespace mqttspec {
namespace {

using Buffer = std::vector<std::uint8_t>;

constexpr DecodeContext contexts[] = {
    {Version::v5_0, Sender::client},
    {Version::v5_0, Sender::server},
    {Version::v3_1_1, Sender::client},
    {Version::v3_1_1, Sender::server},
    {.version = Version::v5_0, .sender = Sender::client, .strict = true},
    {.version = Version::v5_0, .sender = Sender::server, .strict = true},
};

Buffer some_packet(Choices& choices, const DecodeContext& context) {
  Buffer bytes;
  const auto made = arbitrary_packet(choices, context.version, context.sender);
  (void)encode(made.packet, {context.version, context.sender}, bytes);
  return bytes;
}

void must_agree(Bytes bytes, const DecodeContext& context) {
  const auto difference = disagreement(bytes, context);
  if (!difference.empty()) RC_FAIL(difference);
}

RC_GTEST_PROP(DifferentialProperty, LegalPackets, ()) {
  const auto bytes = many_choices();
  Choices choices(bytes);
  const auto context = choices.one_of(contexts);
  must_agree(some_packet(choices, context), context);
}

RC_GTEST_PROP(DifferentialProperty, DamagedPackets, ()) {
  const auto bytes = many_choices();
  Choices choices(bytes);
  const auto context = choices.one_of(contexts);
  const auto packet = some_packet(choices, context);
  const auto other = some_packet(choices, context);
  const auto damaged = mutated(packet, other, choices);
  must_agree(damaged, context);
  for (std::size_t size = 0; size < std::min<std::size_t>(damaged.size(), 64); ++size)
    must_agree(Bytes(damaged.data(), size), context);
}

RC_GTEST_PROP(DifferentialProperty, PacketsOfTheOtherSideOrVersion, ()) {
  const auto bytes = many_choices();
  Choices choices(bytes);
  const auto packet = some_packet(choices, choices.one_of(contexts));
  for (const auto& context : contexts) must_agree(packet, context);
}

RC_GTEST_PROP(DifferentialProperty, Noise, (const Buffer& bytes)) {
  for (const auto& context : contexts) must_agree(bytes, context);
}

RC_GTEST_PROP(DifferentialProperty, PacketsBeyondTheMaximumSize, ()) {
  const auto bytes = many_choices();
  Choices choices(bytes);
  auto context = choices.one_of(contexts);
  const auto packet = some_packet(choices, context);
  for (std::size_t below = 0; below < 3; ++below) {
    context.maximum_packet_size = packet.size() - std::min(below, packet.size());
    must_agree(packet, context);
  }
}

TEST(DifferentialProperty, MuchDamage) {
  const std::uint64_t cases = 40'000;
  for (std::uint64_t seed = 0; seed < cases; ++seed) {
    const auto bytes = seeded_choices(seed, 400);
    Choices choices(bytes);
    const auto context = choices.one_of(contexts);
    const auto packet = some_packet(choices, context);
    const auto damaged = mutated(packet, some_packet(choices, context), choices);
    const auto difference = disagreement(damaged, context);
    ASSERT_EQ(difference, "") << "seed " << seed;
  }
}

TEST(DifferentialProperty, EveryFirstByteWithEveryShortLength) {
  for (const auto& context : contexts) {
    for (unsigned first = 0; first < 256; ++first) {
      for (unsigned length = 0; length < 256; ++length) {
        const Buffer bytes = {
            static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(length), 0, 1, 0, 0};
        for (std::size_t size = 0; size <= bytes.size(); ++size)
          ASSERT_EQ(disagreement(Bytes(bytes.data(), size), context), "");
      }
    }
  }
}

TEST(DifferentialProperty, EverySmallBodyOfNotableBytes) {
  constexpr std::uint8_t notable[] = {0x00, 0x01, 0x02, 0x10, 0x15, 0x26, 0x80, '+', '#'};
  for (const auto& context : contexts) {
    for (const auto& row : packet_table) {
      Odometer odometer;
      do {
        Choices choices = odometer.choices();
        const auto flags = row.type == PacketType::publish ? choices.below(6) : row.flags;
        Buffer bytes = {static_cast<std::uint8_t>(static_cast<unsigned>(row.type) << 4 | flags), 0};
        bytes.resize(2 + choices.below(5));
        for (std::size_t i = 2; i < bytes.size(); ++i) bytes[i] = choices.one_of(notable);
        bytes[1] = static_cast<std::uint8_t>(bytes.size() - 2);
        ASSERT_EQ(disagreement(bytes, context), "");
      } while (odometer.next());
    }
  }
}

}  // namespace
}  // namespace mqttspec
