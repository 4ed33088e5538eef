// For tests: tables of packets in hexadecimal, and what decoding each must give.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <span>
#include <vector>

#include "codec/decode.hpp"

namespace mqttspec {

using namespace mqttspec::literals;

/// The bytes of a text such as "30 [ {'a/b'} 'payload' ]": pairs of hexadecimal digits, characters
/// between single quotes, and the length of what stands in brackets ahead of it: [] as a Variable
/// Byte Integer, {} as a Two Byte Integer.
std::vector<std::uint8_t> packet_bytes(std::string_view text);

inline constexpr DecodeContext client_3_1_1{
    .version = Version::v3_1_1, .sender = Sender::client, .strict = true};
inline constexpr DecodeContext server_3_1_1{
    .version = Version::v3_1_1, .sender = Sender::server, .strict = true};
inline constexpr DecodeContext client_5_0{
    .version = Version::v5_0, .sender = Sender::client, .strict = true};
inline constexpr DecodeContext server_5_0{
    .version = Version::v5_0, .sender = Sender::server, .strict = true};

/// A List of the elements of an array.
template <class Element, std::size_t size>
constexpr List<Element> list(const Element (&elements)[size]) {
  return std::span<const Element>(elements);
}

/// A packet that is right, and what it says.
struct Accepted {
  std::string_view hex;
  Packet packet;
};

/// How a packet is wrong.
struct Wrong {
  ViolationKind kind;
  ReasonCode reason_code;
};
inline constexpr Wrong malformed{ViolationKind::malformed, ReasonCode::malformed_packet};
inline constexpr Wrong protocol_error{ViolationKind::protocol_error, ReasonCode::protocol_error};
inline constexpr Wrong unsupported_version{ViolationKind::protocol_error,
                                           ReasonCode::unsupported_protocol_version};
inline constexpr Wrong alias_invalid{ViolationKind::protocol_error,
                                     ReasonCode::topic_alias_invalid};
inline constexpr Wrong too_large{ViolationKind::protocol_error, ReasonCode::packet_too_large};

/// A packet that is wrong, the statement that it breaks and the byte at which it does.
struct Rejected {
  std::string_view hex;
  Wrong wrong;
  StatementId statement;
  std::size_t offset;
};

/// A packet that only a strict decoder rejects, for that statement and byte.
struct Contested {
  std::string_view hex;
  Packet packet;
  ReasonCode reason_code;
  StatementId statement;
  std::size_t offset;
};

/// Checks that each packet is decoded as the table says, with or without more bytes behind it, and
/// that each beginning of it is only a beginning. Strict or not makes no difference.
void expect_accepted(const DecodeContext& context, std::initializer_list<Accepted> rows);

/// Checks that each packet is rejected as the table says, and each beginning of it too, or found to
/// be only a beginning. Strict or not makes no difference.
void expect_rejected(const DecodeContext& context, std::initializer_list<Rejected> rows);

/// Checks that each packet is rejected as contested by a strict decoder, and accepted with a note
/// by the other.
void expect_contested(const DecodeContext& context, std::initializer_list<Contested> rows);

}  // namespace mqttspec
