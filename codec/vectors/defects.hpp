// The catalogue of defects: each function puts every defect of its class into every field of a
// valid packet that can have it.
#pragma once

#include "codec/vectors/defect_sink.hpp"

namespace mqttspec::vectors {

/// Byte 1: flags, type, direction.
void break_first_byte(const Specimen& specimen, DefectSink& sink);
/// The Remaining Length: too long, not the shortest, not the length of the type.
void break_remaining_length(const Specimen& specimen, DefectSink& sink);
/// The packet ends early at every byte, its Remaining Length being right.
void cut_packet(const Specimen& specimen, DefectSink& sink);
/// Bytes behind the end.
void append_bytes(const Specimen& specimen, DefectSink& sink);
/// Characters of every string.
void break_characters(const Specimen& specimen, DefectSink& sink);
/// Lengths of strings and Binary Data.
void break_string_lengths(const Specimen& specimen, DefectSink& sink);
/// Topic Names and Topic Filters.
void break_topics(const Specimen& specimen, DefectSink& sink);
/// Packet Identifier, Reason Codes, Subscription Options, CONNACK flags.
void break_values(const Specimen& specimen, DefectSink& sink);
/// Protocol Name, Protocol Version and flags of CONNECT.
void break_connect(const Specimen& specimen, DefectSink& sink);
/// Properties: where they may not stand, twice, with wrong values, and what depends on them.
void break_properties(const Specimen& specimen, DefectSink& sink);
/// Property Length and Property Identifier.
void break_property_framing(const Specimen& specimen, DefectSink& sink);

/// A packet that its sender may not send: the twin is what the other side sends.
void send_from_other_side(const Specimen& specimen, DefectSink& sink);

inline constexpr auto catalogue = {
    break_first_byte,       break_remaining_length, cut_packet,   append_bytes,  break_characters,
    break_string_lengths,   break_topics,           break_values, break_connect, break_properties,
    break_property_framing, send_from_other_side,
};

}  // namespace mqttspec::vectors
