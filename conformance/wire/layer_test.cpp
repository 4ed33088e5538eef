// Both ends of each layer, with nothing between them but the test.
#include "conformance/wire/layer.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "conformance/wire/testing/certificates.hpp"
#include "conformance/wire/transport.hpp"

namespace mqttspec::conformance::wire {
namespace {

using State = Layer::State;

const testing::Certificates& files() {
  static const testing::Certificates all;
  return all;
}

TlsSettings trusting() { return {.ca = files().ca()}; }

/// A Client and a Server.
struct Ends {
  std::unique_ptr<Layer> client;
  std::unique_ptr<Layer> server;

  /// Carries bytes to and fro, in pieces of `size`, until nobody has more to say.
  void carry(std::size_t size = 100'000) {
    for (bool any = true; any;) {
      any = pass(*client, *server, size);
      any = pass(*server, *client, size) || any;
    }
  }
  void open(std::size_t size = 100'000) {
    client->open();
    server->open();
    carry(size);
  }
  std::string at_server() { return std::string(as_text(server->take_incoming())); }
  std::string at_client() { return std::string(as_text(client->take_incoming())); }

 private:
  static bool pass(Layer& from, Layer& to, std::size_t size) {
    const auto bytes = from.take_outgoing();
    for (auto rest = Bytes(bytes); !rest.empty(); rest = rest.subspan(std::min(size, rest.size())))
      to.receive(rest.first(std::min(size, rest.size())));
    return !bytes.empty();
  }
};

Ends tls_ends(const TlsSettings& settings, const std::string& host = "localhost") {
  const auto client = TlsContext::for_client(settings);
  const auto server = TlsContext::for_server(files().server(), files().server_key());
  EXPECT_TRUE(client) << client.error();
  EXPECT_TRUE(server) << server.error();
  return {client->connect(host), server->accept()};
}

Ends web_socket_ends(std::vector<std::string> sub_protocols = {"mqtt"}) {
  const auto loop = make_web_socket_loop();
  return {make_web_socket_client(loop, {"localhost", "/mqtt", std::move(sub_protocols)}),
          make_web_socket_server(loop)};
}

Ends both_ends() {
  auto lower = tls_ends(trusting());
  auto upper = web_socket_ends();
  return {stack(std::move(lower.client), std::move(upper.client)),
          stack(std::move(lower.server), std::move(upper.server))};
}

struct Row {
  const char* name;
  std::function<Ends()> make;
};

class Layers : public ::testing::TestWithParam<Row> {};

TEST_P(Layers, CarryBytesBothWaysHoweverTheyAreCut) {
  for (const std::size_t size : {1U, 7U, 100'000U}) {
    auto ends = GetParam().make();
    EXPECT_EQ(ends.client->state(), State::opening);
    ends.open(size);
    ASSERT_EQ(ends.client->state(), State::open) << ends.client->failure();
    ASSERT_EQ(ends.server->state(), State::open) << ends.server->failure();
    const std::string large(size == 1 ? 2'000 : 70'000, 'x');
    ends.client->send(as_bytes("hello"));
    ends.client->send(as_bytes(large));
    ends.server->send(as_bytes("welcome"));
    ends.carry(size);
    EXPECT_EQ(ends.at_server(), "hello" + large);
    EXPECT_EQ(ends.at_client(), "welcome");
  }
}

TEST_P(Layers, EndInOrder) {
  for (const bool client_ends : {true, false}) {
    auto ends = GetParam().make();
    ends.open();
    auto& one = client_ends ? *ends.client : *ends.server;
    auto& other = client_ends ? *ends.server : *ends.client;
    one.send(as_bytes("last words"));
    one.end();
    ends.carry();
    EXPECT_EQ(as_text(other.take_incoming()), "last words");
    EXPECT_EQ(other.state(), State::ended) << other.failure();
  }
}

TEST_P(Layers, FailOnWhatIsNoneOfTheirs) {
  for (const auto* const text : {"220 mail.example ready\r\n\r\n", "HTTP/1.1 \r\n\r\n"}) {
    auto ends = GetParam().make();
    ends.client->open();
    ends.client->receive(as_bytes(text));
    EXPECT_EQ(ends.client->state(), State::failed);
    EXPECT_NE(ends.client->failure().find("handshake failed"), std::string::npos)
        << ends.client->failure();
    ends.server->open();
    ends.server->receive(as_bytes(text));
    EXPECT_EQ(ends.server->state(), State::failed);
  }
}

INSTANTIATE_TEST_SUITE_P(All, Layers,
                         ::testing::Values(Row{"tls", [] { return tls_ends(trusting()); }},
                                           Row{"web_socket", [] { return web_socket_ends(); }},
                                           Row{"both", both_ends}),
                         [](const auto& each) { return each.param.name; });

// In TLS 1.3 its own handshake is over when it learns of that.
TEST(Tls, AClientWhoseCertificateIsRefusedIsToldWhy) {
  const auto& all = files();
  const testing::Certificates others;
  const auto server = TlsContext::for_server(all.server(), all.server_key(), all.ca());
  ASSERT_TRUE(server) << server.error();
  const struct {
    TlsSettings settings;
    std::string failure;
  } table[] = {
      {{.ca = all.ca(), .certificate = all.client(), .key = all.client_key()}, ""},
      {{.ca = all.ca()}, "TLS: the peer ended it with the alert \"certificate required\""},
      {{.ca = all.ca(), .certificate = others.client(), .key = others.client_key()},
       "TLS: the peer ended it with the alert \"decrypt error\""},
  };
  for (const auto& [settings, failure] : table) {
    Ends ends{TlsContext::for_client(settings)->connect("localhost"), server->accept()};
    ends.open();
    EXPECT_EQ(ends.client->failure(), failure);
    EXPECT_EQ(ends.client->state(), failure.empty() ? State::open : State::failed);
  }
}

TEST(Tls, MakesSureOfTheServer) {
  const auto& all = files();
  struct Trust {
    TlsSettings settings;
    std::string host;
    std::string complaint;  // empty: it is taken
  };
  const Trust table[] = {
      {{.ca = all.ca()}, "localhost", ""},
      {{.ca = all.ca()}, "127.0.0.1", ""},
      {{.ca = all.ca(), .certificate = all.client(), .key = all.client_key()}, "localhost", ""},
      {{.ca = all.ca(), .alpn = "mqtt"}, "localhost", ""},
      {{.ca = all.ca(), .server_name = "localhost"}, "127.0.0.2", ""},
      {{.ca = all.ca()}, "127.0.0.2", "not trusted: IP address mismatch"},
      {{.ca = all.ca()}, "broker.example", "not trusted: hostname mismatch"},
      {{.ca = all.ca(), .server_name = "broker.example"}, "localhost", "hostname mismatch"},
      {{.ca = all.client()}, "localhost", "not trusted: unable to get local issuer certificate"},
      {{}, "localhost", "not trusted: unable to get local issuer certificate"},
      {{.insecure = true}, "broker.example", ""},
  };
  for (const auto& row : table) {
    auto ends = tls_ends(row.settings, row.host);
    ends.open();
    EXPECT_EQ(ends.client->state(), row.complaint.empty() ? State::open : State::failed)
        << row.host << ": " << ends.client->failure();
    EXPECT_NE(ends.client->failure().find(row.complaint), std::string::npos)
        << row.host << ": " << ends.client->failure();
  }
}

TEST(Tls, SaysWhichFileCannotBeUsed) {
  const auto& all = files();
  const std::pair<TlsSettings, std::string> table[] = {
      {{.ca = "/nowhere.pem"}, "/nowhere.pem: no certificates: no such file or directory"},
      {{.ca = all.client_key()}, all.client_key() + ": no certificates"},
      {{.certificate = all.client()}, "given together"},
      {{.key = all.client_key()}, "given together"},
      {{.certificate = "/nowhere.pem", .key = all.client_key()}, "/nowhere.pem: not a certificate"},
      {{.certificate = all.client(), .key = all.server_key()}, "not the private key"},
      {{.alpn = std::string(256, 'x')}, "at most 255 bytes"},
  };
  for (const auto& [settings, complaint] : table) {
    const auto context = TlsContext::for_client(settings);
    ASSERT_FALSE(context) << complaint;
    EXPECT_NE(context.error().find(complaint), std::string::npos) << context.error();
  }
}

TEST(Transport, SaysWhatASettingIsNotFor) {
  const auto tcp = *parse_target("tcp://localhost:1883");
  const auto tls = *parse_target("tls://localhost:8883");
  EXPECT_FALSE(Transport::to(tcp, {.insecure = true}));
  EXPECT_TRUE(Transport::to(tls, {.insecure = true})->insecure());
  EXPECT_FALSE(Transport::at(tcp, files().server(), files().server_key()));
  EXPECT_FALSE(Transport::at(tls, "", ""));
  EXPECT_FALSE(Transport::at(tls, files().server(), ""));
  EXPECT_TRUE(Transport::at(tls, files().server(), files().server_key()));
}

TEST(WebSocket, ServerSelectsMqttAndRefusesWhoDoesNotOfferIt) {
  struct Offer {
    std::vector<std::string> sub_protocols;
    bool accepted;
  };
  const Offer table[] = {
      {{"mqtt"}, true}, {{"other", "mqtt"}, true}, {{"mqtt", "other"}, true},
      {{}, false},      {{"other"}, false},
  };
  for (const auto& row : table) {
    auto ends = web_socket_ends(row.sub_protocols);
    ends.open();
    EXPECT_EQ(ends.client->state(), row.accepted ? State::open : State::failed);
    EXPECT_EQ(ends.client->web_socket()->sub_protocol(), row.accepted ? "mqtt" : "");
    if (!row.accepted) {
      EXPECT_NE(ends.client->failure().find("HTTP 400 Bad Request"), std::string::npos)
          << ends.client->failure();
    }
  }
}

TEST(WebSocket, WhatIsSentGoesIntoFramesAsAsked) {
  const Framing table[] = {{}, {.most = 1}, {.most = 1, .fragmented = true}, {.most = 3}};
  for (const auto& framing : table) {
    auto ends = web_socket_ends();
    ends.open();
    ends.client->web_socket()->frame(framing);
    ends.client->send(as_bytes("ten  bytes"));
    const auto sent = ends.client->take_outgoing();
    // Two bytes and the mask before each.
    const std::size_t frames = framing.most == 0 ? 1 : (10 + framing.most - 1) / framing.most;
    EXPECT_EQ(sent.size(), 10 + 6 * frames);
    EXPECT_EQ(sent.at(0), framing.fragmented ? 0x02 : 0x82);
    EXPECT_EQ(sent.at(sent.size() - 6 - (framing.most == 0 ? 10 : 1)),
              framing.fragmented ? 0x80 : 0x82);
    ends.server->receive(sent);
    EXPECT_EQ(ends.at_server(), "ten  bytes");
  }
}

TEST(WebSocket, ServerEndsItOnATextFrame) {
  auto ends = web_socket_ends();
  ends.open();
  ends.client->web_socket()->frame({.text = true});
  ends.client->send(as_bytes("text"));
  ends.carry();
  EXPECT_EQ(ends.at_server(), "");
  EXPECT_EQ(ends.client->state(), State::ended);
}

TEST(WebSocket, ClientTakesATextFrameAndRemembersIt) {
  auto ends = web_socket_ends();
  ends.open();
  EXPECT_FALSE(ends.client->web_socket()->text_came());
  ends.server->web_socket()->frame({.text = true});
  ends.server->send(as_bytes("text"));
  ends.carry();
  EXPECT_EQ(ends.at_client(), "text");
  EXPECT_TRUE(ends.client->web_socket()->text_came());
}

TEST(WebSocket, PingsAreAnsweredAndBringNoBytes) {
  auto ends = web_socket_ends();
  ends.open();
  ends.client->web_socket()->ping();
  ends.client->web_socket()->pong();
  const auto sent = ends.client->take_outgoing();
  EXPECT_EQ(sent.size(), 12U);
  ends.server->receive(sent);
  EXPECT_EQ(ends.server->take_outgoing(), (std::vector<std::uint8_t>{0x8a, 0x00}));
  EXPECT_EQ(ends.at_server(), "");
}

TEST(WebSocket, SaysWhatTheServerAnsweredInstead) {
  auto ends = web_socket_ends();
  ends.client->open();
  ends.client->receive(as_bytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_EQ(ends.client->failure(),
            "the WebSocket handshake failed: the answer is HTTP 404 Not Found");
}

}  // namespace
}  // namespace mqttspec::conformance::wire
