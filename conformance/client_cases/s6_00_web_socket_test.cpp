// The cases of section 6 on Clients that get it wrong: the reference Client behind a WebSocket in
// memory that has a fault. Each fault fails the cases that are about it, and no other.
#include <gtest/gtest.h>

#include <set>

#include "conformance/client_cases/sections.hpp"
#include "conformance/runner/client_runner.hpp"
#include "conformance/subject/in_process.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

using namespace subject;

enum class Fault : std::uint8_t {
  none,
  offers_another,       // Sub Protocol instead of mqtt
  sends_text,           // packets go out in text frames
  takes_text,           // text frames are taken like binary ones
  takes_whole_packets,  // of a frame, and nothing that goes on in the next
  takes_one_packet,     // of a frame; the rest of the frame is lost
  loses_large_frames,   // those above 65,535 bytes
};

/// How long the first frame is of what a Server sent, if it is whole; 0 if not.
std::size_t frame_size(Bytes bytes) {
  if (bytes.size() < 2) return 0;
  std::size_t size = bytes[1];
  const std::size_t more = size == 126 ? 2 : size == 127 ? 8 : 0;
  if (bytes.size() < 2 + more) return 0;
  if (more > 0) size = 0;
  for (std::size_t i = 0; i < more; ++i) size = size << 8U | bytes[2 + i];
  size += 2 + more;
  return bytes.size() < size ? 0 : size;
}

/// How long the first packet is, or 0 if it is not whole.
std::size_t packet_size(Bytes bytes) {
  std::size_t length = 0;
  for (std::size_t i = 1; i < bytes.size() && i < 5; ++i) {
    length |= static_cast<std::size_t>(bytes[i] & 0x7fU) << 7 * (i - 1);
    if ((bytes[i] & 0x80U) != 0) continue;
    return bytes.size() < 1 + i + length ? 0 : 1 + i + length;
  }
  return 0;
}

/// Both ends of the WebSocket of one connection.
struct Ends {
  std::unique_ptr<wire::WebSocketLayer> server;
  std::unique_ptr<wire::WebSocketLayer> client;
  std::vector<std::uint8_t> to_client;  // no whole frame yet
};

/// The reference Client, which speaks through WebSockets.
class OverWebSocket final : public Subject {
 public:
  OverWebSocket(std::unique_ptr<Subject> client, Fault fault)
      : client_(std::move(client)), fault_(fault) {}

  const Abilities* abilities(Version version) const override { return client_->abilities(version); }
  void ask(const Command& command) override { client_->ask(command); }
  bool send(ConnectionId id, Bytes bytes) override {
    ends_[id].server->send(bytes);
    settle(id);
    return true;
  }
  void close(ConnectionId id) override { client_->close(id); }
  void cut(ConnectionId id) override { client_->cut(id); }
  std::vector<Happening> wait(Time deadline) override;
  Time now() const override { return client_->now(); }
  bool by_web_socket() const override { return true; }
  wire::WebSocketLayer* web_socket(ConnectionId id) override { return ends_[id].server.get(); }

 private:
  void open();
  void settle(ConnectionId id);
  void receive_frame(ConnectionId id, Bytes frame);

  std::unique_ptr<Subject> client_;
  Fault fault_;
  std::shared_ptr<wire::WebSocketLoop> loop_ = wire::make_web_socket_loop();
  std::vector<Ends> ends_;
  std::vector<Happening> later_;
};

void OverWebSocket::open() {
  wire::WebSocketRequest request{"host", "/mqtt", {"mqtt"}};
  if (fault_ == Fault::offers_another) request.sub_protocols = {"mqttv3.1"};
  ends_.push_back({wire::make_web_socket_server(loop_),
                   wire::make_web_socket_client(loop_, std::move(request)),
                   {}});
  if (fault_ == Fault::sends_text) ends_.back().client->frame({.text = true});
  ends_.back().server->open();
  ends_.back().client->open();
  settle(static_cast<ConnectionId>(ends_.size() - 1));
}

// Passes on what either end wants to be sent.
void OverWebSocket::settle(ConnectionId id) {
  for (bool again = true; again;) {
    auto& [server, client, to_client] = ends_[id];
    const auto up = client->take_outgoing();
    if (!up.empty()) server->receive(up);
    const auto down = server->take_outgoing();
    if (!down.empty() && client->state() == wire::Layer::State::opening)
      client->receive(down);
    else
      to_client.insert(to_client.end(), down.begin(), down.end());
    while (const auto size = frame_size(ends_[id].to_client)) {
      auto& rest = ends_[id].to_client;
      const auto end = rest.begin() + static_cast<std::ptrdiff_t>(size);
      const std::vector<std::uint8_t> frame(rest.begin(), end);
      rest.erase(rest.begin(), end);
      receive_frame(id, frame);
    }
    again = !up.empty() || !down.empty();
  }
}

