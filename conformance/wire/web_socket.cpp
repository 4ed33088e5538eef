// Beast works on streams that may have to wait. This one is in memory: whatever can be done is done
// before a call returns, and nothing ever waits.
#include "conformance/wire/web_socket.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/beast/_experimental/test/stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

namespace mqttspec::conformance::wire {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using Error = beast::error_code;
using Stream = beast::test::stream;

class WebSocketLoop {
 public:
  boost::asio::io_context& context() { return context_; }
  /// Does what can be done.
  void run() {
    context_.restart();
    context_.poll();
  }

 private:
  boost::asio::io_context context_{1};
};

std::shared_ptr<WebSocketLoop> make_web_socket_loop() { return std::make_shared<WebSocketLoop>(); }

namespace {

// The largest part of a message that Beast masks, and sends, at a time.
constexpr std::size_t write_buffer = 64 * 1024;

std::string_view as_view(beast::string_view text) { return {text.data(), text.size()}; }

class BeastLayer : public WebSocketLayer {
 public:
  explicit BeastLayer(std::shared_ptr<WebSocketLoop> loop)
      : loop_(std::move(loop)), socket_(loop_->context()), stream_(loop_->context()) {
    stream_.next_layer().connect(socket_);
    stream_.auto_fragment(false);
    stream_.write_buffer_bytes(write_buffer);
    stream_.read_message_max(0);
    stream_.secure_prng(false);
    stream_.binary(true);
  }

  void receive(Bytes bytes) override {
    Error closed;
    socket_.write_some(boost::asio::const_buffer(bytes.data(), bytes.size()), closed);
    proceed();
  }
  void send(Bytes bytes) override;
  void end() override { close(websocket::close_code::normal); }
  void frame(const Framing& framing) override {
    framing_ = framing;
    stream_.text(framing.text);
  }
  void ping() override {
    stream_.async_ping({}, [](Error) {});
    proceed();
  }
  void pong() override {
    stream_.async_pong({}, [](Error) {});
    proceed();
  }
  std::string sub_protocol() const override { return sub_protocol_; }
  const std::vector<std::string>& offered() const override { return offered_; }
  bool text_came() const override { return text_came_; }

 protected:
  /// Wraps what is to be done later: by then this may be gone.
  template <class Action>
  auto later(Action action) {
    return [alive = std::weak_ptr(alive_), action](Error error, std::size_t size = 0) {
      if (!alive.expired()) action(error, size);
    };
  }
  /// Does what can be done, and takes what is to be sent.
  void proceed() {
    loop_->run();
    const auto text = socket_.str();
    outgoing_.insert(outgoing_.end(), text.begin(), text.end());
    socket_.clear();
  }
  void begin_to_read() {
    state_ = State::open;
    read();
  }
  void close(websocket::close_code code) {
    if (state_ != State::open) return;
    state_ = State::ended;
    stream_.async_close(code, [](Error) {});
    proceed();
  }
  virtual void take_text() = 0;

  std::shared_ptr<WebSocketLoop> loop_;
  Stream socket_;  // what is written to the one of the two can be read from the other
  websocket::stream<Stream> stream_;
  std::string sub_protocol_;
  std::vector<std::string> offered_;
  bool text_came_ = false;

 private:
  void read();
  void write(Bytes bytes, bool whole);

