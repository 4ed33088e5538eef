// Sections 4.7 and 4.8.2: Topic Filters.
//
//   Topic Filter                    level {"/" level}; "+" is a whole level, "#" a whole last one
//   Shared Subscription, 5.0 only   "$share/" ShareName "/" Topic Filter
#pragma once

#include "codec/grammar/s1_05_data_types.hpp"
#include "codec/lists.hpp"

namespace mqttspec::grammar {

/// True if the text asks for a Shared Subscription in 5.0.
inline bool begins_shared(std::string_view text) { return text.starts_with("$share/"); }

/// Notes what is wrong with the character at `at` of a Topic Filter.
Rejected reject_filter_character(Scan& scan, Cursor at);

/// Checks a filter that begins_shared(); notes a breach and returns false.
bool check_shared_filter(Scan& scan, Bytes filter);

/// A Topic Filter; `cut` is broken if it does not fit.
template <Version version>
struct TopicFilterText : Primitive<TopicFilterText<version>, std::string_view> {
  Cited cut;
  constexpr explicit TopicFilterText(Cited rule) : cut(rule) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Scan& scan = scan_of(context);
    const Cursor at = first;
    Bytes bytes;
    if (!take_sized(first, last, scan, cut, cut, bytes)) return false;
    if (bytes.empty()) return protocol_error(scan, at, "MQTT-4.7.3-1"_v311 | "MQTT-4.7.3-1"_v5);
    value = as_text(bytes);
    if (version == Version::v5_0 && begins_shared(as_text(bytes)))
      return check_shared_filter(scan, bytes);
    const Cursor end = bytes.data() + bytes.size();
    const Cursor fault = find_topic_filter_fault(bytes.data(), end);
    return fault == end || reject_filter_character(scan, fault);
  }
};

/// One or more of `subject`, to the end of the packet; `none` is broken if there is not one. Their
/// bytes become a List, whose Element reads them again.
template <class Subject, class Element>
struct ListOf : Primitive<ListOf<Subject, Element>, List<Element>> {
  Subject subject;
  Cited none;
  constexpr ListOf(const Subject& of, Cited rule) : subject(of), none(rule) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext& rcontext,
             Attribute& value) const {
    if (first == last) return protocol_error(scan_of(context), first, none);
    const Cursor begin = first;
    std::size_t count = 0;
    for (; first != last; ++count) {
      typename Subject::attribute_type element{};
      if (!subject.parse(first, last, context, rcontext, element)) return false;
    }
    value = List<Element>(Bytes(begin, last), count);
    return true;
  }
};

template <class Element, class Subject>
constexpr auto list_of(const Subject& subject, Cited none) {
  return ListOf<Subject, Element>(subject, none);
}

}  // namespace mqttspec::grammar
