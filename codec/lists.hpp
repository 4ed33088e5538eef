// The repeated parts of packets (user properties, Subscription Identifiers, Topic Filters) as
// forward ranges: either over the validated bytes of a received packet or over elements to be sent.
// And the two ways in which a packet can hold them and its text.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/bytes.hpp"
#include "spec/reason_code_table.hpp"

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

/// How a packet holds text, Binary Data and lists: as views of what somebody else owns. The Reason
/// Codes of a SUBACK or UNSUBACK are one byte each.
struct Borrowed {
  using Text = std::string_view;
  using Binary = Bytes;
  using ReasonCodes = Bytes;
  template <class Element>
  using ListOf = List<Element>;
};

/// Or as values of its own, for packets that outlive a buffer.
struct Owned {
  using Text = std::string;
  using Binary = std::string;
  using ReasonCodes = std::vector<ReasonCode>;
  template <class Element>
  using ListOf = std::vector<Element>;
};

template <class Holding>
using TextOf = typename Holding::Text;
template <class Holding>
using BinaryOf = typename Holding::Binary;

/// The bytes, whichever of the forms above holds them.
inline Bytes as_bytes(Bytes bytes) { return bytes; }
inline Bytes as_bytes(const std::vector<ReasonCode>& codes) {
  return {reinterpret_cast<const std::uint8_t*>(codes.data()), codes.size()};
}

/// UTF-8 String Pair (5.0 section 1.5.7), as a User Property. Encoded form: a property block, in
/// which other properties are skipped.
template <class Holding>
struct BasicUserProperty {
  TextOf<Holding> name;
  TextOf<Holding> value;

  static BasicUserProperty next(const std::uint8_t*& cursor, const std::uint8_t* end);
  friend auto operator<=>(const BasicUserProperty&, const BasicUserProperty&) = default;
};

/// Subscription Identifier (5.0 section 3.3.2.3.8), 1 to 268,435,455. Encoded form: a property
/// block, in which other properties are skipped.
struct SubscriptionIdentifier {
  std::uint32_t value;

  static SubscriptionIdentifier next(const std::uint8_t*& cursor, const std::uint8_t* end);
  friend auto operator<=>(const SubscriptionIdentifier&, const SubscriptionIdentifier&) = default;
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
template <class Holding>
struct BasicSubscription {
  TextOf<Holding> topic_filter;
  Qos maximum_qos = Qos::at_most_once;
  bool no_local = false;
  bool retain_as_published = false;
  RetainHandling retain_handling = RetainHandling::send;

  static BasicSubscription next(const std::uint8_t*& cursor, const std::uint8_t* end);
  friend auto operator<=>(const BasicSubscription&, const BasicSubscription&) = default;
};

/// One Topic Filter of an UNSUBSCRIBE. Encoded form: the packet's Payload.
template <class Holding>
struct BasicTopicFilter {
  TextOf<Holding> text;

  static BasicTopicFilter next(const std::uint8_t*& cursor, const std::uint8_t* end);
  friend auto operator<=>(const BasicTopicFilter&, const BasicTopicFilter&) = default;
};

template <class Holding>
using BasicUserProperties = typename Holding::template ListOf<BasicUserProperty<Holding>>;
template <class Holding>
using BasicSubscriptionIdentifiers = typename Holding::template ListOf<SubscriptionIdentifier>;
template <class Holding>
using BasicSubscriptions = typename Holding::template ListOf<BasicSubscription<Holding>>;
template <class Holding>
using BasicTopicFilters = typename Holding::template ListOf<BasicTopicFilter<Holding>>;

using UserProperty = BasicUserProperty<Borrowed>;
using Subscription = BasicSubscription<Borrowed>;
using TopicFilter = BasicTopicFilter<Borrowed>;
using UserProperties = BasicUserProperties<Borrowed>;
using SubscriptionIdentifiers = BasicSubscriptionIdentifiers<Borrowed>;
using Subscriptions = BasicSubscriptions<Borrowed>;
using TopicFilters = BasicTopicFilters<Borrowed>;

// Only views can be read out of a buffer.
template <>
UserProperty UserProperty::next(const std::uint8_t*& cursor, const std::uint8_t* end);
template <>
Subscription Subscription::next(const std::uint8_t*& cursor, const std::uint8_t* end);
template <>
TopicFilter TopicFilter::next(const std::uint8_t*& cursor, const std::uint8_t* end);

namespace owned {

using mqttspec::SubscriptionIdentifier;
using UserProperty = BasicUserProperty<Owned>;
using Subscription = BasicSubscription<Owned>;
using TopicFilter = BasicTopicFilter<Owned>;
using UserProperties = BasicUserProperties<Owned>;
using SubscriptionIdentifiers = BasicSubscriptionIdentifiers<Owned>;
using Subscriptions = BasicSubscriptions<Owned>;
using TopicFilters = BasicTopicFilters<Owned>;

}  // namespace owned

}  // namespace mqttspec
