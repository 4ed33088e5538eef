// By what a Server is reached: which layers its connections have.
#pragma once

#include <functional>
#include <optional>

#include "conformance/wire/address.hpp"
#include "conformance/wire/tls.hpp"
#include "conformance/wire/web_socket.hpp"

namespace mqttspec::conformance::wire {

/// One layer on another: `lower` is the one next to the socket. It opens them in that order.
std::unique_ptr<Layer> stack(std::unique_ptr<Layer> lower, std::unique_ptr<Layer> upper);

/// Used by many threads; makes the layers of each, and has to outlive what makes them.
class Transport {
 public:
  /// What one thread makes the layers of its connections by: nullptr where there is none.
  using Layers = std::function<std::unique_ptr<Layer>()>;

  /// For a Client. On failure says which setting is wrong, or is none for this target.
  static std::expected<Transport, std::string> to(const TargetAddress& target,
                                                  const TlsSettings& settings = {});
  /// For a Server at that address, with its certificate and key where it has TLS, and what it asks
  /// of Clients there.
  static std::expected<Transport, std::string> at(const TargetAddress& target,
                                                  const std::string& certificate,
                                                  const std::string& key,
                                                  const std::string& client_ca = "");

  const TargetAddress& target() const { return target_; }
  /// True if the certificate of the Server is not looked at.
  bool insecure() const { return insecure_; }
  /// For the connections that a thread makes; another set of Sub Protocols may be offered.
  Layers connecting(const std::vector<std::string>& sub_protocols = {"mqtt"}) const;
  /// For the connections that a thread accepts.
  Layers accepting() const;

 private:
  explicit Transport(TargetAddress target) : target_(std::move(target)) {}

  TargetAddress target_;
  std::optional<TlsContext> tls_;
  bool insecure_ = false;
};

}  // namespace mqttspec::conformance::wire
