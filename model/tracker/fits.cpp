// See fits.hpp.
#include "model/tracker/fits.hpp"

#include <algorithm>

#include "codec/topic.hpp"

namespace mqttspec::model::tracker {

namespace {

/// Either of them if it is there, otherwise the default.
template <class Value>
bool same(const std::optional<Value>& a, const std::optional<Value>& b, Value absent) {
  return a.value_or(absent) == b.value_or(absent);
}

/// A code that is no failure has to be the same; failures may be told in other words.
bool same_class(ReasonCode expected, ReasonCode seen) {
  return expected == seen || (is_failure(expected) && is_failure(seen));
}

class Fits {
 public:
  Fits(Hypothesis& hypothesis, const Wire& wire, const Expected& expected, const Seen& seen,
       const Leniency& leniency)
      : hypothesis_(hypothesis),
        wire_(wire),
        expected_(expected),
        seen_(seen),
        leniency_(leniency) {}

  bool operator()(const owned::Connack& expected, const owned::Connack& seen) {
    const bool accepted = expected.reason_code == ReasonCode::success;
    if (accepted != (seen.reason_code == ReasonCode::success)) return false;
    if (expected.session_present != seen.session_present) return false;
    return !accepted || (has_same_limits(expected.properties, seen.properties) &&
                         is_for_client(expected.properties, seen.properties));
  }

  bool operator()(const owned::Publish& expected, const owned::Publish& seen) {
    if (!is_same_message(expected, seen)) return false;
    auto identifiers = seen.properties.subscription_identifiers;
    auto own = expected.properties.subscription_identifiers;
    std::ranges::sort(identifiers);
    std::ranges::sort(own);
    // [U5.0-3.3.4-1], which has those of retained messages too, is no MUST.
    const bool may_lack = leniency_.only_musts && seen.retain && identifiers.empty();
    if (identifiers != own && !may_lack && identifiers != identifiers_of_all(seen.topic))
      return false;
    if (!is_in_time(expected.properties, seen.properties)) return false;
    if (expected.qos == Qos::at_most_once) return seen.packet_id == 0 && !seen.dup;
    return seen.packet_id != 0 && is_of_exchange(expected, seen);
  }

  template <PacketType type>
  bool operator()(const owned::PublishAck<type>& expected,
                  const owned::PublishAck<type>& seen) const {
    if (expected.packet_id != seen.packet_id) return false;
    // F09, F23: what the broker could say more precisely.
    const bool vague = expected.reason_code == ReasonCode::no_matching_subscribers ||
                       expected.reason_code == ReasonCode::packet_identifier_not_found;
    return (vague && seen.reason_code == ReasonCode::success) ||
           same_class(expected.reason_code, seen.reason_code) ||
           (expected.reason_code == ReasonCode::success &&
            seen.reason_code == ReasonCode::no_matching_subscribers && may_want_no_own_messages());
  }

  bool operator()(const owned::Suback& expected, const owned::Suback& seen) const {
    return has_same_codes(expected, seen);
  }
  bool operator()(const owned::Unsuback& expected, const owned::Unsuback& seen) const {
    auto vague = expected;
    // F27: what the broker could say more precisely.
    for (std::size_t i = 0; i < std::min(vague.reason_codes.size(), seen.reason_codes.size()); ++i)
      if (vague.reason_codes[i] == ReasonCode::no_subscription_existed &&
          seen.reason_codes[i] == ReasonCode::success)
        vague.reason_codes[i] = ReasonCode::success;
    return has_same_codes(vague, seen);
  }

  bool operator()(const owned::Pingresp&, const owned::Pingresp&) const { return true; }

  bool operator()(const owned::Disconnect& expected, const owned::Disconnect& seen) const {
    return same_class(expected.reason_code, seen.reason_code);
  }

  bool operator()(const owned::Auth& expected, const owned::Auth& seen) {
    if (expected.reason_code != seen.reason_code) return false;
    const auto& own = expected.properties;
    const auto& other = seen.properties;
    if (own.authentication_method != other.authentication_method) return false;
    const auto* connection = find_connection(*hypothesis_.broker, wire_.connection);
    if (connection != nullptr && other.authentication_data &&
        connection->challenge == own.authentication_data)
      find_connection(hypothesis_.broker.own(), wire_.connection)->challenge =
          *other.authentication_data;
    return true;
  }

  template <class Expectation, class Other>
  bool operator()(const Expectation&, const Other&) const {
    return false;
  }

  static bool is_same_message(const owned::Publish& a, const owned::Publish& b) {
    const auto& one = a.properties;
    const auto& other = b.properties;
    return a.topic == b.topic && a.payload == b.payload && a.qos == b.qos && a.retain == b.retain &&
           fits_indicator(one.payload_format_indicator, other.payload_format_indicator) &&
           one.content_type == other.content_type && one.response_topic == other.response_topic &&
           one.correlation_data == other.correlation_data &&
           has_all(one.user_properties, other.user_properties);
  }

