// `mqttspec decode`: what the codec says of packets given in hexadecimal.
#pragma once

#include <iosfwd>

#include "codec/decode.hpp"

namespace mqttspec::conformance::commands {

struct DecodeOptions {
  Version version = Version::v5_0;
  Sender from = Sender::client;
  bool explain = false;  // the fields of each packet below its verdict
  bool strict = false;   // contested packets are rejected
};

/// Reads packets from `in`, one a line, bytes with or without spaces between them; what follows a #
/// is a comment, and lines with nothing else are skipped. Writes one line for each, at once:
///
///     ok TYPE | malformed ID @offset | protocol-error ID @offset | incomplete
///
/// A packet on which the Standard contradicts itself or is silent is `ok TYPE (contested ID
/// @offset)`, and only `contested ID @offset` if `strict`.
/// If bytes follow a good packet on its line, they are decoded too, and the verdicts are separated
/// by "; ". A good CONNECT sets the version for what follows it on the line. Offsets count from the
/// first byte of the line. A line that is not hexadecimal is complained of on `err`, and the others
/// are still decoded. Returns 0, or 2 if there was such a line.
int decode_command(const DecodeOptions& options, std::istream& in, std::ostream& out,
                   std::ostream& err);

}  // namespace mqttspec::conformance::commands
