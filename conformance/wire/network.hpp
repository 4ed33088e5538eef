// How cases reach a broker: Network Connections to one target, real or in process, seen together so
// that arrivals on different connections keep their order.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "codec/bytes.hpp"
#include "model/event.hpp"

namespace mqttspec::conformance::wire {

/// Milliseconds since the run began: real, or virtual in process.
using model::Time;

/// Names a Network Connection within one Network; counts from 0.
using model::ConnectionId;

/// How a Network Connection ended, as the client saw it.
enum class Closing : std::uint8_t {
  none,   // it is open
  fin,    // the peer closed it in order: by FIN, close_notify of TLS or Close of WebSocket
  reset,  // the peer reset it, or broke the rules of TLS or WebSocket
  ours,   // the client closed or cut it
};

/// How what is sent goes into frames of WebSocket. As it stands: each send() is one binary message
/// of one frame.
struct Framing {
  bool text = false;        // in text frames
  std::size_t most = 0;     // bytes in one frame; 0: no limit
  bool fragmented = false;  // the frames of a send() are fragments of one message, not messages
};

/// What was seen on a wire.
struct NetworkEvent {
  enum class Kind : std::uint8_t { bytes, closed };

  Kind kind;
  ConnectionId connection;
  Time at;
  std::vector<std::uint8_t> bytes;  // of kind bytes: never empty
  Closing closing = Closing::none;  // of kind closed: fin or reset
  std::string reason = {};          // why TLS or WebSocket failed, if that was the end
};

/// What a Client can do on WebSockets beside sending packets.
class WebSockets {
 public:
  virtual ~WebSockets() = default;
  /// Makes a WebSocket for which these Sub Protocols are offered, and ends it again. Returns the
  /// one that the Server selected, "" if none; or why it refused.
  virtual std::expected<std::string, std::string> offer(
      Version version, const std::vector<std::string>& sub_protocols) = 0;
  /// How what is sent on a connection from now on goes into frames.
  virtual void frame(ConnectionId connection, const Framing& framing) = 0;
  /// Sends a ping or, though nobody asked for it, a pong of WebSocket.
  virtual void ping(ConnectionId connection) = 0;
  virtual void pong(ConnectionId connection) = 0;
  /// Whether the Server has sent a text frame on a connection.
  virtual bool text_came(ConnectionId connection) const = 0;
};

/// The Network Connections of one case to one target. Used by one thread.
class Network {
 public:
  virtual ~Network() = default;
  /// Makes a Network Connection; on failure says why not ("127.0.0.1:1883: connection refused").
  virtual std::expected<ConnectionId, std::string> connect() = 0;
  /// The same to one of the nodes of the target, counted from 0, where it serves that version;
  /// connect() goes to the first address.
  virtual std::expected<ConnectionId, std::string> connect_to(std::size_t /*node*/,
                                                              Version /*version*/) {
    return connect();
  }
  virtual std::size_t nodes() const { return 1; }
  /// Queues bytes to be sent; false if the connection is closed.
  virtual bool send(ConnectionId connection, Bytes bytes) = 0;
  /// Closes in order, after everything queued was sent.
  virtual void close(ConnectionId connection) = 0;
  /// Waits until the peer has ended a connection that was closed here, and so has noticed it; at
  /// the latest until `deadline`, since some peers never do. What is seen on other connections
  /// meanwhile is kept for wait().
  virtual void await_end(ConnectionId connection, Time deadline) = 0;
  /// Cuts the connection at once, as a failing network would.
  virtual void cut(ConnectionId connection) = 0;
  /// Waits until something is seen on any wire, or until `deadline`; then returns what was seen, in
  /// order, or nothing. Never returns later than the deadline by more than scheduling noise.
  virtual std::vector<NetworkEvent> wait(Time deadline) = 0;
  virtual Time now() const = 0;
  /// Told while a case still waits: what was due at once has not come within patience. The case
  /// goes on waiting for it, to tell late from never.
  virtual void overdue() {}
  /// Nothing if the target is not reached by WebSocket in that version.
  virtual WebSockets* web_sockets(Version /*version*/) { return nullptr; }
};

/// What is tested: makes a Network for each case. Used by many threads.
class Target {
 public:
  virtual ~Target() = default;
  virtual std::unique_ptr<Network> network() = 0;
  /// As it was named: "tcp://127.0.0.1:1883", or "reference broker (in process)".
  virtual std::string name() const = 0;
  /// At how many addresses it is: those of a cluster, which together are one Server.
  virtual std::size_t nodes() const { return 1; }
  /// True if 5.0 is served at an address of its own, maybe by another Server.
  virtual bool serves_apart() const { return false; }
  /// True if time is virtual: then waiting costs nothing and never fails for want of speed.
  virtual bool virtual_time() const = 0;
};

}  // namespace mqttspec::conformance::wire
