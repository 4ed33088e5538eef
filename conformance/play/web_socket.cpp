// What only a Client on a WebSocket can do.
#include "conformance/play/connection.hpp"

namespace mqttspec::conformance::play {

wire::WebSockets& Run::web_sockets() {
  auto* const web_sockets = network_.web_sockets(version_);
  if (web_sockets == nullptr) decline("the target is not reached by WebSocket");
  return *web_sockets;
}

std::expected<std::string, std::string> Run::offer(const std::vector<std::string>& sub_protocols) {
  return web_sockets().offer(version_, sub_protocols);
}

void Peer::frame(const wire::Framing& framing) {
  run_->web_sockets().frame(connection().id, framing);
}

void Peer::send_control_frames() {
  run_->web_sockets().ping(connection().id);
  run_->web_sockets().pong(connection().id);
}

bool Peer::text_came() const { return run_->web_sockets().text_came(connection().id); }

}  // namespace mqttspec::conformance::play
