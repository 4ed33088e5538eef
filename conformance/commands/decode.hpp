// `mqttspec decode`: what the codec says of packets that people paste.
#pragma once

#include <iosfwd>
#include <optional>

#include "codec/decode.hpp"
#include "conformance/commands/decode_notation.hpp"

namespace mqttspec::conformance::commands {

struct DecodeOptions {
  std::optional<Version> version;               // none: told by the CONNECT packets of the input
  std::optional<Sender> from = Sender::client;  // none: either, unless a mark says it
  Notation notation = Notation::guessed;
  bool each_line = false;  // no line is joined with the next
  bool explain = false;    // the fields of each packet below its verdict
  bool strict = false;     // contested packets are rejected
};

/// Reads packets from `in`, in the notations of decode_notation.hpp and the shapes of
/// decode_input.hpp. Writes one line for each line, dump or list, at once:
///
///     ok TYPE | malformed ID @offset | protocol-error ID @offset | incomplete
///
/// A packet on which the Standard contradicts itself or is silent is `ok TYPE (contested ID
/// @offset)`, and only `contested ID @offset` if `strict`. A field whose length runs past the
/// packet is named: `malformed ID @2 (Protocol Name: length 1024, but 14 bytes are left)`. If bytes
/// follow a packet they are decoded too, and the verdicts are separated by "; "; behind a packet
/// that is wrong, if its Remaining Length says where it ends. A good CONNECT sets the version for
/// what follows it: on its line, and if the options have none, on all later ones. Where nothing has
/// told the version, or the sender, and it matters, each verdict is said: `3.1.1: ok PUBLISH | 5.0:
/// malformed ID @5`. Offsets count from the first byte of the line, dump or list. What has no bytes
/// is complained of on `err`, and the rest is still decoded. Returns 0, or 2 if there was such a
/// line.
int decode_command(const DecodeOptions& options, std::istream& in, std::ostream& out,
                   std::ostream& err);

}  // namespace mqttspec::conformance::commands
