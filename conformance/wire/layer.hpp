// What lies between the bytes of MQTT and those on a socket: TLS, WebSocket, one on the other.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "codec/bytes.hpp"

namespace mqttspec::conformance::wire {

class WebSocketLayer;

/// One end of one connection. It has no socket: whoever has one tells it what arrived, and sends
/// what it wants to be sent. Either grows with each call, and is to be taken after each.
class Layer {
 public:
  enum class State : std::uint8_t {
    opening,  // the handshake is under way
    open,
    ended,   // in order, by the peer
    failed,  // see failure()
  };

  Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  /// Begins the handshake.
  virtual void open() = 0;
  /// Bytes that came from the socket.
  virtual void receive(Bytes bytes) = 0;
  /// Bytes of MQTT that are to be sent; only while it is open.
  virtual void send(Bytes bytes) = 0;
  /// Ends it in order, as far as that is possible.
  virtual void end() = 0;
  /// The WebSocket in it, or nullptr.
  virtual WebSocketLayer* web_socket() { return nullptr; }

  State state() const { return state_; }
  /// Why it failed, in words.
  const std::string& failure() const { return failure_; }
  /// What is to be sent on the socket, in every state.
  std::vector<std::uint8_t> take_outgoing() { return std::exchange(outgoing_, {}); }
  /// What came of MQTT.
  std::vector<std::uint8_t> take_incoming() { return std::exchange(incoming_, {}); }

 protected:
  void fail(std::string failure) {
    if (state_ == State::failed) return;
    state_ = State::failed;
    failure_ = std::move(failure);
  }

  State state_ = State::opening;
  std::vector<std::uint8_t> outgoing_;
  std::vector<std::uint8_t> incoming_;

 private:
  std::string failure_;
};

}  // namespace mqttspec::conformance::wire
