// A violation that was seen in traffic, and where it is reported to.
#pragma once

#include <string>

#include "conformance/traffic/recent_packets.hpp"
#include "spec/register.hpp"

namespace mqttspec::conformance::traffic {

/// What is known of a Network Connection before a byte of it was seen.
struct ConnectionInfo {
  std::uint64_t number = 0;  // from 1, in the order in which they appear
  std::string client;        // "127.0.0.1:40000"
  std::string server;
  bool from_its_beginning = true;
  bool is_mqtt = true;          // else only if it begins like MQTT
  bool has_boundaries = false;  // what comes at once begins with a packet
};

struct Incident {
  const ConnectionInfo* connection;
  Sender culprit;
  Version version;
  StatementId statement;
  std::string found_by;  // "codec", or the monitor's guarantee
  std::string text;
  std::vector<SeenPacket> packets;  // the newest is the one that proves it
  std::vector<std::uint8_t> bytes;  // of that one, up to 64 KiB
};

/// Why a connection is not judged, or not by all rules.
enum class Restriction : std::uint8_t {
  none,
  began_before,   // after its CONNECT: each packet is judged by itself
  bytes_missing,  // in the capture: the same, from there on
  not_mqtt,       // another protocol, or a version that is neither 3.1.1 nor 5.0
  unreadable,     // behind bytes of which nobody can tell where they end
  too_much_open,  // what is open cannot be told: each packet is judged by itself
};

/// What became of a connection.
struct ConnectionSummary {
  std::uint64_t packets = 0;
  std::uint64_t contested = 0;  // packets on which the Standard is of two minds
  std::uint64_t too_large = 0;  // packets that were not looked at
  Restriction restriction = Restriction::none;
  std::vector<Version> versions;  // that all of its packets fit
};

class IncidentSink {
 public:
  virtual void on(const Incident& incident) = 0;

 protected:
  ~IncidentSink() = default;
};

}  // namespace mqttspec::conformance::traffic
