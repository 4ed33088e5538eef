// Parses DISCONNECT and AUTH: sections 3.14 and 3.15.
#include "codec/grammar/run_packet.hpp"
#include "codec/grammar/s3_14_disconnect.hpp"
#include "codec/grammar/s3_15_auth.hpp"

namespace mqttspec::grammar {

// The fixed header has made sure that nothing follows.
template <>
bool parse_disconnect<Version::v3_1_1>(Scan& scan, Cursor, Cursor) {
  scan.visitor.on(Disconnect{});
  return true;
}

template <>
[[gnu::flatten]] bool parse_disconnect<Version::v5_0>(Scan& scan, Cursor first, Cursor last) {
  return run_packet<Disconnect>(disconnect, scan, first, last);
}

// Nothing is left of an AUTH. From a Client that is no short form either: it never says Success.
[[gnu::cold]] static bool check_short_auth(Scan& scan, Cursor at) {
  if (scan.sender == Sender::client)
    return protocol_error(scan, at, authentication_method_required);
  return contested(scan, at, authentication_method_required, ReasonCode::protocol_error);
}

[[gnu::flatten]] bool parse_auth(Scan& scan, Cursor first, Cursor last) {
  Auth packet;
  const bool parsed =
      first == last ? check_short_auth(scan, first) : run(auth, first, last, scan, packet);
  if (parsed) scan.visitor.on(packet);
  return parsed;
}

}  // namespace mqttspec::grammar
