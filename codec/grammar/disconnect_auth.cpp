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

bool parse_auth(Scan& scan, Cursor first, Cursor last, PacketVisitor& visitor) {
  Auth packet;
  const bool parsed = run(auth, first, last, scan, packet);
  if (parsed) visitor.on(packet);
  return parsed;
}

}  // namespace mqttspec::grammar
