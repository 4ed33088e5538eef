// The owned form of a packet says what the borrowed one says, for whatever may be sent.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "codec/encode.hpp"
#include "codec/owned.hpp"
#include "codec/testing/arbitrary.hpp"
#include "codec/testing/rapid_choices.hpp"

namespace mqttspec {
namespace {

using Buffer = std::vector<std::uint8_t>;

constexpr EncodeContext contexts[] = {
    {Version::v5_0, Sender::client},
    {Version::v5_0, Sender::server},
    {Version::v3_1_1, Sender::client},
    {Version::v3_1_1, Sender::server},
};

/// The same packet, with everything that it was made of gone.
owned::Packet owned_packet(Choices& choices, const EncodeContext& context) {
  return to_owned(arbitrary_packet(choices, context.version, context.sender).packet);
}

RC_GTEST_PROP(OwnedProperty, IsEncodedAlike, ()) {
  const auto bytes = many_choices();
  for (const auto& context : contexts) {
    Choices choices(bytes);
    const auto made = arbitrary_packet(choices, context.version, context.sender);
    const owned::Packet packet = to_owned(made.packet);
    Buffer of_borrowed;
    Buffer of_owned;
    const auto written = encode(made.packet, context, of_borrowed);
    const bool agree = written == encode(packet, context, of_owned);
    RC_ASSERT(agree);
    RC_ASSERT(written.has_value());
    RC_ASSERT(of_borrowed == of_owned);
    RC_ASSERT(encoded_size(packet, context) == of_owned.size());
    RC_ASSERT(type_of(packet) == type_of(made.packet));
    Buffer exact(of_owned.size());
    RC_ASSERT(encode(packet, context, std::span(exact)).has_value());
    RC_ASSERT(exact == of_owned);
  }
}

RC_GTEST_PROP(OwnedProperty, ComesBackAsViews, ()) {
  const auto bytes = many_choices();
  for (const auto& context : contexts) {
    Choices choices(bytes);
    const auto made = arbitrary_packet(choices, context.version, context.sender);
    const owned::Packet packet = to_owned(made.packet);
    const BorrowedPacket borrowed(packet);
    RC_ASSERT(borrowed.packet() == made.packet);
  }
}

RC_GTEST_PROP(OwnedProperty, OutlivesWhatItWasCopiedFrom, ()) {
  const auto bytes = many_choices();
  for (const auto& context : contexts) {
    Choices choices(bytes);
    const owned::Packet packet = owned_packet(choices, context);
    Choices again(bytes);
    RC_ASSERT(packet == owned_packet(again, context));
    RC_ASSERT(to_owned(BorrowedPacket(packet).packet()) == packet);
  }
}

}  // namespace
}  // namespace mqttspec
