// The reference broker on a port, in real time.
#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "conformance/wire/transport.hpp"
#include "model/fault.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::wire {

struct ServerSettings {
  /// Bytes that may wait for one Client that does not read; its connection is closed beyond that.
  std::size_t most_unsent = 64 * 1024 * 1024;
  /// … and for all of them: the one for which most is held is closed first.
  std::size_t most_unsent_in_total = 256 * 1024 * 1024;
  /// Is told of each packet, and of the statements that were applied, in lines with line feeds.
  std::function<void(std::string_view lines)> log = nullptr;
  /// What time it is. Time in which the broker stood still does not count for it.
  std::function<std::chrono::steady_clock::time_point()> clock = std::chrono::steady_clock::now;
  /// The layers of each connection, instead of those of the transport.
  std::function<std::unique_ptr<Layer>()> layers = nullptr;
};

class BrokerServer {
 public:
  /// Listens at `address`; port 0 lets the system choose. On failure says why not. The profile has
  /// to outlive the server.
  static std::expected<BrokerServer, std::string> listen(const Address& address,
                                                         const model::Profile& profile,
                                                         const model::FaultSet& faults = {},
                                                         ServerSettings settings = {});
  /// The same by other transports than TCP alone.
  static std::expected<BrokerServer, std::string> listen(Transport transport,
                                                         const model::Profile& profile,
                                                         const model::FaultSet& faults = {},
                                                         ServerSettings settings = {});
  ~BrokerServer();
  BrokerServer(BrokerServer&&) noexcept;
  BrokerServer& operator=(BrokerServer&&) noexcept;

  /// Where it listens, with the port in use.
  const Address& address() const { return target().address; }
  const TargetAddress& target() const;
  /// Serves until it is asked to stop; then every connection is closed.
  void serve(const std::stop_token& stop);

 private:
  struct Impl;
  explicit BrokerServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mqttspec::conformance::wire
