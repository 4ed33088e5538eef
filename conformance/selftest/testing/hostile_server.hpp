// A TCP server that misbehaves as a test wants it to. For tests only, hence all in one header.
#pragma once

#include <poll.h>

#include <functional>
#include <list>
#include <memory>
#include <stop_token>
#include <thread>

#include "conformance/wire/socket.hpp"

namespace mqttspec::conformance::selftest::testing {

/// One end of a connection that a client made to the server.
class HostileConnection {
 public:
  HostileConnection(wire::Socket socket, std::stop_token stop)
      : socket_(std::move(socket)), stop_(std::move(stop)) {}

  /// Waits for bytes; nothing when the client closed, or when the server is to stop.
  std::vector<std::uint8_t> receive() {
    std::vector<std::uint8_t> bytes;
    while (bytes.empty() && open_ && wait_for(POLLIN)) bytes = receive_now();
    return bytes;
  }
  /// What has arrived, without waiting.
  std::vector<std::uint8_t> receive_now() {
    std::vector<std::uint8_t> bytes;
    open_ = receive_some(socket_, bytes, 16'384).end == wire::Transfer::End::none;
    return bytes;
  }
  /// False once the client has closed, or when the server is to stop.
  bool is_open() const { return open_ && !stop_.stop_requested(); }
  /// Sends everything, as fast as the client takes it; false if the client is gone, or when the
  /// server is to stop.
  bool send(Bytes bytes) {
    while (!bytes.empty() && wait_for(POLLOUT)) {
      const auto transfer = send_some(socket_, bytes);
      if (transfer.end != wire::Transfer::End::none) return false;
      bytes = bytes.subspan(transfer.size);
    }
    return bytes.empty();
  }
  /// Keeps the connection open until the client closes it; what arrives is thrown away.
  void hold() {
    while (!receive().empty()) continue;
  }
  void cut() { socket_.cut(); }

 private:
  bool wait_for(short events) {
    pollfd polled{socket_.descriptor(), events, 0};
    while (!stop_.stop_requested())
      if (::poll(&polled, 1, 20) > 0) return true;
    return false;
  }

  wire::Socket socket_;
  std::stop_token stop_;
  bool open_ = true;
};

/// Serves every connection in a thread of its own until it is destroyed.
class HostileServer {
 public:
  using Behaviour = std::function<void(HostileConnection&)>;

  /// Listens on a free loopback port. After `most` connections it listens no more.
  explicit HostileServer(Behaviour behaviour, unsigned most = 1'000'000)
      : behaviour_(std::move(behaviour)), most_(most) {
    if (auto listener = listen_on(address_)) listener_ = *std::move(listener);
    acceptor_ = std::jthread([this](std::stop_token stop) { listen(stop); });
  }
  ~HostileServer() {
    acceptor_.request_stop();
    acceptor_.join();
  }

  /// "tcp://127.0.0.1:…"
  std::string url() const { return "tcp://" + to_string(address_); }

 private:
  void listen(const std::stop_token& stop) {
    pollfd polled{listener_.descriptor(), POLLIN, 0};
    for (unsigned accepted = 0; accepted < most_ && !stop.stop_requested();) {
      if (::poll(&polled, 1, 20) <= 0) continue;
      auto socket = accept_one(listener_);
      if (!socket) continue;
      ++accepted;
      threads_.emplace_back(
          [this, taken = std::make_shared<wire::Socket>(*std::move(socket)), stop] {
            HostileConnection connection(std::move(*taken), stop);
            behaviour_(connection);
          });
    }
    listener_.close();
  }

  Behaviour behaviour_;
  unsigned most_;
  wire::Address address_{"127.0.0.1", 0};
  wire::Socket listener_;
  std::list<std::jthread> threads_;
  std::jthread acceptor_;
};

}  // namespace mqttspec::conformance::selftest::testing
