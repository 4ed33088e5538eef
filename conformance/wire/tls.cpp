// OpenSSL between two buffers in memory, so that sockets and waiting are the matter of others.
#include "conformance/wire/tls.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>

#include "conformance/wire/socket.hpp"

namespace mqttspec::conformance::wire {
namespace {

using Failure = std::unexpected<std::string>;

// What OpenSSL complained of first; its list of complaints is empty then.
std::string complaint() {
  const auto error = ERR_get_error();
  ERR_clear_error();
  if (ERR_SYSTEM_ERROR(error)) return system_error(static_cast<int>(ERR_GET_REASON(error)));
  const auto* const text = ERR_reason_error_string(error);
  const std::string_view reason = text != nullptr ? text : "unknown reason";
  // In TLS 1.3 a Client learns only after its handshake that the Server refuses its certificate.
  constexpr std::string_view mark = " alert ";  // "tlsv13 alert certificate required"
  const auto found = reason.find(mark);
  if (found == reason.npos || ERR_GET_REASON(error) < SSL_AD_REASON_OFFSET)
    return std::string(reason);
  return fmt::format("the peer ended it with the alert \"{}\"", reason.substr(found + mark.size()));
}

bool is_literal_address(const std::string& host) {
  in6_addr address;
  const auto plain = host.substr(0, host.find('%'));
  return ::inet_pton(AF_INET, plain.c_str(), &address) == 1 ||
         ::inet_pton(AF_INET6, plain.c_str(), &address) == 1;
}

class TlsLayer final : public Layer {
 public:
  explicit TlsLayer(SSL_CTX* context)
      : ssl_(SSL_new(context), &SSL_free), in_(BIO_new(BIO_s_mem())), out_(BIO_new(BIO_s_mem())) {
    SSL_set_bio(ssl_.get(), in_, out_);
  }

  SSL* ssl() { return ssl_.get(); }

  void open() override { proceed(); }
  void receive(Bytes bytes) override {
    BIO_write(in_, bytes.data(), static_cast<int>(bytes.size()));
    proceed();
  }
  void send(Bytes bytes) override {
    if (state_ != State::open) return;
    ERR_clear_error();
    // Into memory all of it goes at once.
    if (!bytes.empty() && SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) <= 0)
      fail("TLS: " + complaint());
    collect();
  }
  void end() override {
    if (state_ != State::open && state_ != State::ended) return;
    SSL_shutdown(ssl_.get());
    collect();
  }

 private:
  void proceed();
  void shake_hands();
  void read();
  void collect();

  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  BIO* in_;  // both belong to ssl_
  BIO* out_;
};

void TlsLayer::proceed() {
  ERR_clear_error();
  if (state_ == State::opening) shake_hands();
  if (state_ == State::open) read();
  collect();
}

void TlsLayer::shake_hands() {
  const int result = SSL_do_handshake(ssl_.get());
  if (result == 1) {
    state_ = State::open;
    return;
  }
  if (SSL_get_error(ssl_.get(), result) == SSL_ERROR_WANT_READ) return;
  const auto verified = SSL_get_verify_result(ssl_.get());
  if (verified == X509_V_OK) return fail("the TLS handshake failed: " + complaint());
  fail(fmt::format("the certificate is not trusted: {}", X509_verify_cert_error_string(verified)));
}

void TlsLayer::read() {
  std::array<std::uint8_t, 16'384> buffer;
  for (;;) {
    const int size = SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (size <= 0) {
      const int error = SSL_get_error(ssl_.get(), size);
      if (error == SSL_ERROR_ZERO_RETURN) state_ = State::ended;
      if (error == SSL_ERROR_SSL) fail("TLS: " + complaint());
      return;
    }
    incoming_.insert(incoming_.end(), buffer.begin(), buffer.begin() + size);
  }
}

void TlsLayer::collect() {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(out_, &data);
  outgoing_.insert(outgoing_.end(), data, data + size);
  (void)BIO_reset(out_);
}

std::expected<std::shared_ptr<SSL_CTX>, std::string> make_context(const SSL_METHOD* method) {
  ERR_clear_error();
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(method), &SSL_CTX_free);
  if (!context) return Failure("TLS: " + complaint());
  return context;
}

// The certificate and the key of one end. What is wrong with the files, or nothing.
std::string identify(SSL_CTX* context, const std::string& certificate, const std::string& key) {
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1)
    return fmt::format("{}: not a certificate: {}", certificate, complaint());
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1)
    return fmt::format("{}: not the private key of {}: {}", key, certificate, complaint());
  return {};
}

}  // namespace

std::expected<TlsContext, std::string> TlsContext::for_client(const TlsSettings& settings) {
  auto context = make_context(TLS_client_method());
  if (!context) return Failure(context.error());
  auto* const raw = context->get();
  if (settings.ca.empty())
    SSL_CTX_set_default_verify_paths(raw);
  else if (SSL_CTX_load_verify_locations(raw, settings.ca.c_str(), nullptr) != 1)
    return Failure(fmt::format("{}: no certificates: {}", settings.ca, complaint()));
  if (settings.certificate.empty() != settings.key.empty())
    return Failure("a certificate and its key are given together");
  if (!settings.certificate.empty())
    if (auto wrong = identify(raw, settings.certificate, settings.key); !wrong.empty())
      return Failure(std::move(wrong));
  if (settings.alpn.size() > 255) return Failure("the name of a protocol has at most 255 bytes");
  if (!settings.alpn.empty()) {
    const auto list = static_cast<char>(settings.alpn.size()) + settings.alpn;
    SSL_CTX_set_alpn_protos(raw, reinterpret_cast<const unsigned char*>(list.data()),
                            static_cast<unsigned>(list.size()));
  }
  SSL_CTX_set_verify(raw, settings.insecure ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
  TlsContext result(*std::move(context));
  result.settings_ = settings;
  return result;
}

std::expected<TlsContext, std::string> TlsContext::for_server(const std::string& certificate,
                                                              const std::string& key,
                                                              const std::string& client_ca) {
  auto context = make_context(TLS_server_method());
  if (!context) return Failure(context.error());
  if (auto wrong = identify(context->get(), certificate, key); !wrong.empty())
    return Failure(std::move(wrong));
  if (!client_ca.empty()) {
    if (SSL_CTX_load_verify_locations(context->get(), client_ca.c_str(), nullptr) != 1)
      return Failure(fmt::format("{}: no certificates: {}", client_ca, complaint()));
    SSL_CTX_set_verify(context->get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  }
  return TlsContext(*std::move(context));
}

std::unique_ptr<Layer> TlsContext::connect(const std::string& host) const {
  auto layer = std::make_unique<TlsLayer>(context_.get());
  SSL_set_connect_state(layer->ssl());
  const auto& name = settings_.server_name.empty() ? host : settings_.server_name;
  if (is_literal_address(name)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(layer->ssl()),
                                  name.substr(0, name.find('%')).c_str());
  } else {
    SSL_set_tlsext_host_name(layer->ssl(), name.c_str());
    SSL_set1_host(layer->ssl(), name.c_str());
  }
  return layer;
}

std::unique_ptr<Layer> TlsContext::accept() const {
  auto layer = std::make_unique<TlsLayer>(context_.get());
  SSL_set_accept_state(layer->ssl());
  return layer;
}

}  // namespace mqttspec::conformance::wire
