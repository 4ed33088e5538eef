// TCP streams of a capture, as libtins puts them together, and the order in which the bytes of both
// directions can have passed.
#pragma once

#include <tins/tcp_ip/stream_follower.h>

#include <deque>
#include <memory>
#include <unordered_set>

#include "conformance/traffic/capture.hpp"
#include "conformance/traffic/connection_judge.hpp"

namespace mqttspec::conformance::traffic {

/// A frame may stand in a capture before another that its sender had received already: then the
/// acknowledgement number in it runs ahead of the other direction. Such bytes wait for the others;
/// if those do not come, bytes are missing there.
class CaptureStreams {
 public:
  CaptureStreams(const CaptureSettings& settings, TrafficReport& report);
  CaptureStreams(const CaptureStreams&) = delete;
  CaptureStreams& operator=(const CaptureStreams&) = delete;

  /// The next frame, from its IP layer or a layer below on; takes it. Frames without TCP are
  /// ignored.
  void take(std::unique_ptr<Tins::PDU> frame, const Moment& moment,
            std::chrono::microseconds timestamp);
  /// Nothing more will come.
  void finish();

 private:
  struct Waiting {
    std::vector<std::uint8_t> bytes;
    std::uint32_t acknowledged;
    Moment moment;
  };
  struct Connection;
  using Streams = Tins::TCPIP::Stream;

  void on_new(Streams& stream);
  void on_data(Connection& connection, Streams& stream, Sender from);
  void on_gap(Connection& connection, Streams& stream, Sender from);
  void on_end(const std::shared_ptr<Connection>& connection);
  bool is_ahead(Streams& stream, const Connection& connection, Sender from,
                std::uint32_t acknowledged) const;
  void release(Connection& connection, Streams& stream, Sender from, bool all);

  const CaptureSettings& settings_;
  TrafficReport& report_;
  Tins::TCPIP::StreamFollower follower_;
  std::unordered_set<std::shared_ptr<Connection>> open_;
  std::uint64_t count_ = 0;
  Moment now_;
  std::uint32_t acknowledged_ = 0;  // by the newest frame
};

}  // namespace mqttspec::conformance::traffic
