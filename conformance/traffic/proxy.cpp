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

namespace {

constexpr std::size_t most_at_once = 64 * 1024;  // bytes that are read before they are passed on
constexpr auto pause_without_descriptors = std::chrono::milliseconds(100);

std::string text_of(const tcp::socket& socket) {
  error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return "?";
  return wire::to_string(wire::Address{endpoint.address().to_string(), endpoint.port()});
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
        ends_{{End(std::move(client)), End(tcp::socket(proxy.context))}},
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
                                    if (error) {
                                      ++self->proxy_.unreached;
                                      return self->cut();
                                    }
                                    for (auto& end : self->ends_) {
                                      error_code ignored;
                                      end.socket.set_option(tcp::no_delay(true), ignored);
                                      end.socket.non_blocking(true, ignored);
                                    }
                                    self->read(Sender::client);
                                    self->read(Sender::server);
                                  });
  }

  void summarize() { proxy_.report.on_end(info_, judge_.summary()); }

 private:
  struct End {
    explicit End(tcp::socket connected) : socket(std::move(connected)) {}
    tcp::socket socket;
    std::vector<std::uint8_t> untaken;  // that came from it, and that the other side did not take
    bool has_ended = false;
  };
  End& end(Sender side) { return ends_[side == Sender::client ? 0 : 1]; }

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
    pass_on(from, Bytes(proxy_.newest).first(size));
  }

  // What the other side takes at once is on its way before it is judged.
  void pass_on(Sender from, Bytes bytes) {
    auto& sink = end(other(from)).socket;
    error_code error;
    const auto sent = sink.write_some(asio::buffer(bytes.data(), bytes.size()), error);
    if (error && error != asio::error::would_block) return cut();
    if (proxy_.settings.judges) judge_.take(from, bytes, proxy_.now());
    if (sent == bytes.size()) return read(from);
    auto& untaken = end(from).untaken;
    untaken.assign(bytes.begin() + static_cast<std::ptrdiff_t>(sent), bytes.end());
    asio::async_write(
        sink, asio::buffer(untaken),
        [self = this->shared_from_this(), from](const error_code& failure, std::size_t) {
          if (failure) return self->cut();
          self->read(from);
        });
  }

  void on_end(Sender from) {
    error_code ignored;
    end(from).has_ended = true;
    end(other(from)).socket.shutdown(tcp::socket::shutdown_send, ignored);
    if (end(other(from)).has_ended) close();
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
}

}  // namespace mqttspec::conformance::traffic
