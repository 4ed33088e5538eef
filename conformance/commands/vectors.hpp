// `mqttspec vectors`: test vectors for any codec, as files.
#pragma once

#include <iosfwd>
#include <string>

namespace mqttspec::conformance::commands {

/// Writes the files of codec/vectors/files.hpp into the folder, which is made if need be, and one
/// line about each on `out`. Files of the same names are replaced, others left alone. Returns 0; 2
/// if the folder cannot be made or written to; 4 if writing fails later on. Says why on `err`.
int vectors_command(const std::string& folder, std::ostream& out, std::ostream& err);

}  // namespace mqttspec::conformance::commands
