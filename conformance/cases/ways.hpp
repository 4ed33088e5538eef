// The ways by which a message comes to a subscriber: what holds for a delivery is asked of each.
#pragma once

#include <string>
#include <vector>

#include "conformance/cases/common.hpp"

namespace mqttspec::conformance::cases {

/// Everything that a Server has to pass on with a message in 5.0, given to a PUBLISH or a Will.
template <class Spec>
Spec& add_properties(Spec& spec) {
  return spec.with(Property::payload_format_indicator, 1)
      .with(Property::content_type, "text/plain")
      .with(Property::response_topic, "answers")
      .with(Property::correlation_data, "number 7")
      .user("first", "1")
      .user("second", "2")
      .user("first", "3");
}

/// What is delivered, and to whom.
struct Delivery {
  /// The subscriber's, on whose connection the messages arrive; its Session is kept where it has
  /// to.
  ConnectSpec connect = packets::connect("sub");
  /// Of the messages and of the subscriptions.
  Qos qos = Qos::at_least_once;
  /// A message with each, on a topic of its own: "w/1" and so on.
  std::vector<std::string> payloads = {"1"};
  bool has_properties = false;
  bool retain = false;
  /// The Subscription Identifier, 0 for none.
  std::uint32_t identifier = 0;
  /// The subscriber answers nothing by itself.
  bool by_hand = false;
};

/// Subscribes a client to the topics of a delivery, with a filter for each.
void subscribe_to(Run& run, Peer& peer, const Delivery& delivery, std::string_view before = "");

/// A way: when it returns the subscriber, the messages are on their way to it, or there.
using Way = Peer (*)(Run&, const Delivery&);

/// Published while the subscriber is there.
Peer live(Run& run, const Delivery& delivery);
/// Retained before it subscribes.
Peer retained(Run& run, const Delivery& delivery);
/// Published while its Client is away.
Peer stored(Run& run, const Delivery& delivery);
/// Published to a Shared Subscription that it alone has.
Peer shared(Run& run, const Delivery& delivery);
/// The Will Messages of Clients that are lost.
Peer of_wills(Run& run, const Delivery& delivery);
/// Sent, not acknowledged, and sent again to the Client that is back.
Peer resent(Run& run, const Delivery& delivery);

/// A case that asks `check` of one way.
template <void (*check)(Run&, Way), Way way>
void by(Run& run) {
  check(run, way);
}

/// The messages that come while patience lasts; does not wait for more than `count`.
std::vector<Arrival> messages_that_come(Run& run, Peer& peer, std::size_t count);

}  // namespace mqttspec::conformance::cases