 private:
  /// One that means nothing may become anything (spec/ambiguities.md, 35), and 0 is the same as
  /// none (55).
  static bool fits_indicator(std::optional<std::uint8_t> expected,
                             std::optional<std::uint8_t> seen) {
    return same(expected, seen, std::uint8_t{0}) || expected.value_or(0) > 1;
  }

  /// In their order: a Server may add some of its own, which mean nothing by themselves.
  static bool has_all(const owned::UserProperties& expected, const owned::UserProperties& seen) {
    auto next = expected.begin();
    for (const auto& each : seen)
      if (next != expected.end() && each == *next) ++next;
    return next == expected.end();
  }

  template <class Answer>
  static bool has_same_codes(const Answer& expected, const Answer& seen) {
    return expected.packet_id == seen.packet_id &&
           std::ranges::equal(expected.reason_codes, seen.reason_codes, same_class);
  }

  /// Of all subscriptions that match. Whether each of several copies may have them is in doubt.
  std::vector<SubscriptionIdentifier> identifiers_of_all(std::string_view topic) const {
    std::vector<SubscriptionIdentifier> identifiers;
    if (const auto* session = find_session(*hypothesis_.broker, wire_.client_id))
      for (const auto& held : session->subscriptions)
        if (held.identifier && matches(held.topic_filter, topic))
          identifiers.push_back({*held.identifier});
    std::ranges::sort(identifiers);
    return identifiers;
  }

  /// Whether a subscription with No Local matches what its own Client publishes is in doubt.
  bool may_want_no_own_messages() const {
    const auto* session = find_session(*hypothesis_.broker, wire_.client_id);
    return session != nullptr &&
           std::ranges::any_of(session->subscriptions, &HeldSubscription::no_local);
  }

