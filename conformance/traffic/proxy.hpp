// A relay of TCP connections that judges what passes, and changes nothing of it.
#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <stop_token>
#include <string>

#include "conformance/wire/transport.hpp"

namespace mqttspec::conformance::traffic {

class TrafficReport;

struct ProxySettings {
  wire::Address listen;    // port 0: the system chooses
  wire::Address upstream;  // the Server
  bool judges = true;      // else it only relays, for comparison
  // The layers of connections that Clients make, and of those to the Server; none on TCP alone.
  wire::Transport::Layers from_clients = {};
  wire::Transport::Layers to_server = {};
};

/// One thread for all connections. Bytes are passed on first and judged afterwards. What one side
/// does not take is not read from the other. An end, or a reset, of one side is that of the other.
/// TLS and WebSocket end here, on either side: what is judged and passed on is what was in them.
class Proxy {
 public:
  /// On failure says what cannot be resolved or listened at.
  static std::expected<Proxy, std::string> listen(const ProxySettings& settings,
                                                  TrafficReport& report);
  Proxy(Proxy&&) noexcept;
  ~Proxy();

  /// Where it listens.
  const wire::Address& address() const;
  /// Serves until it is asked to stop; then all connections are cut.
  void run(const std::stop_token& stop);

 private:
  struct Impl;
  explicit Proxy(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mqttspec::conformance::traffic
