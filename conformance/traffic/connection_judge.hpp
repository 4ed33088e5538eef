// Judges what passes on one Network Connection, both sides of it, by the codec and by monitors.
#pragma once

#include <memory>
#include <optional>

#include "codec/decode.hpp"
#include "conformance/traffic/examination.hpp"
#include "conformance/traffic/incident.hpp"
#include "conformance/traffic/outstanding.hpp"

namespace mqttspec::conformance::traffic {

/// Takes the bytes of both directions in an order in which they can have passed some point between
/// the two sides. Blames only for what is wrong whatever was on its way, or happened elsewhere.
///
/// Packets that Outstanding finds plain go no further. Any other wakes the monitors, which are told
/// of what is open, and look at all packets until there is nothing left to look at.
class ConnectionJudge {
 public:
  /// Both must outlive it.
  ConnectionJudge(const ConnectionInfo& info, IncidentSink& sink);
  ConnectionJudge(const ConnectionJudge&) = delete;
  ConnectionJudge& operator=(const ConnectionJudge&) = delete;
  ~ConnectionJudge();

  /// The next bytes from that side.
  void take(Sender from, Bytes bytes, const Moment& moment);
  /// Bytes from that side are missing here.
  void skip(Sender from);
  const ConnectionSummary& summary() const { return summary_; }

 private:
  // One direction of the connection.
  struct Direction {
    std::vector<std::uint8_t> held;  // the beginning of a packet
    std::size_t to_skip = 0;         // of a packet that is too large
    bool is_dead = false;            // nothing behind here can be read
    bool is_lost = false;            // nobody knows where the next packet begins
    unsigned trusted = 0;            // packets in a row that fit, since it was lost
  };

  Direction& direction(Sender from) { return directions_[from == Sender::client ? 0 : 1]; }
  bool begins_well(Sender from, Bytes bytes) const;
  void give_up(Restriction restriction);
  std::size_t take_packets(Sender from, Bytes bytes, const Moment& moment);
  bool find_again(Sender from, Bytes bytes);
  void judge_packet(Sender from, Bytes bytes, const Moment& moment);
  void judge_without_connect(Bytes bytes, const Moment& moment);
  void judge_alone(Sender from, Bytes bytes, const Moment& moment);
  void judge_in_context(Sender from, const Packet& packet, Bytes bytes, const Moment& moment);
  void on_violation(Sender from, Version version, const Violation& violation, Bytes bytes,
                    const Moment& moment);
  void examine(const model::TraceEvent& event, Bytes bytes, const Moment& moment);
  void rest_if_possible();
  bool is_certain(const AttributedFinding& found, const model::TraceEvent& event,
                  const Moment& moment) const;
  void report(Sender culprit, Version version, const StatementId& statement, std::string found_by,
              std::string text, Bytes bytes);
  void restrict_to(Restriction restriction);

  const ConnectionInfo& info_;
  IncidentSink& sink_;
  ConnectionSummary summary_;
  Direction directions_[2];
  bool has_begun_ = false;
  bool alone_ = false;  // each packet is judged by itself
  Version version_ = Version::v5_0;
  bool has_version_ = false;
  std::optional<std::uint64_t> connack_at_us_;
  bool client_knows_connack_ = false;
  RecentPackets recent_;
  Outstanding outstanding_;
  std::unique_ptr<Examination> examination_;
  std::size_t plain_in_a_row_ = 0;
};

}  // namespace mqttspec::conformance::traffic
