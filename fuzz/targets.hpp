// The fuzz targets as plain functions, so that libFuzzer drives one of them at a time and a test
// replays the corpora through all.
#pragma once

#include <string_view>

#include "codec/bytes.hpp"

namespace mqttspec::fuzz {

/// Aborts, after saying on standard error what does not hold, if `input` finds a fault.
using Target = void(Bytes input);

// The first byte of these four chooses version, sender and strictness (see stream.hpp); the others
// are what the sender sends. They share the corpus "packets".

/// Decoding any bytes: every field of what comes out can be read, and says what the bytes say.
Target decode;
/// The grammar and the second decoder agree.
Target differential;
/// What was decoded can be encoded, decodes to the same packet, and is then encoded the same.
Target round_trip;
/// However the bytes arrive, in whatever pieces, the same packets come out of them.
Target chunking;

/// A Topic Filter up to the first line feed, and behind it a Topic Name: both are judged and
/// matched as by splitting them into levels.
Target topic_filter;
/// A text is found well-formed where a decoder of single characters finds it so.
Target utf8;

struct NamedTarget {
  std::string_view name;  // of the program before "_fuzz", and of a corpus of its own
  Target* run;
};

inline constexpr NamedTarget targets[] = {
    {"decode", decode},     {"differential", differential}, {"round_trip", round_trip},
    {"chunking", chunking}, {"topic_filter", topic_filter}, {"utf8", utf8},
};

}  // namespace mqttspec::fuzz
