// Captures of a network: pcap and pcapng, through libpcap, with libtins for frames and streams.
#pragma once

#include <cstdio>
#include <expected>
#include <set>
#include <stop_token>
#include <string>

#include "conformance/traffic/traffic_report.hpp"

namespace mqttspec::conformance::traffic {

struct CaptureSettings {
  /// Where Servers listen. Connections to other ports are judged too if they begin with a CONNECT;
  /// of connections that began before the capture only those to these ports are taken for MQTT.
  std::set<std::uint16_t> ports = {1883};
};

/// Judges the TCP connections of a capture one packet after the other. Holds no more than what open
/// connections need. `file` is closed. Fails if it is no capture; one that is cut, or has frames
/// that cannot be read, is judged as far as it goes.
std::expected<void, std::string> judge_capture(std::FILE* file, const CaptureSettings& settings,
                                               TrafficReport& report, const std::stop_token& stop);

}  // namespace mqttspec::conformance::traffic
