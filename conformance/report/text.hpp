// Small steps that all reports share: names, sentences and commands as plain text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mqttspec::conformance::report {

/// Breaks the text at white space into lines of at most `width` characters; a longer word has a
/// line of its own. There is at least one line.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// The text as UTF-8 that XML and JSON can hold: bytes that are ill-formed, control characters but
/// for line feeds and tabs, and U+FFFE and U+FFFF become \xNN.
std::string valid_text(std::string_view text);

/// The word as a POSIX shell takes it: in single quotes unless it needs none.
std::string shell_word(std::string_view word);

}  // namespace mqttspec::conformance::report
