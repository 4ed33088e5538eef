// How strongly a case may hold a Client to a statement: decided by the register, when compiled.
#pragma once

#include "conformance/play/obligation.hpp"

namespace mqttspec::conformance::hosting {

namespace detail {

constexpr bool binds_client(Actor actor) { return actor != Actor::server; }
constexpr bool is_must(Level level, Actor actor) {
  return level == Level::must && binds_client(actor);
}
constexpr bool is_should(Level level, Actor actor) {
  return (level == Level::should || level == Level::reaction || level == Level::default_value ||
          level == Level::rule) &&
         binds_client(actor);
}

}  // namespace detail

/// A MUST that binds the Client: unmet, it is violated.
using Must = play::detail::Obligation<detail::is_must>;
/// A SHOULD, or an indicative sentence without a key word, that binds the Client.
using Should = play::detail::Obligation<detail::is_should>;
using play::Detects;
using play::May;

}  // namespace mqttspec::conformance::hosting
