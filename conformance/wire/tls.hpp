// TLS by OpenSSL, as a layer.
#pragma once

#include <openssl/types.h>

#include <expected>
#include <memory>
#include <string>

#include "conformance/wire/layer.hpp"

namespace mqttspec::conformance::wire {

/// How a Client makes sure of the Server, and the Server of it. All are optional.
struct TlsSettings {
  std::string ca;           // file of certificates that are trusted, instead of the system's
  std::string certificate;  // file of our own, with those that it depends on
  std::string key;          // file of the private key of it
  std::string
      server_name;        // asked for (SNI) and looked for in the certificate, instead of the host
  std::string alpn;       // protocol that is offered by ALPN
  bool insecure = false;  // whatever certificate the Server has is taken

  friend bool operator==(const TlsSettings&, const TlsSettings&) = default;
};

/// What the connections of one end have in common. Used by many threads.
class TlsContext {
 public:
  /// On failure says which file cannot be used, and why.
  static std::expected<TlsContext, std::string> for_client(const TlsSettings& settings);
  /// With a `client_ca`, a file of certificates, a Client needs one that these vouch for.
  static std::expected<TlsContext, std::string> for_server(const std::string& certificate,
                                                           const std::string& key,
                                                           const std::string& client_ca = "");

  /// A connection to `host`, which its certificate has to name.
  std::unique_ptr<Layer> connect(const std::string& host) const;
  /// A connection that a Client made.
  std::unique_ptr<Layer> accept() const;

 private:
  explicit TlsContext(std::shared_ptr<SSL_CTX> context) : context_(std::move(context)) {}

  std::shared_ptr<SSL_CTX> context_;
  TlsSettings settings_;
};

}  // namespace mqttspec::conformance::wire