  /// F20: a limit that is absent is the same as its default.
  bool has_same_limits(const owned::ConnackProperties& a, const owned::ConnackProperties& b) const {
    const std::uint8_t yes = 1;
    const bool same_numbers = same(a.receive_maximum, b.receive_maximum, std::uint16_t{65'535}) &&
                              a.maximum_packet_size == b.maximum_packet_size &&
                              same(a.topic_alias_maximum, b.topic_alias_maximum, std::uint16_t{0});
    return (same_numbers || leniency_.learns_numbers) &&
           same(a.maximum_qos, b.maximum_qos, std::uint8_t{2}) &&
           same(a.retain_available, b.retain_available, yes) &&
           same(a.wildcard_subscription_available, b.wildcard_subscription_available, yes) &&
           same(a.subscription_identifier_available, b.subscription_identifier_available, yes) &&
           same(a.shared_subscription_available, b.shared_subscription_available, yes);
  }

  /// What CONNACK says to this Client; learns its Client Identifier if the broker chose it.
  bool is_for_client(const owned::ConnackProperties& expected,
                     const owned::ConnackProperties& seen) {
    if (expected.authentication_method != seen.authentication_method) return false;
    const bool serves = find_connection(*hypothesis_.broker, wire_.connection) != nullptr &&
                        find_session(*hypothesis_.broker, wire_.client_id) != nullptr;
    if (serves && leniency_.learns_numbers) learn_numbers(seen);
    const auto* connection = find_connection(*hypothesis_.broker, wire_.connection);
    if (seen.response_information && !expected.response_information &&
        !(connection != nullptr && connection->wants_response_information))
      return false;
    if (serves && !leniency_.learns_numbers &&
        seen.session_expiry_interval.value_or(connection->asked_expiry_interval) !=
            expected.session_expiry_interval.value_or(connection->asked_expiry_interval))
      return false;
    if (!leniency_.learns_numbers && expected.server_keep_alive != seen.server_keep_alive &&
        (expected.server_keep_alive || !serves ||
         *seen.server_keep_alive != connection->keep_alive))
      return false;
    const auto& own = expected.assigned_client_identifier;
    const auto& other = seen.assigned_client_identifier;
    if (own.has_value() != other.has_value()) return false;
    return !own || learn_client_id(hypothesis_, *own, *other);
  }

  void learn_numbers(const owned::ConnackProperties& seen) {
    if (!seen.server_keep_alive && !seen.session_expiry_interval) return;
    auto& state = hypothesis_.broker.own();
    learn_keep_alive(*find_connection(state, wire_.connection), seen.server_keep_alive);
    if (const auto interval = seen.session_expiry_interval)
      find_session(state, wire_.client_id)->expiry_interval = *interval;
  }

  /// The Server's Keep Alive takes the place of the Client's, in what has passed of it as well.
  static void learn_keep_alive(Connection& connection, std::optional<std::uint16_t> seconds) {
    if (!seconds || *seconds == connection.keep_alive) return;
    const auto patience = [](std::uint16_t keep_alive) { return Time{keep_alive} * 1'500; };
    if (connection.silent_until)
      connection.silent_until = *connection.silent_until - patience(connection.keep_alive);
    connection.keep_alive = *seconds;
    const auto since = connection.silent_until;
    connection.silent_until.reset();
    if (*seconds != 0 && since) connection.silent_until = *since + patience(*seconds);
  }

  /// [MQTT-3.3.2-6] of 5.0: the interval counts down, on whole seconds, until the message is sent,
  /// rounded in either way, and a message that the broker seems to have sent may have waited (F12).
  bool is_in_time(const owned::PublishProperties& expected,
                  const owned::PublishProperties& seen) const {
    const auto& interval = expected.message_expiry_interval;
    if (!interval) return !seen.message_expiry_interval || leniency_.only_musts;
    if (!seen.message_expiry_interval) return false;
    if (leniency_.is_faulty) return true;
    if (*seen.message_expiry_interval > *interval) return false;
    const Time waited = (seen_.at - expected_.since) / 1'000 + 1;
    return Time{*seen.message_expiry_interval} + waited >= *interval;
  }

  /// Learns the Packet Identifier if the Client sees it for the first time.
  bool is_of_exchange(const owned::Publish& expected, const owned::Publish& seen) {
    const auto* exchange = find_exchange(*hypothesis_.broker, wire_.client_id, expected.packet_id);
    if (expected_.first && seen.dup) return false;
    if (expected.packet_id == 0) return false;  // of a faulty broker, and no packet on the wire
    if (exchange == nullptr) return true;       // its session has ended meanwhile
    if (is_unseen(*exchange))
      return learn_packet_id(hypothesis_, std::string(wire_.client_id), expected.packet_id,
                             seen.packet_id);
    if (expected.packet_id != seen.packet_id) return false;
    return seen.dup || !expected.dup;
  }

  Hypothesis& hypothesis_;
  const Wire& wire_;
  const Expected& expected_;
  const Seen& seen_;
  const Leniency& leniency_;
};

}  // namespace

bool fits(Hypothesis& hypothesis, const Wire& wire, const Expected& expected, const Seen& seen,
          const Leniency& leniency) {
  return std::visit(Fits(hypothesis, wire, expected, seen, leniency), expected.packet,
                    *seen.packet);
}

namespace {

/// True if such a packet is still to come on this connection.
template <class Out>
bool is_due(const Wire& wire, const Out& packet) {
  return std::ranges::any_of(wire.pending, [&](const auto& pending) {
    const auto* out = std::get_if<Out>(&pending->packet);
    return !pending->is_close && out != nullptr && out->packet_id == packet.packet_id;
  });
}

/// True if the exchange of that QoS 2 message was begun on another connection.
bool was_received_before(const Hypothesis& hypothesis, const Wire& wire, std::uint16_t packet_id) {
  const auto* session = find_session(*hypothesis.broker, wire.client_id);
  return session != nullptr && session->connection == wire.connection &&
         std::ranges::any_of(session->received, [&](const auto& exchange) {
           return exchange.packet_id == packet_id && !exchange.received_here;
         });
}

}  // namespace

bool is_retransmission(const Hypothesis& hypothesis, const Wire& wire, const Seen& seen) {
  const auto* connection = find_connection(*hypothesis.broker, wire.connection);
  // A PUBREC that was perhaps lost with the connection before.
  if (const auto* pubrec = std::get_if<owned::Pubrec>(&*seen.packet))
    return pubrec->reason_code == ReasonCode::success &&
           was_received_before(hypothesis, wire, pubrec->packet_id);
  if (connection == nullptr || connection->version != Version::v3_1_1) return false;
  if (const auto* publish = std::get_if<owned::Publish>(&*seen.packet)) {
    const auto* exchange = find_exchange(*hypothesis.broker, wire.client_id, publish->packet_id);
    if (exchange == nullptr || is_unseen(*exchange) || !publish->dup) return false;
    if (exchange->awaiting == Awaiting::pubcomp || is_due(wire, *publish)) return false;
    const auto& message = exchange->delivery.message;
    return message.topic == publish->topic && message.payload == publish->payload &&
           message.qos == publish->qos && message.retain == publish->retain;
  }
  const auto* pubrel = std::get_if<owned::Pubrel>(&*seen.packet);
  if (pubrel == nullptr || is_due(wire, *pubrel)) return false;
  const auto* exchange = find_exchange(*hypothesis.broker, wire.client_id, pubrel->packet_id);
  return exchange != nullptr && exchange->awaiting == Awaiting::pubcomp;
}

}  // namespace mqttspec::model::tracker
