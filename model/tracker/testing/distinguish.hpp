// Looks for a script on which a faulty broker does what no right one does, and makes it short.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/fault.hpp"
#include "model/profile.hpp"

namespace mqttspec::model::tracker {

struct Distinguishing {
  std::string_view profile;
  std::string lines;  // each behind `; `
};

/// True if the tracker rejects the broker on this script, where everything arrives at once. False
/// also if the tracker cannot tell.
bool is_rejected(std::string_view lines, Version version, const Profile& profile,
                 const FaultSet& faults);

/// The script without all that it does not need: no line can be left out of it, no option, and no
/// Topic Filter.
std::string shortened(std::string_view lines, Version version, const Profile& profile,
                      const FaultSet& faults);

/// The shortest one that shortening leaves of the scripts of the faults, or, if none of these will
/// do, of so many random ones.
std::optional<Distinguishing> distinguishing_script(const FaultSet& faults, Version version,
                                                    unsigned random_scripts);

}  // namespace mqttspec::model::tracker
