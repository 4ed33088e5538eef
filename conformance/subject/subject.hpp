// A Client under test, with the application that uses it: we are the Server, and tell the
// application what to ask for.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/subject/abilities.hpp"
#include "conformance/wire/network.hpp"
#include "conformance/wire/web_socket.hpp"

namespace mqttspec::conformance::subject {

using wire::Closing;
using wire::ConnectionId;
using wire::Time;

/// What the application is told to ask its Client for: a CONNECT, SUBSCRIBE, UNSUBSCRIBE, PUBLISH,
/// DISCONNECT or AUTH. Packet Identifiers are the Client's business.
struct Command {
  int tag;  // of the events that answer it
  Version version;
  owned::Packet packet;
  unsigned repeat = 1;        // of a PUBLISH
  unsigned window = 1;        // of a PUBLISH that is repeated: how many are under way at a time
  bool auto_aliases = false;  // of a CONNECT: the Client makes up Topic Aliases by itself
};

/// What the application says.
struct Said {
  enum class Kind : std::uint8_t {
    up,          // CONNACK accepted it
    refused,     // CONNACK refused it
    down,        // the connection is gone, whoever closed it
    disconnect,  // a DISCONNECT of the Server was seen
    auth,        // an AUTH of the Server was seen
    message,     // a message was delivered to the application
    suback,
    unsuback,
    done,         // the Client says that a PUBLISH is complete
    error,        // the Client did not do what was asked for, or gave it up
    unsupported,  // the driver does not do it
    nonsense,     // what is none of these
  };
  Kind kind;
  std::optional<int> tag;
  std::optional<ReasonCode> reason_code;
  unsigned n = 0;  // of `done` and `error`: which of the repeated messages, from 0
  /// What it tells of the packet that came: what it does not tell has its plain value. Most of what
  /// is said has none.
  std::shared_ptr<owned::Packet> packet;
  std::string text;  // for people; of `unsupported` the field
};

/// What was seen of the Client.
struct Happening {
  enum class Kind : std::uint8_t {
    opened,  // it made a Network Connection
    bytes,   // it sent something
    closed,  // it ended a Network Connection
    said,    // its application said something
    ended,   // its process ended
  };
  Kind kind;
  Time at;
  ConnectionId connection = 0;
  std::vector<std::uint8_t> bytes = {};
  Closing closing = Closing::none;
  std::optional<Said> said = {};
  std::string text = {};  // how the process ended
};

/// One Client, fresh, for one case. Used by one thread.
class Subject {
 public:
  virtual ~Subject() = default;
  /// What its driver says that it can do in this version, or nothing.
  virtual const Abilities* abilities(Version version) const = 0;
  /// Passes a command to the application.
  virtual void ask(const Command& command) = 0;
  /// Sends bytes to the Client; false if the connection is closed.
  virtual bool send(ConnectionId connection, Bytes bytes) = 0;
  /// Closes in order, after everything queued was sent.
  virtual void close(ConnectionId connection) = 0;
  /// Cuts the connection at once, as a failing network would.
  virtual void cut(ConnectionId connection) = 0;
  /// Waits until something is seen, or until `deadline`; then returns what was seen, in order.
  virtual std::vector<Happening> wait(Time deadline) = 0;
  virtual Time now() const = 0;
  /// Whether its connections are made by WebSocket, and the WebSocket of one, even if it is closed.
  virtual bool by_web_socket() const { return false; }
  virtual wire::WebSocketLayer* web_socket(ConnectionId) { return nullptr; }
};

/// What is tested: makes a Client for each case. Used by many threads.
class Subjects {
 public:
  virtual ~Subjects() = default;
  /// A fresh Client, or why there is none ("bash: no such file").
  virtual std::expected<std::unique_ptr<Subject>, std::string> start() = 0;
  /// The command line, or "reference client (in process)".
  virtual std::string name() const = 0;
  /// True if time is virtual.
  virtual bool virtual_time() const = 0;
};

}  // namespace mqttspec::conformance::subject
