// What a selector on the command line means: a section, a statement, or a glob over case names.
#pragma once

#include <string_view>

#include "conformance/play/case.hpp"

namespace mqttspec::conformance::runner {

/// True if the selector names the case. "3.1" names the cases of section 3.1 and of all sections
/// below it, and those that judge a statement of them; a statement identifier, with or without
/// brackets, names the cases that judge it; anything else is a glob over the whole name, in which *
/// takes / as well.
bool selects(std::string_view selector, const play::CaseGroup& group, const play::Case& which);

}  // namespace mqttspec::conformance::runner
