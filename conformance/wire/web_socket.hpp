// WebSocket (RFC 6455) by Boost.Beast, as a layer: MQTT in binary frames, sub-protocol "mqtt".
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "conformance/wire/layer.hpp"
#include "conformance/wire/network.hpp"

namespace mqttspec::conformance::wire {

/// The WebSocket of one connection.
class WebSocketLayer : public Layer {
 public:
  /// Holds for what is sent from now on.
  virtual void frame(const Framing& framing) = 0;
  /// Sends a ping or, though nobody asked for it, a pong.
  virtual void ping() = 0;
  virtual void pong() = 0;
  /// The Sub Protocol that the Server selected; empty if there is none.
  virtual std::string sub_protocol() const = 0;
  /// Those that the Client offered, in its order, once its request has come. Of Servers only.
  virtual const std::vector<std::string>& offered() const = 0;
  /// Whether a text frame has come.
  virtual bool text_came() const = 0;
  WebSocketLayer* web_socket() override { return this; }
};

/// What the WebSockets of one thread share; they keep it alive.
class WebSocketLoop;
std::shared_ptr<WebSocketLoop> make_web_socket_loop();

/// What a Client asks for.
struct WebSocketRequest {
  std::string host;      // "broker.example:8080"
  std::string resource;  // "/mqtt"
  std::vector<std::string> sub_protocols = {"mqtt"};
};

/// A text frame of the Server is taken like any other; the case that is about it looks at
/// text_came().
std::unique_ptr<WebSocketLayer> make_web_socket_client(std::shared_ptr<WebSocketLoop> loop,
                                                       WebSocketRequest request);
/// Serves Clients that offer "mqtt", whatever resource they ask for; a text frame ends it.
std::unique_ptr<WebSocketLayer> make_web_socket_server(std::shared_ptr<WebSocketLoop> loop);

}  // namespace mqttspec::conformance::wire
