// What stands behind the Fixed Header of each packet, in the order of the bytes: chapter 3 of both
// Standards. Nothing is judged here: a doubt makes encode.cpp have the result decoded.
#pragma once

#include "codec/encoding/properties.hpp"

namespace mqttspec::encoding {

/// The two bits of a QoS or a Retain Handling. Values that the types do not name become 3, which no
/// packet may carry.
template <class Enumeration>
constexpr std::uint8_t two_bits(Enumeration value) {
  return std::min(static_cast<std::uint8_t>(value), std::uint8_t{3});
}

constexpr std::uint8_t bit(bool flag, int position) {
  return static_cast<std::uint8_t>(flag ? 1U << position : 0U);
}

/// True if put() doubts whatever decoding might refuse in such a packet. The others are rare.
template <class Typed>
inline constexpr bool rules_are_known = false;
template <class Holding>
inline constexpr bool rules_are_known<BasicConnect<Holding>> = true;
template <class Holding>
inline constexpr bool rules_are_known<BasicPublish<Holding>> = true;
template <class Holding, PacketType type>
inline constexpr bool rules_are_known<BasicPublishAck<Holding, type>> = true;
template <class Holding>
inline constexpr bool rules_are_known<BasicSubscribe<Holding>> = true;
template <class Holding>
inline constexpr bool rules_are_known<BasicUnsubscribe<Holding>> = true;
template <class Holding>
inline constexpr bool rules_are_known<BasicPingreq<Holding>> = true;
template <class Holding>
inline constexpr bool rules_are_known<BasicPingresp<Holding>> = true;

/// The low four bits of byte 1 (5.0 section 2.1.3, 3.1.1 section 2.2.2).
template <class Typed>
std::uint8_t fixed_header_flags(const Typed&) {
  return row(Typed::type).flags;
}
template <class Holding>
std::uint8_t fixed_header_flags(const BasicPublish<Holding>& publish) {
  return static_cast<std::uint8_t>(bit(publish.dup, 3) | two_bits(publish.qos) << 1 |
                                   bit(publish.retain, 0));
}

template <class Holding>
std::uint8_t connect_flags(const BasicConnect<Holding>& connect) {
  std::uint8_t flags = bit(connect.clean_start, 1);
  if (connect.will)
    flags = static_cast<std::uint8_t>(flags | bit(true, 2) | two_bits(connect.will->qos) << 3 |
                                      bit(connect.will->retain, 5));
  return static_cast<std::uint8_t>(flags | bit(connect.password.has_value(), 6) |
                                   bit(connect.user_name.has_value(), 7));
}

/// Section 3.1.
template <class Out, class Holding>
void put(Out& out, Version, const BasicConnect<Holding>& connect) {
  const bool is_3_1_1 = connect.version == Version::v3_1_1;
  out.doubt_if(connect.will || connect.properties.authentication_data ||
               (is_3_1_1 && (connect.password || connect.client_id.empty())));
  out.string("MQTT");
  out.byte(is_3_1_1 ? 4 : 5);
  out.byte(connect_flags(connect));
  out.two_byte_integer(connect.keep_alive);
  put_properties(out, connect.version, connect.properties);
  out.string(connect.client_id);
  if (connect.will) {
    put_properties(out, connect.version, connect.will->properties);
    out.string(connect.will->topic);
    out.binary(as_bytes(connect.will->payload), "U3.1.1-3.1.3.3-1"_v311 | "U5.0-1.5.6-1"_v5);
  }
  if (connect.user_name) out.string(*connect.user_name);
  if (connect.password)
    out.binary(as_bytes(*connect.password), "U3.1.1-3.1.3.5-1"_v311 | "U5.0-1.5.6-1"_v5);
}

/// Section 3.2.
template <class Out, class Holding>
void put(Out& out, Version version, const BasicConnack<Holding>& connack) {
  out.byte(bit(connack.session_present, 0));
  out.byte(static_cast<std::uint8_t>(connack.reason_code));
  put_properties(out, version, connack.properties);
}

/// Section 3.3.
template <class Out, class Holding>
void put(Out& out, Version version, const BasicPublish<Holding>& publish) {
  const bool has_alias = version == Version::v5_0 && publish.properties.topic_alias;
  const bool is_qos_0 = publish.qos == Qos::at_most_once;
  out.doubt_if((publish.topic.empty() && !has_alias) || publish.qos > Qos::exactly_once ||
               (is_qos_0 ? publish.dup : publish.packet_id == 0));
  out.topic_name(publish.topic);
  if (!is_qos_0)
    out.two_byte_integer(publish.packet_id);
  else if (publish.packet_id != 0)
    out.must_not_be_present("MQTT-2.3.1-5"_v311 | "MQTT-2.2.1-2"_v5);
  put_properties(out, version, publish.properties);
  out.raw(as_bytes(publish.payload));
}

/// A Reason Code and properties at the end of a packet, each left out where nothing would be lost:
/// sections 3.4 to 3.7, 3.14.
template <class Out, class Typed>
void put_shortest_end(Out& out, Version version, const Typed& packet) {
  if (version == Version::v3_1_1) return;
  const bool has_properties = has_any(packet.properties);
  if (packet.reason_code == ReasonCode::success && !has_properties) return;
  out.byte(static_cast<std::uint8_t>(packet.reason_code));
  if (has_properties) put_properties(out, version, packet.properties);
}

/// By code: true if both ends may send it in packets of this type.
template <PacketType type>
inline constexpr auto is_code_of_both = [] {
  std::array<bool, 256> of_both{};
  for (const auto& use : reason_uses)
    if (use.packet == type && use.sender == Actor::both)
      of_both[static_cast<std::size_t>(use.code)] = true;
  return of_both;
}();

/// Sections 3.4 to 3.7.
template <class Out, class Holding, PacketType type>
void put(Out& out, Version version, const BasicPublishAck<Holding, type>& acknowledgement) {
  out.doubt_if(acknowledgement.packet_id == 0 ||
               !is_code_of_both<type>[static_cast<std::size_t>(acknowledgement.reason_code)]);
  out.two_byte_integer(acknowledgement.packet_id);
  put_shortest_end(out, version, acknowledgement);
}

/// Section 3.8.3.1; in 3.1.1 the Requested QoS alone (3.8.3).
template <class Holding>
std::uint8_t subscription_options(Version version, const BasicSubscription<Holding>& subscription) {
  const std::uint8_t qos = two_bits(subscription.maximum_qos);
  if (version == Version::v3_1_1) return qos;
  return static_cast<std::uint8_t>(qos | bit(subscription.no_local, 2) |
                                   bit(subscription.retain_as_published, 3) |
                                   two_bits(subscription.retain_handling) << 4);
}

/// Section 3.8.
template <class Out, class Holding>
void put(Out& out, Version version, const BasicSubscribe<Holding>& subscribe) {
  out.doubt_if(subscribe.packet_id == 0 || subscribe.subscriptions.empty());
  out.two_byte_integer(subscribe.packet_id);
  put_properties(out, version, subscribe.properties);
  for (const auto& subscription : subscribe.subscriptions) {
    out.doubt_if(subscription.maximum_qos > Qos::exactly_once ||
                 subscription.retain_handling > RetainHandling::do_not_send ||
                 (subscription.no_local && is_shared(subscription.topic_filter)));
    out.topic_filter(subscription.topic_filter);
    out.byte(subscription_options(version, subscription));
  }
}

/// Section 3.9.
template <class Out, class Holding>
void put(Out& out, Version version, const BasicSuback<Holding>& suback) {
  out.two_byte_integer(suback.packet_id);
  put_properties(out, version, suback.properties);
  out.raw(as_bytes(suback.reason_codes));
}

/// Section 3.10.
template <class Out, class Holding>
void put(Out& out, Version version, const BasicUnsubscribe<Holding>& unsubscribe) {
  out.doubt_if(unsubscribe.packet_id == 0 || unsubscribe.topic_filters.empty());
  out.two_byte_integer(unsubscribe.packet_id);
  put_properties(out, version, unsubscribe.properties);
  for (const auto& filter : unsubscribe.topic_filters) out.topic_filter(filter.text);
}

/// Section 3.11.
template <class Out, class Holding>
void put(Out& out, Version version, const BasicUnsuback<Holding>& unsuback) {
  out.two_byte_integer(unsuback.packet_id);
  put_properties(out, version, unsuback.properties);
  if (version == Version::v5_0) out.raw(as_bytes(unsuback.reason_codes));
}

/// Sections 3.12 and 3.13.
template <class Out, class Holding>
void put(Out&, Version, const BasicPingreq<Holding>&) {}
template <class Out, class Holding>
void put(Out&, Version, const BasicPingresp<Holding>&) {}

/// Section 3.14.
template <class Out, class Holding>
void put(Out& out, Version version, const BasicDisconnect<Holding>& disconnect) {
  put_shortest_end(out, version, disconnect);
}

/// Section 3.15. The short form of 3.15.2.1 lacks the Authentication Method that 3.15.2.2.2 asks
/// for, so that it is the shortest only of what is contested.
template <class Out, class Holding>
void put(Out& out, Version version, const BasicAuth<Holding>& auth) {
  if (auth.reason_code == ReasonCode::success && !has_any(auth.properties)) return;
  out.byte(static_cast<std::uint8_t>(auth.reason_code));
  put_properties(out, version, auth.properties);
}

}  // namespace mqttspec::encoding
