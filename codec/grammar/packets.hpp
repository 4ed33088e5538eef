// The parsers of whole packets, one function a type, so that X3 stays within a few files.
#pragma once

#include "codec/decode.hpp"
#include "codec/grammar/scan.hpp"

namespace mqttspec::grammar {

/// Each parses the bytes behind the fixed header, [first, last), by the version in `scan`, and
/// hands the packet to `visitor`. False: `scan` holds the violation, and the visitor was not
/// called.
using ParsePacket = bool(Scan& scan, Cursor first, Cursor last, PacketVisitor& visitor);

ParsePacket parse_connect;
ParsePacket parse_connack;
ParsePacket parse_publish;
ParsePacket parse_puback;
ParsePacket parse_pubrec;
ParsePacket parse_pubrel;
ParsePacket parse_pubcomp;
ParsePacket parse_subscribe;
ParsePacket parse_suback;
ParsePacket parse_unsubscribe;
ParsePacket parse_unsuback;
ParsePacket parse_disconnect;
ParsePacket parse_auth;

}  // namespace mqttspec::grammar
