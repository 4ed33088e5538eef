// See proxy.hpp.
#include "conformance/traffic/proxy.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <array>
#include <boost/asio.hpp>
#include <chrono>
#include <unordered_set>

#include "conformance/traffic/connection_judge.hpp"
#include "conformance/traffic/traffic_report.hpp"

namespace mqttspec::conformance::traffic {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using State = wire::Layer::State;

namespace {

constexpr std::size_t most_at_once = 64 * 1024;  // bytes that are read before they are passed on
constexpr auto pause_without_descriptors = std::chrono::milliseconds(100);

std::string text_of(const tcp::socket& socket) {
  error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return "?";
  return wire::to_string(wire::Address{endpoint.address().to_string(), endpoint.port()});
}

std::unique_ptr<wire::Layer> made(const wire::Transport::Layers& layers) {
  return layers ? layers() : nullptr;
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

std::expected<tcp::endpoint, std::string> resolved(asio::io_context& context,
                                                   const wire::Address& address) {
  error_code error;
  const auto found =
      tcp::resolver(context).resolve(address.host, std::to_string(address.port), error);
  if (error) return std::unexpected(wire::to_string(address) + ": " + error.message());
  return found.begin()->endpoint();
}

}  // namespace

struct Proxy::Impl {
  class Relay;

  Impl(const ProxySettings& about, TrafficReport& to) : settings(about), report(to) {}

  ProxySettings settings;
  TrafficReport& report;
  asio::io_context context{1};
  tcp::acceptor acceptor{context};
  asio::steady_timer pause{context};
  tcp::endpoint upstream;
  std::unordered_set<std::shared_ptr<Relay>> relays;
  std::array<std::uint8_t, most_at_once> newest{};  // bytes that were read last
  std::uint64_t count = 0;
  std::uint64_t unreached = 0;
  std::uint64_t failed = 0;
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();

  Moment now() const {
    const auto elapsed = std::chrono::steady_clock::now() - begin;
    return {static_cast<std::uint64_t>(
                std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count()),
            0};
  }
  void accept();
  void take(tcp::socket client);
};

// One connection of a Client, and the one to the Server that belongs to it.
class Proxy::Impl::Relay : public std::enable_shared_from_this<Relay> {
 public:
  Relay(Impl& proxy, tcp::socket client)
      : proxy_(proxy),
        ends_{{End(std::move(client), made(proxy.settings.from_clients)),
               End(tcp::socket(proxy.context), made(proxy.settings.to_server))}},
        info_{++proxy.count,
              text_of(ends_[0].socket),
              wire::to_string(proxy.settings.upstream),
              true,
              true,
              false},
        judge_(info_, proxy.report) {}

  void start() {
    ends_[1].socket.async_connect(proxy_.upstream,
                                  [self = this->shared_from_this()](const error_code& error) {
                                    if (!error) return self->begin();
                                    ++self->proxy_.unreached;
                                    self->cut();
                                  });
  }

  void summarize() { proxy_.report.on_end(info_, judge_.summary()); }

 private:
  struct End {
    End(tcp::socket connected, std::unique_ptr<wire::Layer> lies_on)
        : socket(std::move(connected)), layer(std::move(lies_on)) {}
    tcp::socket socket;
    std::unique_ptr<wire::Layer> layer;  // or nullptr
    std::vector<std::uint8_t> early;     // for it, before the handshake of its layer is over
    std::vector<std::uint8_t> unsent;    // to it, while something is being written
    std::vector<std::uint8_t> written;   // what is being written
    bool waits = false;                  // until what it sent is taken
    bool has_ended = false;
    bool ends = false;  // by us, when all is written
  };
  End& end(Sender side) { return ends_[side == Sender::client ? 0 : 1]; }

  void begin() {
    for (auto& each : ends_) {
      error_code ignored;
      each.socket.set_option(tcp::no_delay(true), ignored);
      each.socket.non_blocking(true, ignored);
    }
    for (const auto side : {Sender::client, Sender::server}) {
      read(side);
      if (!end(side).layer) continue;
      end(side).layer->open();
      write(side, end(side).layer->take_outgoing());
    }
  }

  void read(Sender from) {
    end(from).socket.async_wait(tcp::socket::wait_read,
                                [self = this->shared_from_this(), from](const error_code& error) {
                                  if (error) return;  // it was closed meanwhile
                                  self->read_now(from);
                                });
  }

  void read_now(Sender from) {
    error_code error;
    const auto size = end(from).socket.read_some(asio::buffer(proxy_.newest), error);
    if (error == asio::error::would_block) return read(from);
    if (error == asio::error::eof) return on_end(from);
    if (error) return cut();
    const auto bytes = Bytes(proxy_.newest).first(size);
    if (!end(from).layer)
      pass_on(from, bytes);
    else if (!unwrap(from, bytes))
      return;
    go_on(from);
  }

  // False if the connection is over.
  bool unwrap(Sender from, Bytes bytes) {
    auto& source = end(from);
    auto& layer = *source.layer;
    layer.receive(bytes);
    write(from, layer.take_outgoing());
    if (layer.state() == State::failed) {
      ++proxy_.failed;
      cut();
      return false;
    }
    if (layer.state() != State::opening && !source.early.empty()) {
      layer.send(std::exchange(source.early, {}));
      write(from, layer.take_outgoing());
      if (end(other(from)).waits) go_on(other(from));
    }
    const auto incoming = layer.take_incoming();
    if (!incoming.empty()) pass_on(from, Bytes(incoming));
    if (layer.state() != State::ended) return proxy_.relays.contains(this->shared_from_this());
    on_end(from);
    return false;
  }