  beast::flat_buffer buffer_;
  Framing framing_;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
};

void BeastLayer::read() {
  stream_.async_read_some(buffer_, 0, later([this](Error error, std::size_t) {
                            if (error == websocket::error::closed) {
                              if (state_ == State::open) state_ = State::ended;
                              return;
                            }
                            if (error) {
                              if (state_ == State::open) fail("WebSocket: " + error.message());
                              return;
                            }
                            const auto* const data =
                                static_cast<const std::uint8_t*>(buffer_.data().data());
                            if (stream_.got_text()) {
                              text_came_ = true;
                              take_text();
                              if (state_ != State::open) return;
                            }
                            incoming_.insert(incoming_.end(), data, data + buffer_.size());
                            buffer_.consume(buffer_.size());
                            read();
                          }));
}

void BeastLayer::send(Bytes bytes) {
  if (state_ != State::open) return;
  const auto most = framing_.most == 0 ? bytes.size() : framing_.most;
  while (!bytes.empty()) {
    const auto part = bytes.first(std::min(most, bytes.size()));
    bytes = bytes.subspan(part.size());
    write(part, !framing_.fragmented || bytes.empty());
  }
}

void BeastLayer::write(Bytes bytes, bool whole) {
  const boost::asio::const_buffer buffer(bytes.data(), bytes.size());
  stream_.async_write_some(whole, buffer, later([this](Error error, std::size_t) {
                             if (error && state_ == State::open)
                               fail("WebSocket: " + error.message());
                           }));
  proceed();
}

class ClientLayer final : public BeastLayer {
 public:
  ClientLayer(std::shared_ptr<WebSocketLoop> loop, WebSocketRequest request)
      : BeastLayer(std::move(loop)), request_(std::move(request)) {}

  void open() override {
    std::string offered;
    for (const auto& each : request_.sub_protocols) offered += (offered.empty() ? "" : ", ") + each;
    stream_.set_option(
        websocket::stream_base::decorator([offered](websocket::request_type& request) {
          request.set(http::field::user_agent, "mqttspec");
          if (!offered.empty()) request.set(http::field::sec_websocket_protocol, offered);
        }));
    stream_.async_handshake(response_, request_.host, request_.resource,
                            later([this](Error error, std::size_t) { conclude(error); }));
    proceed();
  }

 private:
  void conclude(Error error) {
    if (error == websocket::error::upgrade_declined)
      return fail(fmt::format("the WebSocket handshake failed: the answer is HTTP {} {}",
                              response_.result_int(), as_view(response_.reason())));
    if (error) return fail("the WebSocket handshake failed: " + error.message());
    sub_protocol_ = as_view(response_[http::field::sec_websocket_protocol]);
    begin_to_read();
  }
  void take_text() override {}

  WebSocketRequest request_;
  websocket::response_type response_;
};

class ServerLayer final : public BeastLayer {
 public:
  using BeastLayer::BeastLayer;

  void open() override {
    http::async_read(stream_.next_layer(), head_, request_,
                     later([this](Error error, std::size_t) { answer(error); }));
    proceed();
  }

 private:
  void answer(Error error) {
    if (error) return fail("the WebSocket handshake failed: " + error.message());
    http::token_list offered(request_[http::field::sec_websocket_protocol]);
    for (const auto& each : offered) offered_.emplace_back(as_view(each));
    if (!websocket::is_upgrade(request_)) return refuse("this is a WebSocket");
    if (!offered.exists("mqtt")) return refuse("the Sub Protocol mqtt is not offered");
    sub_protocol_ = "mqtt";
    stream_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
      response.set(http::field::server, "mqttspec");
      response.set(http::field::sec_websocket_protocol, "mqtt");
    }));
    stream_.async_accept(request_, later([this](Error accepted, std::size_t) {
                           if (accepted)
                             return fail("the WebSocket handshake failed: " + accepted.message());
                           begin_to_read();
                         }));
  }
  void refuse(const std::string& why) {
    const auto text =
        fmt::format("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{}",
                    why.size(), why);
    outgoing_.insert(outgoing_.end(), text.begin(), text.end());
    fail("the WebSocket handshake failed: " + why);
  }
  // [MQTT-6.0.0-1]
  void take_text() override {
    state_ = State::ended;
    stream_.async_close(websocket::close_code::unknown_data, [](Error) {});
  }

  beast::flat_buffer head_;
  http::request<http::empty_body> request_;
};

}  // namespace

std::unique_ptr<WebSocketLayer> make_web_socket_client(std::shared_ptr<WebSocketLoop> loop,
                                                       WebSocketRequest request) {
  return std::make_unique<ClientLayer>(std::move(loop), std::move(request));
}

std::unique_ptr<WebSocketLayer> make_web_socket_server(std::shared_ptr<WebSocketLoop> loop) {
  return std::make_unique<ServerLayer>(std::move(loop));
}

}  // namespace mqttspec::conformance::wire
