// Explaining any bytes: the fields lie side by side, without gaps, and none ends behind the bytes.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "codec/explain.hpp"

namespace mqttspec {
namespace {

void expect_tiled(Bytes bytes, const DecodeContext& context) {
  std::size_t at = 0;
  for (const auto& field : explain(bytes, context)) {
    RC_ASSERT(field.offset == at);
    RC_ASSERT(field.size > 0U);
    RC_ASSERT(!field.name.empty());
    at += field.size;
  }
  RC_ASSERT(at <= bytes.size());
}

RC_GTEST_PROP(Explain, FieldsOfAnyBytesLieSideBySide,
              (const std::vector<std::uint8_t>& bytes, bool is_5_0)) {
  expect_tiled(bytes, {.version = is_5_0 ? Version::v5_0 : Version::v3_1_1});
}

// A header that fits leads the reader deep into each packet type.
RC_GTEST_PROP(Explain, FieldsBehindAHeaderThatFitsCoverThePacket,
              (std::uint8_t first, std::vector<std::uint8_t> body, bool is_5_0)) {
  body.resize(body.size() % 128);
  std::vector<std::uint8_t> packet = {first, static_cast<std::uint8_t>(body.size())};
  for (const auto byte : body) packet.push_back(byte % 40);  // small lengths, real properties
  const DecodeContext context{.version = is_5_0 ? Version::v5_0 : Version::v3_1_1};
  expect_tiled(packet, context);
  const auto fields = explain(packet, context);
  RC_ASSERT(fields.back().offset + fields.back().size == packet.size());
}

}  // namespace
}  // namespace mqttspec
