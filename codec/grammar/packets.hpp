// The parsers of whole packets, one function a type, so that X3 stays within a few files.
#pragma once

#include "codec/grammar/scan.hpp"

namespace mqttspec::grammar {

/// Each parses the bytes behind the fixed header, [first, last), by the rules of one version, and
/// hands the packet to the visitor in `scan`. False: `scan` holds the violation, and the visitor
/// was not called.
using ParsePacket = bool(Scan& scan, Cursor first, Cursor last);

/// By its own version, whatever the Scan says.
ParsePacket parse_connect;

template <Version version>
bool parse_connack(Scan& scan, Cursor first, Cursor last);
template <Version version>
bool parse_publish(Scan& scan, Cursor first, Cursor last);
template <Version version>
bool parse_puback(Scan& scan, Cursor first, Cursor last);
template <Version version>
bool parse_pubrec(Scan& scan, Cursor first, Cursor last);
template <Version version>
bool parse_pubrel(Scan& scan, Cursor first, Cursor last);
template <Version version>
bool parse_pubcomp(Scan& scan, Cursor first, Cursor last);
template <Version version>
bool parse_subscribe(Scan& scan, Cursor first, Cursor last);
template <Version version>
bool parse_suback(Scan& scan, Cursor first, Cursor last);
template <Version version>
bool parse_unsubscribe(Scan& scan, Cursor first, Cursor last);
template <Version version>
bool parse_unsuback(Scan& scan, Cursor first, Cursor last);
template <Version version>
bool parse_disconnect(Scan& scan, Cursor first, Cursor last);

/// 5.0 only.
ParsePacket parse_auth;

}  // namespace mqttspec::grammar
