// The reference broker on a TCP port, in real time.
#pragma once

#include <expected>
#include <memory>
#include <stop_token>
#include <string>

#include "conformance/wire/address.hpp"
#include "model/fault.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::wire {

class BrokerServer {
 public:
  /// Listens at `address`; port 0 lets the system choose. On failure says why not. The profile has
  /// to outlive the server.
  static std::expected<BrokerServer, std::string> listen(const Address& address,
                                                         const model::Profile& profile,
                                                         const model::FaultSet& faults = {});
  ~BrokerServer();
  BrokerServer(BrokerServer&&) noexcept;
  BrokerServer& operator=(BrokerServer&&) noexcept;

  /// Where it listens, with the port in use.
  const Address& address() const;
  /// Serves until it is asked to stop; then every connection is closed.
  void serve(std::stop_token stop);

 private:
  struct Impl;
  explicit BrokerServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mqttspec::conformance::wire
