// One property block while it is read: single values with their checks, and the counts of those
// that repeat.
#pragma once

#include "codec/packets.hpp"
#include "codec/second/property_rules.hpp"
#include "codec/second/reader.hpp"

namespace mqttspec::second {

class PropertyBlock {
 public:
  PropertyBlock(Reader& reader, PropertyHost host) : reader_(reader), host_(host) {}

  /// Calls `store(block)` at each property, with its identifier in property().
  template <class Store>
  bool read(const Store& store) {
    const std::uint8_t* outer_end = nullptr;
    if (!reader_.enter_block(outer_end)) return false;
    first_ = reader_.at();
    while (!reader_.at_end()) {
      identifier_at_ = reader_.at();
      std::uint32_t identifier = 0;
      if (!reader_.variable_byte_integer(identifier, bad_property)) return false;
      if (identifier > 0x7F) return not_valid_here();
      property_ = Property{static_cast<std::uint8_t>(identifier)};
      if (!store(*this)) return false;
    }
    size_ = static_cast<std::size_t>(reader_.at() - first_);
    reader_.leave_block(outer_end);
    return true;
  }

  Reader& reader() { return reader_; }
  Property property() const { return property_; }
  const std::uint8_t* identifier_at() const { return identifier_at_; }

  bool fail_here(const Rule& rule) { return reader_.fail(rule, identifier_at_); }
  bool judge_here(const Rule& rule) { return reader_.judge(rule, identifier_at_); }
  bool not_valid_here() { return fail_here(bad_property); }

  // `cut` is broken by a value that does not lie within the block.

  bool value(std::optional<std::string_view>& out, const Rule& cut = bad_property) {
    return once(out) && reader_.string(out.emplace(), cut);
  }
  bool response_topic(std::optional<std::string_view>& out, const Rule& cut,
                      const TextRules& rules) {
    return once(out) && reader_.topic_name(out.emplace(), cut, rules);
  }
  bool value(std::optional<Bytes>& out) {
    return once(out) && reader_.binary(out.emplace(), bad_property);
  }
  bool value(std::optional<std::uint16_t>& out) {
    return once(out) && reader_.two_byte_integer(out.emplace(), bad_property);
  }
  bool value(std::optional<std::uint32_t>& out) {
    return once(out) && reader_.four_byte_integer(out.emplace(), bad_property);
  }
  template <class Integer>
  bool positive(std::optional<Integer>& out) {
    return value(out) && (*out != 0 || out_of_range(sizeof(Integer)));
  }
  bool zero_or_one(std::optional<std::uint8_t>& out) {
    return once(out) && reader_.byte(out.emplace(), bad_property) && (*out <= 1 || out_of_range(1));
  }
  bool subscription_identifier(std::uint32_t& out) {
    const std::uint8_t* const start = reader_.at();
    if (!reader_.variable_byte_integer(out, bad_property)) return false;
    return out != 0 || reader_.fail(range_rule(host_, property_), start);
  }
  bool user_property() {
    std::string_view name;
    std::string_view value;
    ++user_properties_;
    return reader_.string(name, bad_string_pair, pair_text) &&
           reader_.string(value, bad_string_pair, pair_text);
  }
  bool listed_subscription_identifier() {
    std::uint32_t identifier = 0;
    ++subscription_identifiers_;
    return subscription_identifier(identifier);
  }

  /// The lists, once the block has been read.
  UserProperties user_properties() const { return list<UserProperty>(user_properties_); }
  SubscriptionIdentifiers subscription_identifiers() const {
    return list<SubscriptionIdentifier>(subscription_identifiers_);
  }

  template <class Value>
  bool once(const std::optional<Value>& seen) {
    return !seen || judge_here(twice_rule(host_, property_));
  }

 private:
  bool out_of_range(std::size_t size) {
    return reader_.judge(range_rule(host_, property_), reader_.at() - size);
  }
  template <class Element>
  List<Element> list(std::size_t count) const {
    return count == 0 ? List<Element>{} : List<Element>(Bytes(first_, size_), count);
  }

  Reader& reader_;
  PropertyHost host_;
  Property property_{};
  const std::uint8_t* identifier_at_ = nullptr;
  const std::uint8_t* first_ = nullptr;
  std::size_t size_ = 0;
  std::size_t user_properties_ = 0;
  std::size_t subscription_identifiers_ = 0;
};

}  // namespace mqttspec::second
