// The repeated parts of packets (user properties, Subscription Identifiers, Topic Filters) as
// forward ranges: either over the validated bytes of a received packet or over elements to be sent.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>

#include "codec/bytes.hpp"

namespace mqttspec {

/// A borrowed, read-only list of `Element`. `Element::next(cursor, end)` reads the next element out
/// of encoded, already validated bytes and moves the cursor past it; it is called only while fewer
/// than size() elements have been read. No memory is allocated on either path.
template <class Element>
class List {
 public:
  List() = default;
  /// Borrows elements, for a packet to be encoded.
  constexpr List(std::span<const Element> elements)  // NOLINT(google-explicit-constructor)
      : elements_(elements.data()), size_(elements.size()) {}
  /// Borrows `count` elements in encoded form, from a decoded packet.
  constexpr List(Bytes encoded, std::size_t count) : encoded_(encoded), size_(count) {}

  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }

  class iterator {
   public:
    using value_type = Element;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::forward_iterator_tag;

    iterator() = default;
    Element operator*() const {
      if (elements_ != nullptr) return *elements_;
      const std::uint8_t* cursor = cursor_;
      return Element::next(cursor, end_);
    }
    iterator& operator++() {
      if (elements_ != nullptr)
        ++elements_;
      else
        Element::next(cursor_, end_);
      --left_;
      return *this;
    }
    iterator operator++(int) {
      iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const iterator& a, const iterator& b) { return a.left_ == b.left_; }

   private:
    friend class List;
    iterator(const Element* elements, Bytes encoded, std::size_t left)
        : elements_(elements),
          cursor_(encoded.data()),
          end_(encoded.data() + encoded.size()),
          left_(left) {}

    const Element* elements_ = nullptr;
    const std::uint8_t* cursor_ = nullptr;
    const std::uint8_t* end_ = nullptr;
    std::size_t left_ = 0;
  };

  iterator begin() const { return {elements_, encoded_, size_}; }
  iterator end() const { return {elements_, encoded_, 0}; }

  friend bool operator==(const List& a, const List& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
  }

 private:
  const Element* elements_ = nullptr;
  Bytes encoded_;
  std::size_t size_ = 0;
};

/// UTF-8 String Pair (5.0 section 1.5.7), as a User Property. Encoded form: a property block, in
/// which other properties are skipped.
struct UserProperty {
  std::string_view name;
  std::string_view value;

  static UserProperty next(const std::uint8_t*& cursor, const std::uint8_t* end);
  friend bool operator==(const UserProperty&, const UserProperty&) = default;
};

/// Subscription Identifier (5.0 section 3.3.2.3.8), 1 to 268,435,455. Encoded form: a property
/// block, in which other properties are skipped.
struct SubscriptionIdentifier {
  std::uint32_t value;

  static SubscriptionIdentifier next(const std::uint8_t*& cursor, const std::uint8_t* end);
  friend bool operator==(const SubscriptionIdentifier&, const SubscriptionIdentifier&) = default;
};

enum class Qos : std::uint8_t { at_most_once = 0, at_least_once = 1, exactly_once = 2 };

/// What happens to retained messages when a subscription is made: 5.0 section 3.8.3.1.
enum class RetainHandling : std::uint8_t {
  send = 0,
  send_if_new = 1,
  do_not_send = 2,
};

/// One Topic Filter of a SUBSCRIBE with its options; in 3.1.1 only `maximum_qos` exists. Encoded
/// form: the packet's Payload.
struct Subscription {
  std::string_view topic_filter;
  Qos maximum_qos = Qos::at_most_once;
  bool no_local = false;
  bool retain_as_published = false;
  RetainHandling retain_handling = RetainHandling::send;

  static Subscription next(const std::uint8_t*& cursor, const std::uint8_t* end);
  friend bool operator==(const Subscription&, const Subscription&) = default;
};

/// One Topic Filter of an UNSUBSCRIBE. Encoded form: the packet's Payload.
struct TopicFilter {
  std::string_view text;

  static TopicFilter next(const std::uint8_t*& cursor, const std::uint8_t* end);
  friend bool operator==(const TopicFilter&, const TopicFilter&) = default;
};

using UserProperties = List<UserProperty>;
using SubscriptionIdentifiers = List<SubscriptionIdentifier>;
using Subscriptions = List<Subscription>;
using TopicFilters = List<TopicFilter>;

}  // namespace mqttspec
