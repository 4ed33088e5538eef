// What every parser here is made of: X3's base classes, and the Scan that X3 hands down to each as
// its context.
#pragma once

#include <boost/spirit/home/x3/core/parser.hpp>
#include <boost/spirit/home/x3/support/context.hpp>

#include "codec/grammar/scan.hpp"

namespace mqttspec::grammar {

namespace x3 = boost::spirit::x3;

/// Names the Scan among the things in a context.
struct scan_tag;

template <class Context>
Scan& scan_of(const Context& context) {
  return x3::get<scan_tag>(context);
}

/// The base of all parsers here: X3's, with what it produces.
template <class Derived, class Attribute>
struct Primitive : x3::parser<Derived> {
  using attribute_type = Attribute;
  static constexpr bool has_attribute = true;
};

/// The same for a check that produces nothing.
template <class Derived>
struct Check : x3::parser<Derived> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
};

/// Runs a grammar over [first, last) into `attribute`.
template <class Grammar, class Attribute>
bool run(const Grammar& grammar, Cursor& first, Cursor last, Scan& scan, Attribute& attribute) {
  return grammar.parse(first, last, x3::make_context<scan_tag>(scan), x3::unused, attribute);
}

}  // namespace mqttspec::grammar
