// See capture_streams.hpp.
#include "conformance/traffic/capture_streams.hpp"

#include <fmt/format.h>
#include <tins/ip_address.h>
#include <tins/ipv6_address.h>
#include <tins/packet.h>
#include <tins/tcp.h>

namespace mqttspec::conformance::traffic {

using Tins::TCPIP::Flow;
using Tins::TCPIP::Stream;

namespace {

constexpr std::size_t most_waiting = 256;       // pieces that wait for the other direction
constexpr std::size_t most_out_of_order = 128;  // pieces behind a hole
constexpr std::uint64_t longest_wait_us = 2'000'000;
constexpr auto longest_silence = std::chrono::hours(24);

std::string address(const Stream& stream, bool of_client) {
  const auto port = of_client ? stream.client_port() : stream.server_port();
  if (stream.is_v6())
    return fmt::format("[{}]:{}",
                       (of_client ? stream.client_addr_v6() : stream.server_addr_v6()).to_string(),
                       port);
  return fmt::format(
      "{}:{}", (of_client ? stream.client_addr_v4() : stream.server_addr_v4()).to_string(), port);
}

// True if sequence number a lies more than one behind b: an end of the stream counts one.
bool is_beyond(std::uint32_t a, std::uint32_t b) { return static_cast<std::int32_t>(a - b) > 1; }

}  // namespace

struct CaptureStreams::Connection {
  Connection(ConnectionInfo about, bool swap, IncidentSink& sink)
      : info(std::move(about)), swapped(swap), judge(info, sink) {}

  ConnectionInfo info;
  bool swapped;  // what libtins takes for the client is the Server
  ConnectionJudge judge;
  std::deque<Waiting> waiting[2];           // by Sender
  std::uint64_t hole_since_us[2] = {0, 0};  // 0: there is none

  static std::size_t index(Sender sender) { return sender == Sender::client ? 0 : 1; }
  Flow& flow(Stream& stream, Sender sender) const {
    return (sender == Sender::client) != swapped ? stream.client_flow() : stream.server_flow();
  }
};

CaptureStreams::CaptureStreams(const CaptureSettings& settings, TrafficReport& report)
    : settings_(settings), report_(report) {
  follower_.follow_partial_streams(true);
  follower_.stream_keep_alive(longest_silence);
  follower_.new_stream_callback([this](Stream& stream) { on_new(stream); });
}

void CaptureStreams::on_new(Stream& stream) {
  const bool to_server = settings_.ports.contains(stream.server_port());
  const bool from_server = !to_server && settings_.ports.contains(stream.client_port());
  const bool is_partial = stream.is_partial_stream();
  if (is_partial && !to_server && !from_server) {
    stream.ignore_client_data();
    stream.ignore_server_data();
    return;
  }
  const bool swapped = is_partial && from_server;
  const auto connection = std::make_shared<Connection>(
      ConnectionInfo{++count_, address(stream, !swapped), address(stream, swapped), !is_partial,
                     to_server || swapped},
      swapped, report_);
  open_.insert(connection);
  const Sender first = swapped ? Sender::server : Sender::client;
  stream.client_data_callback(
      [this, connection, first](Stream& s) { on_data(*connection, s, first); });
  stream.server_data_callback(
      [this, connection, first](Stream& s) { on_data(*connection, s, other(first)); });
  stream.client_out_of_order_callback(
      [this, connection, first](Stream& s, std::uint32_t, const Stream::payload_type&) {
        on_gap(*connection, s, first);
      });
  stream.server_out_of_order_callback(
      [this, connection, first](Stream& s, std::uint32_t, const Stream::payload_type&) {
        on_gap(*connection, s, other(first));
      });
  stream.stream_closed_callback([this, connection](Stream& s) {
    for (const Sender sender : {Sender::client, Sender::server})
      release(*connection, s, sender, true);
    on_end(connection);
  });
}

void CaptureStreams::on_end(const std::shared_ptr<Connection>& connection) {
  if (open_.erase(connection) > 0) report_.on_end(connection->info, connection->judge.summary());
}

bool CaptureStreams::is_ahead(Stream& stream, const Connection& connection, Sender from,
                              std::uint32_t acknowledged) const {
  const Flow& flow = connection.flow(stream, other(from));
  return connection.info.from_its_beginning &&
         connection.judge.summary().restriction == Restriction::none &&
         flow.state() != Flow::UNKNOWN && is_beyond(acknowledged, flow.sequence_number());
}

void CaptureStreams::on_data(Connection& connection, Stream& stream, Sender from) {
  Flow& flow = connection.flow(stream, from);
  auto& waiting = connection.waiting[Connection::index(from)];
  if (flow.buffered_payload().empty()) connection.hole_since_us[Connection::index(from)] = 0;
  if (waiting.empty() && !is_ahead(stream, connection, from, acknowledged_)) {
    connection.judge.take(from, flow.payload(), now_);
  } else {
    waiting.push_back({flow.payload(), acknowledged_, now_});
    const bool is_missing = waiting.size() > most_waiting ||
                            now_.at_us > waiting.front().moment.at_us + longest_wait_us;
    if (is_missing) connection.judge.skip(other(from));
    release(connection, stream, from, is_missing);
  }
  if (!connection.waiting[Connection::index(other(from))].empty())
    release(connection, stream, other(from), false);
}

void CaptureStreams::release(Connection& connection, Stream& stream, Sender from, bool all) {
  auto& waiting = connection.waiting[Connection::index(from)];
  while (!waiting.empty() &&
         (all || !is_ahead(stream, connection, from, waiting.front().acknowledged))) {
    if (all && is_ahead(stream, connection, from, waiting.front().acknowledged))
      connection.judge.skip(other(from));
    connection.judge.take(from, waiting.front().bytes, waiting.front().moment);
    waiting.pop_front();
  }
}

// Something lies behind a hole in the stream. It may be filled yet.
void CaptureStreams::on_gap(Connection& connection, Stream& stream, Sender from) {
  Flow& flow = connection.flow(stream, from);
  const auto& behind = flow.buffered_payload();
  if (behind.empty()) return;
  auto& since_us = connection.hole_since_us[Connection::index(from)];
  if (since_us == 0) since_us = now_.at_us + 1;
  if (behind.size() < most_out_of_order && now_.at_us < since_us + longest_wait_us) return;
  since_us = 0;
  connection.judge.skip(from);
  auto nearest = behind.begin()->first;
  for (const auto& [sequence, bytes] : behind)
    if (static_cast<std::int32_t>(sequence - nearest) < 0) nearest = sequence;
  flow.advance_sequence(nearest);
}

void CaptureStreams::take(std::unique_ptr<Tins::PDU> frame, const Moment& moment,
                          std::chrono::microseconds timestamp) {
  const auto* tcp = frame->find_pdu<Tins::TCP>();
  if (tcp == nullptr) return;
  now_ = moment;
  acknowledged_ = tcp->ack_seq();
  Tins::Packet packet(frame.release(), Tins::Timestamp(timestamp), Tins::Packet::own_pdu());
  follower_.process_packet(packet);
}

void CaptureStreams::finish() {
  for (const auto& connection : open_)
    report_.on_end(connection->info, connection->judge.summary());
  open_.clear();
}

}  // namespace mqttspec::conformance::traffic
