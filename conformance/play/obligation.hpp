// How strongly a case may hold a broker to a statement: decided by the register, when compiled.
#pragma once

#include "spec/register.hpp"

namespace mqttspec::conformance::play {

namespace detail {

using Permitted = bool (*)(Level, Actor);

constexpr bool binds_server(Actor actor) { return actor != Actor::client; }
constexpr bool is_must(Level level, Actor actor) {
  return level == Level::must && binds_server(actor);
}
constexpr bool is_should(Level level, Actor actor) {
  return (level == Level::should || level == Level::reaction || level == Level::default_value ||
          level == Level::rule) &&
         binds_server(actor);
}
constexpr bool is_may(Level level, Actor) { return level == Level::may; }
constexpr bool is_detectable(Level level, Actor) {
  return level == Level::error || level == Level::must || level == Level::rule;
}

/// A citation whose statements all pass the test; anything else does not compile.
template <Permitted permitted>
class Obligation {
 public:
  consteval Obligation(StatementId id)  // NOLINT(google-explicit-constructor)
      : cited_(id) {
    check(id);
  }
  consteval Obligation(Cited cited)  // NOLINT(google-explicit-constructor)
      : cited_(cited) {
    if (const auto id = cited.of(Version::v3_1_1)) check(*id);
    if (const auto id = cited.of(Version::v5_0)) check(*id);
  }
  constexpr const Cited& cited() const { return cited_; }

 private:
  static consteval void check(StatementId id) {
    if (!permitted(id.level(), id.actor())) throw "the statement is not of this strength";
  }
  Cited cited_;
};

}  // namespace detail

/// A MUST that binds the Server: unmet, it is violated.
using Must = detail::Obligation<detail::is_must>;
/// A SHOULD, or an indicative sentence without a key word, that binds the Server: unmet, it is not
/// followed.
using Should = detail::Obligation<detail::is_should>;
/// A MAY: seen or not, both are right.
using May = detail::Obligation<detail::is_may>;
/// What a packet of ours breaks: a statement that binds the sender, or one that classifies a packet
/// as an error. A Server that accepts the packet leaves it undetected.
using Detects = detail::Obligation<detail::is_detectable>;

}  // namespace mqttspec::conformance::play
