// Which layers there are, and one on the other.
#include "conformance/wire/transport.hpp"

namespace mqttspec::conformance::wire {
namespace {

using Failure = std::unexpected<std::string>;
using State = Layer::State;

class Stack final : public Layer {
 public:
  Stack(std::unique_ptr<Layer> lower, std::unique_ptr<Layer> upper)
      : lower_(std::move(lower)), upper_(std::move(upper)) {}

  void open() override {
    lower_->open();
    settle();
  }
  void receive(Bytes bytes) override {
    lower_->receive(bytes);
    settle();
  }
  void send(Bytes bytes) override {
    upper_->send(bytes);
    settle();
  }
  void end() override {
    upper_->end();
    pass_down();
    lower_->end();
    settle();
  }
  WebSocketLayer* web_socket() override { return upper_->web_socket(); }

 private:
  void pass_down() {
    const auto bytes = upper_->take_outgoing();
    if (!bytes.empty()) lower_->send(bytes);
  }
  void settle();

  std::unique_ptr<Layer> lower_;
  std::unique_ptr<Layer> upper_;
  bool begun_ = false;  // the handshake of the upper one
};

void Stack::settle() {
  if (!begun_ && lower_->state() == State::open) {
    begun_ = true;
    upper_->open();
  }
  const auto arrived = lower_->take_incoming();
  if (!arrived.empty()) upper_->receive(arrived);
  pass_down();
  const auto sent = lower_->take_outgoing();
  outgoing_.insert(outgoing_.end(), sent.begin(), sent.end());
  const auto came = upper_->take_incoming();
  incoming_.insert(incoming_.end(), came.begin(), came.end());
  if (lower_->state() == State::failed) return fail(lower_->failure());
  if (upper_->state() == State::failed) return fail(upper_->failure());
  state_ = lower_->state() == State::open ? upper_->state() : lower_->state();
}

// "broker.example:8080"; the usual port is left out.
std::string host_of(const TargetAddress& target) {
  const auto text = to_string(target.address);
  const std::string_view usual = target.tls ? ":443" : ":80";
  return text.ends_with(usual) ? text.substr(0, text.size() - usual.size()) : text;
}

std::unique_ptr<Layer> both(std::unique_ptr<Layer> tls, std::unique_ptr<Layer> web_socket) {
  if (!tls) return web_socket;
  if (!web_socket) return tls;
  return stack(std::move(tls), std::move(web_socket));
}

}  // namespace

std::unique_ptr<Layer> stack(std::unique_ptr<Layer> lower, std::unique_ptr<Layer> upper) {
  return std::make_unique<Stack>(std::move(lower), std::move(upper));
}

std::expected<Transport, std::string> Transport::to(const TargetAddress& target,
                                                    const TlsSettings& settings) {
  Transport transport(target);
  transport.insecure_ = settings.insecure;
  if (!target.tls) {
    if (settings != TlsSettings{})
      return Failure(to_string(target) + ": certificates, names and ALPN are for TLS alone");
    return transport;
  }
  auto tls = TlsContext::for_client(settings);
  if (!tls) return Failure(tls.error());
  transport.tls_ = *std::move(tls);
  return transport;
}

std::expected<Transport, std::string> Transport::at(const TargetAddress& target,
                                                    const std::string& certificate,
                                                    const std::string& key,
                                                    const std::string& client_ca) {
  Transport transport(target);
  if (!target.tls) {
    if (!certificate.empty() || !key.empty() || !client_ca.empty())
      return Failure(to_string(target) + ": a certificate is for TLS alone");
    return transport;
  }
  if (certificate.empty() || key.empty())
    return Failure(to_string(target) + ": TLS needs a certificate and its key");
  auto tls = TlsContext::for_server(certificate, key, client_ca);
  if (!tls) return Failure(tls.error());
  transport.tls_ = *std::move(tls);
  return transport;
}

Transport::Layers Transport::connecting(const std::vector<std::string>& sub_protocols) const {
  auto loop = target_.web_socket() ? make_web_socket_loop() : nullptr;
  return [this, loop = std::move(loop), sub_protocols] {
    return both(
        tls_ ? tls_->connect(target_.address.host) : nullptr,
        loop ? make_web_socket_client(loop, {host_of(target_), target_.resource, sub_protocols})
             : nullptr);
  };
}

Transport::Layers Transport::accepting() const {
  auto loop = target_.web_socket() ? make_web_socket_loop() : nullptr;
  return [this, loop = std::move(loop)] {
    return both(tls_ ? tls_->accept() : nullptr, loop ? make_web_socket_server(loop) : nullptr);
  };
}

}  // namespace mqttspec::conformance::wire
