// Encoding looks at values by itself and asks the decoder in doubt alone. Here the decoder is asked
// in any case, about every small packet of the kinds that are not left to it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "codec/check.hpp"
#include "codec/encode.hpp"
#include "codec/testing/hex.hpp"

namespace mqttspec {
namespace {

constexpr EncodeContext contexts[] = {{Version::v3_1_1, Sender::client},
                                      {Version::v3_1_1, Sender::server},
                                      {Version::v5_0, Sender::client},
                                      {Version::v5_0, Sender::server},
                                      {Version::v5_0, Sender::client, false}};

/// What is written is refused by the one if by the other, and for the same violation.
void expect_like_decoding(const Packet& packet, const EncodeContext& context) {
  std::vector<std::uint8_t> bytes(encoded_size(packet, context));
  const auto written = encode(packet, context, std::span(bytes));
  const auto read = check(
      bytes, {.version = context.version, .sender = context.sender, .strict = context.strict});
  ASSERT_EQ(written.has_value(), read.has_value()) << to_hex(bytes);
  if (!written) {
    ASSERT_EQ(std::get<Violation>(written.error()), std::get<Violation>(read.error()))
        << to_hex(bytes);
  }
}

template <class Acknowledgement>
void expect_every_code_like_decoding(const EncodeContext& context) {
  for (unsigned code = 0; code < 256; ++code)
    for (const std::uint16_t id : {std::uint16_t{0}, std::uint16_t{1}})
      for (const bool has_reason : {false, true}) {
        Acknowledgement packet{.packet_id = id, .reason_code = ReasonCode(code)};
        if (has_reason) packet.properties.reason_string = "r";
        expect_like_decoding(packet, context);
      }
}

TEST(EncodeProperty, EveryReasonCodeOfAcknowledgements) {
  for (const auto& context : contexts) {
    expect_every_code_like_decoding<Puback>(context);
    expect_every_code_like_decoding<Pubrec>(context);
    expect_every_code_like_decoding<Pubrel>(context);
    expect_every_code_like_decoding<Pubcomp>(context);
  }
}

/// Every text of up to `longest` characters of the alphabet, behind what there is.
template <class Visit>
void for_each_text(std::string& text, std::size_t longest, const Visit& visit) {
  visit(text);
  if (text.size() == longest) return;
  for (const char symbol : {'a', '/', '+', '#', '\0', '\xC3'}) {
    text.push_back(symbol);
    for_each_text(text, longest, visit);
    text.pop_back();
  }
}

TEST(EncodeProperty, EveryShortFilter) {
  for (const std::string begin :
       {"", "$shar", "$share", "$share/", "$share/g/", "$share/\xC3\x9F/"}) {
    std::string text = begin;
    for_each_text(text, begin.size() + 4, [](const std::string& filter) {
      for (const bool no_local : {false, true}) {
        const Subscription one[] = {{filter, Qos::at_least_once, no_local}};
        const Subscribe packet{.packet_id = 1, .subscriptions = std::span<const Subscription>(one)};
        for (const auto& context : contexts) expect_like_decoding(packet, context);
      }
      const TopicFilter one[] = {{filter}};
      const Unsubscribe packet{.packet_id = 1, .topic_filters = std::span<const TopicFilter>(one)};
      for (const auto& context : contexts) expect_like_decoding(packet, context);
    });
  }
}

TEST(EncodeProperty, PayloadsOfEverySmallSize) {
  std::vector<std::uint8_t> payload;
  for (std::size_t size = 0; size < 200; ++size) {
    const Publish packet{.topic = "t", .payload = payload};
    std::vector<std::uint8_t> bytes(encoded_size(packet, contexts[0]) + 1, 0xEE);
    ASSERT_TRUE(encode(packet, contexts[0], std::span(bytes).first(bytes.size() - 1)));
    ASSERT_EQ(bytes.back(), 0xEE) << size;
    bytes.pop_back();
    ASSERT_EQ(Bytes(bytes).last(size), Bytes(payload)) << size;
    payload.push_back(static_cast<std::uint8_t>(size * 7 + 1));
  }
}

}  // namespace
}  // namespace mqttspec
