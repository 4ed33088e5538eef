// Where a UTF-8 Encoded String, Topic Name or Topic Filter goes wrong: one pass over the bytes
// finds ill-formed UTF-8, U+0000 and wildcard characters together.
#pragma once

#include <cstdint>

namespace mqttspec {

/// The first byte in [first, last) that may not stand in a UTF-8 Encoded String, or `last`: a zero
/// byte, or the start of an ill-formed sequence (over-long form, surrogate, above U+10FFFF, cut).
/// Control characters, non-characters and U+FEFF are let pass. 3.1.1 section 1.5.3, 5.0 1.5.4.
const std::uint8_t* find_text_fault(const std::uint8_t* first, const std::uint8_t* last);

/// The same for a Topic Name, in which `+` and `#` are faults as well (section 4.7.1). Its length
/// is not looked at.
const std::uint8_t* find_topic_name_fault(const std::uint8_t* first, const std::uint8_t* last);

/// The same for a Topic Filter, in which only a misplaced `+` or `#` is a fault: `+` fills a whole
/// level, `#` too and is the last character (section 4.7.1). Its length is not looked at.
const std::uint8_t* find_topic_filter_fault(const std::uint8_t* first, const std::uint8_t* last);

}  // namespace mqttspec