void OverWebSocket::receive_frame(ConnectionId id, Bytes frame) {
  if (fault_ == Fault::loses_large_frames && frame.size() > 65'535) return;
  auto& client = *ends_[id].client;
  client.receive(frame);
  const auto came = client.take_incoming();
  if (client.text_came() && fault_ != Fault::takes_text) {
    client_->close(id);
    Happening closed{Happening::Kind::closed, now(), id};
    closed.closing = Closing::fin;
    return later_.push_back(closed);
  }
  auto rest = Bytes(came);
  if (fault_ == Fault::takes_whole_packets || fault_ == Fault::takes_one_packet) {
    std::size_t whole = 0;
    for (auto size = packet_size(rest); size > 0; size = packet_size(rest.subspan(whole))) {
      whole += size;
      if (fault_ == Fault::takes_one_packet) break;
    }
    if (fault_ == Fault::takes_whole_packets || whole > 0) rest = rest.first(whole);
  }
  if (!rest.empty()) client_->send(id, rest);
}

std::vector<Happening> OverWebSocket::wait(Time deadline) {
  std::vector<Happening> all = std::exchange(later_, {});
  for (auto& each : client_->wait(all.empty() ? deadline : now())) {
    if (each.kind == Happening::Kind::opened) open();
    if (each.kind == Happening::Kind::bytes) {
      auto& end = ends_[each.connection];
      end.client->send(each.bytes);
      settle(each.connection);
      each.bytes = end.server->take_incoming();
      if (each.bytes.empty()) continue;
    }
    all.push_back(std::move(each));
  }
  return all;
}

std::set<std::string> failing(Fault fault) {
  std::set<std::string> names;
  for (const auto& each : s6_00_web_socket())
    for (const auto version : {Version::v3_1_1, Version::v5_0}) {
      OverWebSocket client(make_reference_subject(model::client::profiles().front()), fault);
      const auto result = runner::visit_client(each, client, version, {});
      const bool right = result.verdict == play::Verdict::pass ||
                         result.verdict == play::Verdict::fail ||
                         (result.verdict == play::Verdict::inconclusive &&
                          (fault == Fault::sends_text || fault == Fault::offers_another));
      EXPECT_TRUE(right) << each.name << ": " << to_string(result.verdict) << ": "
                         << result.expected << "; " << result.actual;
      if (result.verdict == play::Verdict::fail)
        names.insert(std::string(each.name.substr(each.name.rfind('/') + 1)));
    }
  return names;
}

struct Row {
  Fault fault;
  std::set<std::string> failing;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {Fault::none, {}},
      {Fault::offers_another, {"mqtt-is-offered"}},
      {Fault::sends_text, {"packets-come-in-binary-frames"}},
      {Fault::takes_text, {"text-frame-closes"}},
      {Fault::takes_whole_packets,
       {"packets-in-many-messages-are-understood", "packets-in-fragments-are-understood",
        "packets-across-frames-are-told-apart"}},
      {Fault::takes_one_packet,
       {"packets-in-one-frame-are-told-apart", "packets-across-frames-are-told-apart"}},
      {Fault::loses_large_frames, {"frames-above-65535-bytes-are-understood"}},
  };
  return all;
}

TEST(ClientWebSocketCases, FailOnClientsThatGetItWrongAndOnNoOther) {
  for (const auto& row : rows())
    EXPECT_EQ(failing(row.fault), row.failing) << "fault " << static_cast<int>(row.fault);
}

TEST(ClientWebSocketCases, EachFailsOnSomeClient) {
  std::set<std::string> killers;
  for (const auto& row : rows()) killers.insert(row.failing.begin(), row.failing.end());
  for (const auto& each : s6_00_web_socket()) {
    EXPECT_TRUE(contains(each.needs, play::Need::web_socket)) << each.name;
    EXPECT_TRUE(killers.contains(std::string(each.name.substr(each.name.rfind('/') + 1))))
        << each.name;
  }
}

}  // namespace
}  // namespace mqttspec::conformance::client_cases
