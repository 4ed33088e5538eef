// Where encoded fields go: a Counter that only measures, and a Writer that fills a buffer measured
// before. Both take the same calls, so that one description of a packet serves both passes.
#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <optional>

#include "codec/bytes.hpp"
#include "codec/topic.hpp"
#include "codec/utf8.hpp"
#include "codec/violation.hpp"

namespace mqttspec::encoding {

using namespace literals;

/// What a Two Byte Integer in front of a string or Binary Data can count.
inline constexpr std::size_t longest_field = 65'535;

/// Bytes that a Variable Byte Integer takes (5.0 section 1.5.5). Values above 268,435,455 are given
/// the five bytes that decoding refuses.
constexpr std::size_t size_of_variable_byte_integer(std::size_t value) {
  std::size_t size = 1;
  while (value >= 128) {
    value /= 128;
    ++size;
  }
  return size;
}

/// The sizes of a packet's property blocks in the order in which they stand: CONNECT has two.
using BlockSizes = std::array<std::size_t, 2>;

template <std::size_t size>
void copy_both_ends(std::uint8_t* to, const std::uint8_t* from, std::size_t whole) {
  std::array<std::uint8_t, size> begin;
  std::array<std::uint8_t, size> end;
  std::memcpy(begin.data(), from, size);
  std::memcpy(end.data(), from + whole - size, size);
  std::memcpy(to, begin.data(), size);
  std::memcpy(to + whole - size, end.data(), size);
}

/// Copies; what is short, as most fields are, without a call.
inline void copy(std::uint8_t* to, const std::uint8_t* from, std::size_t size) {
  if (size > 64) {
    std::memcpy(to, from, size);
  } else if (size >= 32) {
    copy_both_ends<32>(to, from, size);
  } else if (size >= 16) {
    copy_both_ends<16>(to, from, size);
  } else if (size >= 8) {
    copy_both_ends<8>(to, from, size);
  } else if (size >= 4) {
    copy_both_ends<4>(to, from, size);
  } else if (size >= 2) {
    copy_both_ends<2>(to, from, size);
  } else if (size == 1) {
    *to = *from;
  }
}

/// Measures.
class Counter {
 public:
  void byte(std::uint8_t) { size_ += 1; }
  void two_byte_integer(std::uint16_t) { size_ += 2; }
  void four_byte_integer(std::uint32_t) { size_ += 4; }
  void variable_byte_integer(std::uint32_t value) { size_ += size_of_variable_byte_integer(value); }
  void string(std::string_view text) { size_ += 2 + text.size(); }
  void topic_name(std::string_view text) { string(text); }
  void topic_filter(std::string_view text) { string(text); }
  void binary(Bytes bytes, Cited) { size_ += 2 + bytes.size(); }
  void raw(Bytes bytes) { size_ += bytes.size(); }
  void must_not_be_present(Cited) {}
  void doubt_if(bool) {}

  /// A Property Length and the properties that `write_properties` puts.
  template <class Properties>
  void block(const Properties& write_properties) {
    const std::size_t before = size_;
    write_properties();
    assert(block_count_ < blocks_.size());
    blocks_[block_count_] = size_ - before;
    size_ += size_of_variable_byte_integer(blocks_[block_count_++]);
  }

  std::size_t size() const { return size_; }
  const BlockSizes& blocks() const { return blocks_; }

 private:
  std::size_t size_ = 0;
  BlockSizes blocks_{};
  std::size_t block_count_ = 0;
};

/// Writes into a buffer that is large enough, and notes the first field that no bytes can express.
/// On the way it looks at the values: where it has no doubt, decoding would find nothing wrong with
/// them; a doubt says nothing.
class Writer {
 public:
  Writer(std::uint8_t* buffer, Version version, const BlockSizes& blocks)
      : begin_(buffer), at_(buffer), version_(version), blocks_(blocks) {}

  void byte(std::uint8_t value) { *at_++ = value; }
  void two_byte_integer(std::size_t value) {
    byte(static_cast<std::uint8_t>(value >> 8));
    byte(static_cast<std::uint8_t>(value));
  }
  void four_byte_integer(std::uint32_t value) {
    two_byte_integer(value >> 16);
    two_byte_integer(value & 0xFFFF);
  }
  void variable_byte_integer(std::size_t value) {
    for (; value >= 128; value /= 128) byte(static_cast<std::uint8_t>(value % 128 + 128));
    byte(static_cast<std::uint8_t>(value));
  }
  void string(std::string_view text) { checked_text<find_text_fault>(text); }
  /// An empty one is the caller's doubt.
  void topic_name(std::string_view text) { checked_text<find_topic_name_fault>(text); }
  void topic_filter(std::string_view text) {
    doubt_if(text.empty());
    if (version_ == Version::v5_0 && is_shared(text)) {
      SharedFilter shared;
      doubt_if(!parse_shared(text, shared) || has_fault<find_text_fault>(text));
      field(as_bytes(text), longest_text);
    } else {
      checked_text<find_topic_filter_fault>(text);
    }
  }
  /// `limit` is the statement that bounds the length.
  void binary(Bytes bytes, Cited limit) { field(bytes, limit); }
  void raw(Bytes bytes) {
    copy(at_, bytes.data(), bytes.size());
    at_ += bytes.size();
  }
  /// The packet holds something for this place that `rule` keeps out of it.
  void must_not_be_present(Cited rule) { refuse(rule); }
  void doubt_if(bool doubtful) { doubt_ |= doubtful; }

  template <class Properties>
  void block(const Properties& write_properties) {
    const std::size_t size = blocks_[block_count_++];
    variable_byte_integer(size);
    if (size != 0) write_properties();
  }

  std::size_t size() const { return static_cast<std::size_t>(at_ - begin_); }
  bool has_doubt() const { return doubt_; }
  std::optional<Violation> refusal() const { return refusal_; }

 private:
  static constexpr Cited longest_text = "U3.1.1-1.5.3-2"_v311 | "U5.0-1.5.4-2"_v5;

  template <const std::uint8_t* (*find_fault)(const std::uint8_t*, const std::uint8_t*)>
  static bool has_fault(std::string_view text) {
    const Bytes bytes = as_bytes(text);
    const auto* const end = bytes.data() + bytes.size();
    return !text.empty() && find_fault(bytes.data(), end) != end;
  }
  template <const std::uint8_t* (*find_fault)(const std::uint8_t*, const std::uint8_t*)>
  void checked_text(std::string_view text) {
    doubt_if(has_fault<find_fault>(text));
    field(as_bytes(text), longest_text);
  }
  void field(Bytes bytes, Cited limit) {
    if (bytes.size() > longest_field) refuse(limit);
    two_byte_integer(std::min(bytes.size(), longest_field));
    raw(bytes);
  }
  void refuse(Cited rule) {
    doubt_ = true;
    if (refusal_) return;
    const auto statement = rule.of(version_);
    assert(statement);
    refusal_ = {*statement, size(), ViolationKind::malformed, ReasonCode::malformed_packet};
  }

  std::uint8_t* begin_;
  std::uint8_t* at_;
  Version version_;
  const BlockSizes& blocks_;
  std::size_t block_count_ = 0;
  bool doubt_ = false;
  std::optional<Violation> refusal_;
};

}  // namespace mqttspec::encoding