  // What the other side takes at once is on its way before it is judged.
  void pass_on(Sender from, Bytes bytes) {
    auto& sink = end(other(from));
    if (!sink.layer) {
      write(other(from), bytes);
    } else if (sink.layer->state() == State::opening) {
      sink.early.insert(sink.early.end(), bytes.begin(), bytes.end());
    } else {
      sink.layer->send(bytes);
      write(other(from), sink.layer->take_outgoing());
    }
    if (proxy_.settings.judges) judge_.take(from, bytes, proxy_.now());
  }

  // Reads on as soon as what was sent is taken.
  void go_on(Sender from) {
    auto& source = end(from);
    const auto& sink = end(other(from));
    source.waits = !sink.written.empty() || !source.written.empty() || !sink.early.empty();
    if (!source.waits) read(from);
  }

  void write(Sender to, Bytes bytes) {
    auto& sink = end(to);
    if (bytes.empty()) return;
    if (!sink.written.empty()) {
      sink.unsent.insert(sink.unsent.end(), bytes.begin(), bytes.end());
      return;
    }
    error_code error;
    const auto sent = sink.socket.write_some(asio::buffer(bytes.data(), bytes.size()), error);
    if (error && error != asio::error::would_block) return cut();
    if (sent == bytes.size()) return;
    sink.written.assign(bytes.begin() + static_cast<std::ptrdiff_t>(sent), bytes.end());
    write_rest(to);
  }

  void write_rest(Sender to) {
    auto& sink = end(to);
    asio::async_write(
        sink.socket, asio::buffer(sink.written),
        [self = this->shared_from_this(), to](const error_code& failure, std::size_t) {
          if (failure) return self->cut();
          auto& written = self->end(to).written;
          written = std::exchange(self->end(to).unsent, {});
          if (!written.empty()) return self->write_rest(to);
          self->on_written(to);
        });
  }

  void on_written(Sender to) {
    if (end(to).ends) shut(to);
    for (const auto side : {Sender::client, Sender::server})
      if (end(side).waits) go_on(side);
  }

  void on_end(Sender from) {
    if (std::exchange(end(from).has_ended, true)) return;
    auto& sink = end(other(from));
    if (sink.layer && sink.layer->state() == State::open) {
      sink.layer->end();
      write(other(from), sink.layer->take_outgoing());
    }
    if (sink.written.empty())
      shut(other(from));
    else
      sink.ends = true;
  }

  void shut(Sender to) {
    error_code ignored;
    end(to).socket.shutdown(tcp::socket::shutdown_send, ignored);
    if (end(to).has_ended) close();
  }

  // A reset, on both sides.
  void cut() {
    for (auto& each : ends_) {
      error_code ignored;
      each.socket.set_option(asio::socket_base::linger(true, 0), ignored);
    }
    close();
  }

  void close() {
    for (auto& each : ends_) {
      error_code ignored;
      each.socket.close(ignored);
    }
    if (proxy_.relays.erase(this->shared_from_this()) > 0) summarize();
  }

  Impl& proxy_;
  std::array<End, 2> ends_;
  ConnectionInfo info_;
  ConnectionJudge judge_;
};

void Proxy::Impl::accept() {
  acceptor.async_accept([this](const error_code& error, tcp::socket client) {
    if (error == asio::error::operation_aborted) return;
    if (!error) {
      take(std::move(client));
      return accept();
    }
    // There may be no descriptor left: connections that end give some back.
    pause.expires_after(pause_without_descriptors);
    pause.async_wait([this](const error_code& stopped) {
      if (!stopped) accept();
    });
  });
}

void Proxy::Impl::take(tcp::socket client) {
  const auto relay = std::make_shared<Relay>(*this, std::move(client));
  relays.insert(relay);
  relay->start();
}

Proxy::Proxy(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Proxy::Proxy(Proxy&&) noexcept = default;
Proxy::~Proxy() = default;

std::expected<Proxy, std::string> Proxy::listen(const ProxySettings& settings,
                                                TrafficReport& report) {
  raise_descriptor_limit();
  auto impl = std::make_unique<Impl>(settings, report);
  const auto upstream = resolved(impl->context, settings.upstream);
  if (!upstream) return std::unexpected(upstream.error());
  impl->upstream = *upstream;
  const auto here = resolved(impl->context, settings.listen);
  if (!here) return std::unexpected(here.error());
  error_code error;
  impl->acceptor.open(here->protocol(), error);
  if (!error) impl->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) impl->acceptor.bind(*here, error);
  if (!error) impl->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return std::unexpected(wire::to_string(settings.listen) + ": " + error.message());
  impl->settings.listen.port = impl->acceptor.local_endpoint().port();
  return Proxy(std::move(impl));
}

const wire::Address& Proxy::address() const { return impl_->settings.listen; }

void Proxy::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { impl_->context.stop(); });
  impl_->accept();
  if (!stop.stop_requested()) impl_->context.run();
  for (const auto& relay : impl_->relays) relay->summarize();
  impl_->relays.clear();
  if (impl_->unreached > 0)
    impl_->report.note(
        fmt::format("{} connections could not be made to the Server", impl_->unreached));
  if (impl_->failed > 0)
    impl_->report.note(
        fmt::format("{} connections broke the rules of TLS or WebSocket", impl_->failed));
}

}  // namespace mqttspec::conformance::traffic
