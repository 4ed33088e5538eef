// Parses CONNECT: section 3.1.
#include "codec/grammar/packets.hpp"
#include "codec/grammar/s3_01_connect.hpp"

namespace mqttspec::grammar {

[[gnu::cold]] Rejected reject_protocol(Scan& scan, Cursor at, Cited cited) {
  return reject(scan, at, cited, ViolationKind::protocol_error,
                ReasonCode::unsupported_protocol_version);
}

bool check_connect_flags(Scan& scan, Cursor at, ConnectFlags flags) {
  if (flags.has(ConnectFlags::reserved))
    return malformed(scan, at, "MQTT-3.1.2-3"_v311 | "MQTT-3.1.2-3"_v5);
  if (!flags.has(ConnectFlags::will)) {
    if (flags.has(ConnectFlags::will_qos))
      return protocol_error(scan, at, "MQTT-3.1.2-13"_v311 | "MQTT-3.1.2-11"_v5);
    if (flags.has(ConnectFlags::will_retain))
      return protocol_error(scan, at, "MQTT-3.1.2-15"_v311 | "MQTT-3.1.2-13"_v5);
  }
  if ((flags.bits & ConnectFlags::will_qos) == ConnectFlags::will_qos)
    return malformed(scan, at, "MQTT-3.1.2-14"_v311 | "MQTT-3.1.2-12"_v5);
  if (scan.version == Version::v3_1_1 && flags.has(ConnectFlags::password) &&
      !flags.has(ConnectFlags::user_name))
    return protocol_error(scan, at, "MQTT-3.1.2-22"_v311);
  return true;
}

namespace {

template <Version version>
[[gnu::flatten]] bool parse_rest(Scan& scan, Cursor& first, Cursor last, Connect& packet) {
  ConnectFlags flags;
  const auto context = x3::make_context<scan_tag>(scan);
  return connect<version>.parse(first, last, x3::make_context<connect_flags_tag>(flags, context),
                                x3::unused, packet);
}

}  // namespace

bool parse_connect(Scan& scan, Cursor first, Cursor last) {
  Connect packet;
  if (!run(connect_protocol, first, last, scan, packet.version)) return false;
  const bool parsed = packet.version == Version::v3_1_1
                          ? parse_rest<Version::v3_1_1>(scan, first, last, packet)
                          : parse_rest<Version::v5_0>(scan, first, last, packet);
  if (parsed) scan.visitor.on(packet);
  return parsed;
}

}  // namespace mqttspec::grammar
