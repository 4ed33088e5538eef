// The fuzz targets as plain functions, so that libFuzzer drives one of them at a time and a test
// replays the corpora through all.
#pragma once

#include <string_view>

#include "codec/bytes.hpp"

namespace mqttspec::fuzz {

/// Aborts, or throws, having said what does not hold, if `input` finds a fault.
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

// The bytes of the next two are choices (codec/choices.hpp): a profile, then what Clients do, line
// by line, and what the broker makes of its freedoms.
/// The step function takes any run, with any fault; without one, no monitor has anything to say.
Target step;
/// The tracker finds an explanation for the reference broker, however long things are under way.
Target oracle;
/// False of a run of which the tracker knows nothing in the end.
bool oracle_knows(Bytes input);
/// The reference broker takes any bytes on three connections, and answers as the monitors want it.
/// Bytes come in pieces: one that says what happens where, one for the length, and the piece.
Target stream;

struct NamedTarget {
  std::string_view name;  // of the program before "_fuzz", and of a corpus of its own
  Target* run;
};

inline constexpr NamedTarget targets[] = {
    {"decode", decode},
    {"differential", differential},
    {"round_trip", round_trip},
    {"chunking", chunking},
    {"topic_filter", topic_filter},
    {"utf8", utf8},
    {"step", step},
    {"oracle", oracle},
    {"stream", stream},
};

}  // namespace mqttspec::fuzz
