// The cursor of the second decoder: takes fields off a packet and keeps the first rule broken.
#pragma once

#include <cassert>
#include <optional>

#include "codec/bytes.hpp"
#include "codec/second/rules.hpp"
#include "codec/second/text.hpp"

namespace mqttspec::second {

/// All functions that read return false if a rule was broken; then violation() says which.
class Reader {
 public:
  /// `packet` to `end` is one whole packet, `body` its first byte after the Fixed Header.
  Reader(const std::uint8_t* packet, const std::uint8_t* body, const std::uint8_t* end,
         Version version, Sender sender)
      : packet_(packet), at_(body), end_(end), version_(version), sender_(sender) {}

  /// Lets contested packets pass from now on.
  void tolerate() { tolerant_ = true; }
  Version version() const { return version_; }
  void set_version(Version version) { version_ = version; }
  bool is_5_0() const { return version_ == Version::v5_0; }
  Sender sender() const { return sender_; }

  const std::uint8_t* at() const { return at_; }
  const std::uint8_t* end() const { return end_; }
  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
  bool at_end() const { return at_ == end_; }

  bool fail(const Rule& rule, const std::uint8_t* where) {
    broken_ = &rule;
    where_ = where;
    return false;
  }
  /// True, and nothing is broken, if the rule is contested and that is tolerated.
  bool judge(const Rule& rule, const std::uint8_t* where) {
    return (tolerant_ && rule.kind == ViolationKind::contested) || fail(rule, where);
  }
  Violation violation() const {
    auto statement = broken_->statements.of(version_);
    // [MQTT-3.1.2-2] of 5.0 is the one rule that holds across versions.
    if (!statement) statement = broken_->statements.of(Version::v5_0);
    assert(statement);
    return {*statement, static_cast<std::size_t>(where_ - packet_), broken_->kind,
            broken_->reason_code};
  }

  /// False, by that rule, if the packet ends here.
  bool more(const Rule& missing) { return at_ != end_ || fail(missing, at_); }

  // `cut` is broken by a field that does not lie within the packet, or the property block.

  bool byte(std::uint8_t& value, const Rule& cut) {
    if (at_ == end_) return fail(cut, at_);
    value = *at_++;
    return true;
  }
  bool two_byte_integer(std::uint16_t& value, const Rule& cut) {
    if (left() < 2) return fail(cut, at_);
    value = static_cast<std::uint16_t>(at_[0] << 8 | at_[1]);
    at_ += 2;
    return true;
  }
  bool four_byte_integer(std::uint32_t& value, const Rule& cut) {
    if (left() < 4) return fail(cut, at_);
    value = static_cast<std::uint32_t>(at_[0]) << 24 | static_cast<std::uint32_t>(at_[1]) << 16 |
            static_cast<std::uint32_t>(at_[2]) << 8 | at_[3];
    at_ += 4;
    return true;
  }
  bool variable_byte_integer(std::uint32_t& value, const Rule& cut) {
    if (at_ != end_ && *at_ < 0x80) {
      value = *at_++;
      return true;
    }
    return long_variable_byte_integer(value, cut);
  }
  bool binary(Bytes& value, const Rule& cut) {
    if (left() < 2) return fail(cut, at_);
    const std::size_t size = static_cast<std::size_t>(at_[0] << 8 | at_[1]);
    if (left() - 2 < size) return fail(cut, at_);
    value = Bytes(at_ + 2, size);
    at_ += 2 + size;
    return true;
  }
  /// A UTF-8 Encoded String.
  bool string(std::string_view& value, const Rule& cut, const TextRules& rules = any_text) {
    return text<false>(value, cut, rules);
  }
  /// A UTF-8 Encoded String that is a Topic Name or empty.
  bool topic_name_or_empty(std::string_view& value, const Rule& cut, const TextRules& rules) {
    return text<true>(value, cut, rules);
  }
  bool topic_name(std::string_view& value, const Rule& cut, const TextRules& rules) {
    const std::uint8_t* const start = at_;
    return text<true>(value, cut, rules) && (!value.empty() || fail(empty_topic, start));
  }
  /// A Topic Filter, of a Shared Subscription too in 5.0.
  bool topic_filter(std::string_view& value, const Rule& cut);

  /// A Packet Identifier that is not 0.
  bool packet_id(std::uint16_t& value, const PacketIdRules& rules) {
    if (!two_byte_integer(value, rules.cut)) return false;
    return value != 0 || fail(rules.zero, at_ - 2);
  }

  Bytes rest() {
    const Bytes bytes(at_, left());
    at_ = end_;
    return bytes;
  }

  /// Narrows the reader to the property block that begins here; `outer_end` then widens it again.
  bool enter_block(const std::uint8_t*& outer_end) {
    const std::uint8_t* const start = at_;
    std::uint32_t size = 0;
    if (!more(no_property_length) || !variable_byte_integer(size, bad_property_length))
      return false;
    if (left() < size) return fail(bad_property_length, start);
    outer_end = end_;
    end_ = at_ + size;
    return true;
  }
  void leave_block(const std::uint8_t* outer_end) { end_ = outer_end; }

 private:
  bool long_variable_byte_integer(std::uint32_t& value, const Rule& cut);

  template <bool forbid_wildcards>
  bool text(std::string_view& value, const Rule& cut, const TextRules& rules) {
    Bytes bytes;
    if (!binary(bytes, cut)) return false;
    const auto flaw = find_flaw<forbid_wildcards>(bytes.data(), bytes.data() + bytes.size());
    if (flaw.flaw != Flaw::none) return fail_text(flaw, rules);
    value = as_text(bytes);
    return true;
  }
  bool fail_text(const TextFlaw& flaw, const TextRules& rules) {
    if (flaw.flaw == Flaw::ill_formed) return fail(rules.ill_formed, flaw.where);
    if (flaw.flaw == Flaw::null_character) return fail(rules.null_character, flaw.where);
    return fail(rules.wildcard, flaw.where);
  }

  const std::uint8_t* packet_;
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  const Rule* broken_ = nullptr;
  const std::uint8_t* where_ = nullptr;
  Version version_;
  Sender sender_;
  bool tolerant_ = false;
};

}  // namespace mqttspec::second
