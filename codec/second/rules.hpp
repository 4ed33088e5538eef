// The rules that the second decoder enforces, each with its statements and kind of violation.
#pragma once

#include "codec/violation.hpp"

namespace mqttspec::second {

using namespace literals;

struct Rule {
  Cited statements;
  ViolationKind kind;
  ReasonCode reason_code;
};

consteval Rule malformed(Cited statements) {
  return {statements, ViolationKind::malformed, ReasonCode::malformed_packet};
}
consteval Rule protocol_error(Cited statements, ReasonCode code = ReasonCode::protocol_error) {
  return {statements, ViolationKind::protocol_error, code};
}
/// For what can be defended as well: see ViolationKind.
consteval Rule contested(Cited statements, ReasonCode code = ReasonCode::protocol_error) {
  return {statements, ViolationKind::contested, code};
}

// Chapter 1: data types.
inline constexpr Rule ill_formed_utf8 = malformed("MQTT-1.5.3-1"_v311 | "MQTT-1.5.4-1"_v5);
inline constexpr Rule has_null_character = malformed("MQTT-1.5.3-2"_v311 | "MQTT-1.5.4-2"_v5);
inline constexpr Rule integer_too_long = malformed("U3.1.1-2.2.3-2"_v311 | "U5.0-1.5.5-1"_v5);
inline constexpr Rule integer_not_minimal = malformed("MQTT-1.5.5-1"_v5);
inline constexpr Rule bad_string_pair = malformed("MQTT-1.5.7-1"_v5);

// Chapter 2: what all packets share.
inline constexpr Rule reserved_type = malformed("U3.1.1-2.2.1-1"_v311 | "U5.0-2.1.2-1"_v5);
inline constexpr Rule wrong_direction = protocol_error("U3.1.1-2.2.1-1"_v311 | "U5.0-2.1.2-1"_v5);
inline constexpr Rule reserved_flags = malformed("MQTT-2.2.2-1"_v311 | "MQTT-2.1.3-1"_v5);
inline constexpr Rule packet_ends_early = malformed("U3.1.1-2.2.3-1"_v311 | "U5.0-2.1.4-1"_v5);
inline constexpr Rule too_large_for_client =
    protocol_error("MQTT-3.1.2-24"_v5, ReasonCode::packet_too_large);
inline constexpr Rule too_large_for_server =
    protocol_error("MQTT-3.2.2-15"_v5, ReasonCode::packet_too_large);
inline constexpr Rule no_property_length = malformed("MQTT-2.2.2-1"_v5);
inline constexpr Rule bad_property_length = malformed("U5.0-2.2.2.1-1"_v5);
inline constexpr Rule bad_property = malformed("U5.0-2.2.2.2-1"_v5);

// Section 4.7: topics.
inline constexpr Rule empty_topic = protocol_error("MQTT-4.7.3-1"_v311 | "MQTT-4.7.3-1"_v5);
inline constexpr Rule null_in_topic = malformed("MQTT-4.7.3-2"_v311 | "MQTT-4.7.3-2"_v5);
inline constexpr Rule wildcard_in_name = malformed("MQTT-4.7.1-1"_v311 | "MQTT-4.7.0-1"_v5);
inline constexpr Rule misplaced_multi_level = malformed("MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5);
inline constexpr Rule misplaced_single_level = malformed("MQTT-4.7.1-3"_v311 | "MQTT-4.7.1-2"_v5);
inline constexpr Rule empty_share_name = malformed("MQTT-4.8.2-1"_v5);
inline constexpr Rule bad_share_name = malformed("MQTT-4.8.2-2"_v5);

/// What a packet breaks whose Packet Identifier is cut, or 0.
struct PacketIdRules {
  Rule cut;
  Rule zero;
};
consteval PacketIdRules packet_id_rules(Cited statements) {
  return {malformed(statements), protocol_error(statements)};
}

inline constexpr PacketIdRules packet_id_from_client =
    packet_id_rules("MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5);
inline constexpr PacketIdRules packet_id_from_server =
    packet_id_rules("MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-4"_v5);

/// What the characters of a text can break.
struct TextRules {
  Rule ill_formed = ill_formed_utf8;
  Rule null_character = has_null_character;
  Rule wildcard = wildcard_in_name;  // for Topic Names only
};

inline constexpr TextRules any_text{};
inline constexpr TextRules pair_text{bad_string_pair, bad_string_pair};
consteval TextRules topic_text(Rule wildcard) { return {ill_formed_utf8, null_in_topic, wildcard}; }
inline constexpr TextRules any_topic_text = topic_text(wildcard_in_name);

}  // namespace mqttspec::second
