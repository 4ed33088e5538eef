// The values at the edges of each data type, with names for them.
#pragma once

#include <array>
#include <string_view>

#include "codec/vectors/valid_sink.hpp"

namespace mqttspec::vectors {

/// A string, what it is an edge of, and how it is marked.
struct TextEdge {
  std::string_view name;
  std::string_view text;
  Mark mark = Mark::none;
};

/// Strings that every UTF-8 Encoded String may be, the first one ordinary. A receiver may refuse
/// control characters and non-characters ([MQTT-1.5.3-1] and the advice behind it).
inline constexpr auto text_edges = std::to_array<TextEdge>({
    {"ordinary", "abc", Mark::twin},
    {"one character", "z"},
    {"space", " "},
    {"two byte character U+0080", "\xC2\x80", Mark::contested},
    {"two byte character U+00E4", "\xC3\xA4", Mark::twin},
    {"two byte character U+07FF", "\xDF\xBF"},
    {"three byte character U+0800", "\xE0\xA0\x80"},
    {"three byte character U+20AC", "\xE2\x82\xAC"},
    {"last before the surrogates U+D7FF", "\xED\x9F\xBF"},
    {"first behind the surrogates U+E000", "\xEE\x80\x80"},
    {"replacement character U+FFFD", "\xEF\xBF\xBD"},
    {"four byte character U+10000", "\xF0\x90\x80\x80"},
    {"four byte character U+1D11E", "\xF0\x9D\x84\x9E"},
    {"last private character U+10FFFD", "\xF4\x8F\xBF\xBD"},
    {"U+FEFF alone", "\xEF\xBB\xBF"},
    {"U+FEFF first",
     "\xEF\xBB\xBF"
     "a"},
    {"U+FEFF inside",
     "a\xEF\xBB\xBF"
     "b"},
    {"not normalised", "A\xCC\x8A"},
    {"control character U+0001", "\x01", Mark::contested},
    {"control character U+007F", "\x7F", Mark::contested},
    {"non-character U+FDD0", "\xEF\xB7\x90", Mark::contested},
    {"non-character U+FFFF", "\xEF\xBF\xBF", Mark::contested},
    {"non-character U+10FFFF", "\xF4\x8F\xBF\xBF", Mark::contested},
});

/// Topic Names beyond those that text_edges makes.
inline constexpr auto topic_name_edges = std::to_array<TextEdge>({
    {"one level", "t", Mark::twin},
    {"two levels", "a/b", Mark::twin},
    {"separator alone", "/"},
    {"separators alone", "//"},
    {"separator first", "/a"},
    {"separator last", "a/"},
    {"empty level", "a//b"},
    {"space in a level", "a b/c d"},
    {"capital letters", "A/a"},
    {"topic of the Server", "$SYS/load"},
    {"dollar inside", "a/$b"},
    {"many levels", "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p"},
});

/// Topic Filters of every shape.
inline constexpr auto topic_filter_edges = std::to_array<TextEdge>({
    {"one level", "t", Mark::twin},
    {"two levels", "a/b", Mark::twin},
    {"multi-level wildcard alone", "#"},
    {"multi-level wildcard last", "a/#"},
    {"multi-level wildcard behind a separator", "/#"},
    {"single-level wildcard alone", "+"},
    {"single-level wildcard first", "+/a"},
    {"single-level wildcard last", "a/+"},
    {"single-level wildcard inside", "a/+/b", Mark::twin},
    {"single-level wildcards alone", "+/+"},
    {"single-level wildcard behind a separator", "/+"},
    {"both wildcards", "+/a/#"},
    {"both wildcards in a row", "+/#"},
    {"separator alone", "/"},
    {"separators alone", "//"},
    {"empty level", "a//b"},
    {"topics of the Server", "$SYS/#"},
    {"dollar share without a separator", "$share"},
    {"something like a share", "$shared/g/t"},
    {"space in a level", "a b"},
    {"two byte character", "\xC3\xA4/\xC3\xB6"},
    {"four byte character", "\xF0\x9F\x98\x80"},
    {"U+FEFF", "\xEF\xBB\xBF"},
});

/// Shared Subscriptions (5.0 section 4.8.2); plain Topic Filters in 3.1.1.
inline constexpr auto shared_filter_edges = std::to_array<TextEdge>({
    {"Shared Subscription", "$share/g/t", Mark::twin},
    {"Shared Subscription to all", "$share/g/#"},
    {"Shared Subscription with a wildcard", "$share/g/+/a"},
    {"Shared Subscription to a topic that begins with a separator", "$share/g//t"},
    {"Shared Subscription, dollar in the ShareName", "$share/$g/t"},
    {"Shared Subscription, ShareName of more bytes", "$share/\xC3\xA4\xE2\x82\xAC/t"},
});

}  // namespace mqttspec::vectors
