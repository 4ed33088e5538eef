// Parses DISCONNECT and AUTH: sections 3.14 and 3.15.
#include "codec/grammar/packets.hpp"
#include "codec/grammar/s3_14_disconnect.hpp"
#include "codec/grammar/s3_15_auth.hpp"

namespace mqttspec::grammar {

bool parse_disconnect(Scan& scan, Cursor first, Cursor last, PacketVisitor& visitor) {
  Disconnect packet;
  // The fixed header has made sure that a DISCONNECT of 3.1.1 ends here.
  const bool parsed = scan.version == Version::v3_1_1 || run(disconnect, first, last, scan, packet);
  if (parsed) visitor.on(packet);
  return parsed;
}

// Nothing is left of an AUTH. From a Client that is no short form either: it never says Success.
[[gnu::cold]] static bool check_short_auth(Scan& scan, Cursor at) {
  if (scan.sender == Sender::client)
    return protocol_error(scan, at, authentication_method_required);
  return contested(scan, at, authentication_method_required, ReasonCode::protocol_error);
}

bool parse_auth(Scan& scan, Cursor first, Cursor last, PacketVisitor& visitor) {
  Auth packet;
  const bool parsed =
      first == last ? check_short_auth(scan, first) : run(auth, first, last, scan, packet);
  if (parsed) visitor.on(packet);
  return parsed;
}

}  // namespace mqttspec::grammar
